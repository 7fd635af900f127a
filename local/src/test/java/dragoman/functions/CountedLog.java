package dragoman.functions;

import dragoman.pipeline.Doors;
import dragoman.pipeline.LogEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * The functions' own log, its bytes counted. It lies in their package because the log is nobody
 * else's business; the clock shows microseconds, as Lambda's does.
 */
public final class CountedLog implements Doors.Log {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123456Z");

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final JsonLog log =
      new JsonLog(new PrintStream(written, true, StandardCharsets.UTF_8), () -> NOW, "dragoman");
  private int lines;

  @Override
  public synchronized void log(LogEvent event) {
    log.log(event);
    lines++;
  }

  /** Lines and bytes since the last time, without the ends of lines; and begins anew. */
  public synchronized Written written() {
    var ends = System.lineSeparator().length() * lines;
    var counted = new Written(lines, written.size() - ends);
    written.reset();
    lines = 0;
    return counted;
  }

  public record Written(int lines, int bytes) {}
}
