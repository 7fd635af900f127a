package dragoman.bench.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a process has used until now, as Linux counts it (proc(5): {@code /proc/PID/stat}, {@code
 * /proc/PID/status}).
 *
 * @param processor user and system time of all its threads, in steps of ten milliseconds
 * @param residentKilobytes the memory it holds
 */
public record Usage(Duration processor, long residentKilobytes) {
  private static final int MILLIS_PER_TICK = 10;

  static Usage of(long pid) {
    try {
      var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      // The second field, the name in brackets, may itself hold blanks.
      var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      var ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
      var resident =
          Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
              .filter(it -> it.startsWith("VmRSS:"))
              .mapToLong(it -> Long.parseLong(it.replaceAll("\\D", "")))
              .findFirst()
              .orElse(0);
      return new Usage(Duration.ofMillis(ticks * MILLIS_PER_TICK), resident);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read what process " + pid + " used", e);
    }
  }
}
