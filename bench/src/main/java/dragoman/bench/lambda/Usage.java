package dragoman.bench.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

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

  /** From {@code /proc/PID/net/tcp}, where the third column is the other side, and 01 is open. */
  static long connections(long pid, int port) {
    var remote = ":%04X".formatted(port);
    return Stream.of("tcp", "tcp6")
        .flatMap(it -> lines(Path.of("/proc/" + pid + "/net/" + it)))
        .map(it -> it.strip().split("\\s+"))
        .filter(it -> it[2].endsWith(remote) && it[3].equals("01"))
        .count();
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream().skip(1);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
