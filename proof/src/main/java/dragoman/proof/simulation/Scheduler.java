package dragoman.proof.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Owns time and order: what is planned happens at its time, and what is planned for one time in the
 * order in which it was planned. Nothing else in a simulation runs by itself.
 */
final class Scheduler {
  static final Instant BEGIN = Instant.parse("2026-03-01T10:00:00Z");

  private record Planned(long at, long order, Runnable step) {}

  private final PriorityQueue<Planned> plan =
      new PriorityQueue<>(Comparator.comparingLong(Planned::at).thenComparingLong(Planned::order));

  private long now;
  private long order;
  private Strand current;

  /** Milliseconds since {@link #BEGIN}. */
  long millis() {
    return now;
  }

  Instant now() {
    return BEGIN.plusMillis(now);
  }

  void after(Duration wait, Runnable step) {
    at(now + Math.max(0, wait.toMillis()), step);
  }

  void at(long millis, Runnable step) {
    plan.add(new Planned(Math.max(now, millis), order++, step));
  }

  /** Does the next thing planned; false if there is none until then. */
  boolean step(long until) {
    var next = plan.peek();
    if (next == null || next.at() > until) {
      return false;
    }
    plan.poll();
    now = next.at();
    next.step().run();
    return true;
  }

  /** The invocation that runs now. */
  Strand current() {
    return current;
  }

  void enter(Strand strand) {
    current = strand;
  }
}
