package dragoman.rehearsal;

import java.util.List;

/**
 * What became of one webhook.
 *
 * @param answered the HTTP status the provider got
 * @param turns one for each event that changed a conversation, in order
 * @param receipts the status of each receipt, in the order they came
 * @param parked how many items could not be read and wait for a person
 * @param ignored how many were left aside on purpose
 */
record Outcome(int answered, List<Turn> turns, List<String> receipts, int parked, int ignored) {
  Outcome {
    turns = List.copyOf(turns);
    receipts = List.copyOf(receipts);
  }

  /**
   * What was decided about one event; words are lower-case, and empty where there is nothing to
   * say.
   *
   * @param effects each with its kind and what tells it apart: a reply's link, or the hash of its
   *     text where it has none; a task's team; an escalation's severity
   */
  record Turn(
      String kind,
      String action,
      String intent,
      String language,
      String workspace,
      String team,
      List<String> effects) {
    Turn {
      effects = List.copyOf(effects);
    }
  }
}
