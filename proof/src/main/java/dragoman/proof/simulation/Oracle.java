package dragoman.proof.simulation;

import dragoman.conversation.Effect;
import dragoman.pipeline.Progress.Status;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Knows only what went in and what the world saw, and says which promises were broken. It shares
 * nothing with the rules it judges.
 */
final class Oracle {
  static final String FORGED = "zqx forged";

  private Oracle() {}

  /**
   * @param found what was broken while it ran
   */
  static Result judge(Evidence seen, List<Violation> found) {
    found.forEach(seen.violations::add);
    seen.world.journal.broken.forEach(it -> seen.broken(it.startsWith("I7") ? "I7" : "I0", it));
    new Keeping(seen).judge();
    var showing = new Showing(seen);
    showing.judge();
    new Ordering(seen).judge();
    modelled(seen);
    var ending = new Ending(seen);
    ending.judge();
    var replies = seen.effects(Effect.Answering.class);
    return new Result(
        seen.violations,
        seen.world.gate.calls(),
        seen.world.gate.faultTimes().size(),
        replies.size(),
        (int) replies.stream().filter(it -> it.progress().status() == Status.UNKNOWN).count(),
        showing.resent(),
        ending.soon(),
        (int) seen.rows.stream().mapToLong(it -> it.progress().size()).sum(),
        seen.world.trace.hash());
  }

  /** I5: each decision, and how the conversation stands, as the model has it. */
  private static void modelled(Evidence seen) {
    var said =
        seen.simulation.script().said().stream()
            .collect(Collectors.toMap(seen.provider::name, it -> it));
    seen.byConversation.forEach(
        (key, its) -> {
          var model = new Model(what -> seen.broken("I5", what));
          its.forEach(row -> model.take(row, seen.provider, said));
          if (seen.standing.containsKey(key)) {
            model.compare(seen.standing.get(key));
          }
        });
  }
}
