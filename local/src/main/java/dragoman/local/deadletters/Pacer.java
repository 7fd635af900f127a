package dragoman.local.deadletters;

import java.time.Duration;

/** Lets so many through a second, one at a time. */
final class Pacer {
  private final long nanos;
  private long next = System.nanoTime();

  Pacer(double perSecond) {
    this.nanos = (long) (Duration.ofSeconds(1).toNanos() / perSecond);
  }

  /** Returns when it is the caller's turn. */
  void await() {
    var wait = next - System.nanoTime();
    if (wait > 0) {
      try {
        Thread.sleep(Duration.ofNanos(wait));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    next = Math.max(next, System.nanoTime()) + nanos;
  }
}
