package dragoman.proof.simulation;

import dragoman.pipeline.Recorded;
import dragoman.proof.simulation.Script.What;
import java.time.Duration;
import java.time.Instant;

/** I6: soon after the last trouble before it, every effect has its end. */
record Ending(Evidence seen) {
  private static final Duration BOUND = World.RECONCILE_WAIT.plus(Duration.ofMinutes(10));
  private static final Duration SOON = Duration.ofMinutes(2);

  void judge() {
    var redrives = seen.world.journal.redrives;
    if (redrives > 0 && !seen.happened(What.DEAD_LETTERS)) {
      seen.broken("I6", redrives + " letters were delivered until their queue gave them up");
    }
    if (redrives > 0) {
      return; // What lay with the dead letters ends when an operator wants it.
    }
    forEach(
        (row, late) -> {
          if (late.compareTo(BOUND) > 0) {
            seen.broken(
                "I6",
                "an effect of %s ended %s after the last trouble"
                    .formatted(SimulatedLedger.label(row.event()), late));
          }
        });
  }

  /** How many effects ended soon. */
  int soon() {
    var soon = new int[1];
    forEach(
        (_, late) -> {
          if (late.compareTo(SOON) <= 0) {
            soon[0]++;
          }
        });
    return soon[0];
  }

  private interface End {
    /** How long after the last trouble before it an effect of the row ended. */
    void at(Recorded row, Duration late);
  }

  private void forEach(End end) {
    var troubles = seen.world.troubles();
    for (var row : seen.rows) {
      for (var progress : row.progress()) {
        var at = millis(progress.since());
        var from = millis(row.at());
        for (var trouble : troubles) {
          if (trouble <= at) {
            from = Math.max(from, trouble);
          }
        }
        end.at(row, Duration.ofMillis(Math.max(0, at - from)));
      }
    }
  }

  private static long millis(Instant at) {
    return Duration.between(Scheduler.BEGIN, at).toMillis();
  }
}
