package dragoman.local.command;

import java.io.PrintStream;
import java.time.Duration;

/**
 * A progress bar with the time that is left: drawn in place on a terminal, else a line at times.
 */
final class Bar {
  private static final int WIDTH = 30;
  private static final long DRAW_NANOS = Duration.ofMillis(250).toNanos();
  private static final long LINE_NANOS = Duration.ofSeconds(15).toNanos();

  private final String what;
  private final long total;
  private final PrintStream err;
  private final boolean terminal = System.console() != null && System.console().isTerminal();
  private final long begun = System.nanoTime();
  private long last = System.nanoTime();

  /**
   * @param total 0 if nobody knows
   */
  Bar(String what, long total, PrintStream err) {
    this.what = what;
    this.total = total;
    this.err = err;
  }

  void at(long done) {
    var now = System.nanoTime();
    if (now - last < (terminal ? DRAW_NANOS : LINE_NANOS)) {
      return;
    }
    last = now;
    if (terminal) {
      err.print("\r" + line(done, now) + "\033[K");
      err.flush();
    } else {
      err.println("dragoman: " + line(done, now));
    }
  }

  private String line(long done, long now) {
    if (total == 0) {
      return "%s: %,d runs".formatted(what, done);
    }
    var share = Math.min(1, (double) done / total);
    var full = (int) (share * WIDTH);
    var left = Duration.ofNanos((long) ((now - begun) / Math.max(share, 0.001) * (1 - share)));
    return "%s [%s%s] %,d of %,d, %d:%02d left"
        .formatted(
            what,
            "#".repeat(full),
            ".".repeat(WIDTH - full),
            done,
            total,
            left.toMinutes(),
            left.toSecondsPart());
  }

  void done() {
    if (terminal) {
      err.print("\r\033[K");
      err.flush();
    }
  }
}
