package dragoman.proof.load;

import java.util.concurrent.locks.LockSupport;

/** When each message is due: evenly, but for a burst of ten times as many from the middle on. */
final class Pace {
  private static final int TIMES = 10;

  private final LoadPlan plan;
  private final long begun = System.nanoTime();

  Pace(LoadPlan plan) {
    this.plan = plan;
  }

  long burstFrom() {
    var calm = plan.messages() - (long) plan.rate() * TIMES * plan.burst();
    return Math.max(0, calm / 2);
  }

  long burstUntil() {
    return burstFrom() + (long) plan.rate() * TIMES * plan.burst();
  }

  /** Not later than the message before would be late: a feeder that is held up catches up. */
  void await(long number) {
    if (plan.rate() == 0) {
      return;
    }
    var fast =
        plan.burst() == 0 ? 0 : Math.clamp(number - burstFrom(), 0, burstUntil() - burstFrom());
    var due = begun + (long) (1e9 / plan.rate() * (number - fast + (double) fast / TIMES));
    for (var left = due - System.nanoTime(); left > 50_000; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
