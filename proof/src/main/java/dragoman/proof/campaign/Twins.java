package dragoman.proof.campaign;

import dragoman.channel.SendClass;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The same seeds in two processes: whether everything happens alike. */
public final class Twins {
  private Twins() {}

  /**
   * @return true if both processes end with the same hash over every run
   * @throws IllegalStateException if a process cannot be started or ends badly
   */
  public static boolean alike(long from, long seeds) {
    return new Child(from, seeds).hash().equals(new Child(from, seeds).hash());
  }

  /** One number for what happened in all runs. */
  static long hash(long from, long seeds) {
    var sum = new AtomicLong();
    new Campaign(_ -> {}, () -> false)
        .schedules(
            from,
            seeds,
            // Runs end in no order, so each is mixed with its own name before they are added up.
            (job, result) ->
                sum.addAndGet((result.hash() ^ job.replay().hashCode()) * 0x9E3779B97F4A7C15L));
    return sum.get();
  }

  /** How many runs a number of seeds is. */
  public static long runs(long seeds) {
    return seeds * SendClass.values().length;
  }

  private record Child(long from, long seeds) {
    String hash() {
      try {
        var process =
            new ProcessBuilder(
                    List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Probe.class.getName(),
                        "--hash",
                        "--seeds",
                        Long.toString(seeds),
                        "--from",
                        Long.toString(from)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var said =
            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0 || !said.startsWith("hash ")) {
          throw new IllegalStateException("a second process did not run: " + said);
        }
        return said;
      } catch (IOException e) {
        throw new IllegalStateException("a second process cannot be started: " + e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted");
      }
    }
  }
}
