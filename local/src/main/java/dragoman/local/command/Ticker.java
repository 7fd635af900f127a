package dragoman.local.command;

import java.io.PrintStream;
import java.time.Duration;

/** Says how far something is: on a terminal in place, elsewhere in a line now and then. */
final class Ticker {
  private static final long QUIET_NANOS = Duration.ofSeconds(5).toNanos();

  private static final long BLINK_NANOS = Duration.ofMillis(50).toNanos();

  private final String what;
  private final int total;
  private final PrintStream err;
  private final boolean terminal = System.console() != null && System.console().isTerminal();
  private int count;
  private int shown;
  private long last = System.nanoTime();

  /**
   * @param total how many there are, as far as is known
   */
  Ticker(String what, int total, PrintStream err) {
    this.what = what;
    this.total = total;
    this.err = err;
  }

  void tick() {
    at(count + 1);
  }

  /** So many are done. */
  void at(int done) {
    count = done;
    var line = "dragoman: %s: %d of about %d".formatted(what, count, Math.max(count, total));
    if (terminal && System.nanoTime() - last >= BLINK_NANOS) {
      err.print("\r" + line);
      err.flush();
      shown = line.length();
      last = System.nanoTime();
    } else if (!terminal && System.nanoTime() - last >= QUIET_NANOS) {
      err.println(line);
      last = System.nanoTime();
    }
  }

  /** Makes room for another line. */
  void clear() {
    if (shown > 0) {
      err.print("\r" + " ".repeat(shown) + "\r");
      err.flush();
      shown = 0;
    }
  }
}
