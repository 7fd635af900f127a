package dragoman.local.cost;

/**
 * What comes in during a month.
 *
 * @param messages what people write, once each
 * @param answered share of the messages that the bot answers; the others go to a team
 * @param escalated share of the messages that also become a card in Slack; part of those for a team
 * @param repeated share of the messages that the provider delivers once more within five minutes
 * @param statuses how many statuses a provider reports for each reply: sent, delivered, read, in
 *     that order
 * @param batch how many messages a function is given at once, on average
 */
public record Traffic(
    double messages,
    double answered,
    double escalated,
    double repeated,
    int statuses,
    double batch) {
  public Traffic {
    require(messages >= 1 && messages <= 1e12, "--messages", messages, "must be 1 to 1000000M");
    share("--answered", answered);
    share("--escalated", escalated);
    share("--repeated", repeated);
    require(
        answered + escalated <= 1 + 1e-9,
        "--escalated",
        escalated,
        "what is escalated goes to a team as well; with --answered it can be 100% at most");
    require(statuses >= 0 && statuses <= 3, "--statuses", statuses, "must be 0 to 3");
    require(batch >= 1 && batch <= 10, "--batch", batch, "must be 1 to 10");
  }

  private static void share(String name, double share) {
    require(share >= 0 && share <= 1, name, share * 100, "must be 0% to 100%");
  }

  private static void require(boolean right, String name, double value, String problem) {
    if (!right) {
      throw new IllegalArgumentException(name + " " + Counts.units(value) + ": " + problem);
    }
  }

  /** Messages that a team gets and no manager. */
  double forTeamAlone() {
    return Math.max(0, messages * (1 - answered - escalated));
  }
}
