package dragoman.proof.mutation;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A JVM with a mutant in it. Its main class prints the verdict in one line on the standard output
 * and ends with exit code 0; one that ends otherwise, or not in time, has no verdict.
 *
 * @param limit after this it is ended
 */
record Trial(String mainClass, List<String> arguments, Duration limit) {
  /** One processor: as many trials run at once as there are, and one looks in the same order. */
  private static final List<String> OPTIONS =
      List.of("-XX:ActiveProcessorCount=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx768m");

  Trial {
    arguments = List.copyOf(arguments);
  }

  Verdict of(Patched patched) {
    try {
      var out = Files.createTempFile("dragoman-trial-", ".out");
      var err = Files.createTempFile("dragoman-trial-", ".err");
      try {
        return run(patched, out, err);
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Verdict.Failed("interrupted");
    }
  }

  private Verdict run(Patched patched, Path out, Path err)
      throws IOException, InterruptedException {
    var child =
        new ProcessBuilder(command(patched))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      child.getOutputStream().close();
      if (!child.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return new Verdict.Failed("no verdict in " + limit.toSeconds() + " s");
      }
    } finally {
      end(child);
    }
    if (child.exitValue() != 0) {
      return new Verdict.Failed("ended with " + child.exitValue() + last(err));
    }
    return Files.readAllLines(out).reversed().stream()
        .flatMap(it -> Verdict.read(it).stream())
        .findFirst()
        .orElseGet(() -> new Verdict.Failed("ended without a verdict" + last(err)));
  }

  private List<String> command(Patched patched) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    command.add("-cp");
    command.add(patched.classes() + File.pathSeparator + System.getProperty("java.class.path"));
    command.add(mainClass);
    command.addAll(arguments);
    return command;
  }

  /** Also when this thread was interrupted: no child outlives its trial. */
  private static void end(Process child) {
    child.descendants().forEach(ProcessHandle::destroyForcibly);
    child.destroyForcibly();
    child.onExit().join();
  }

  private static String last(Path err) {
    return line(err).map(it -> ": " + it).orElse("");
  }

  /** The line that says most: what was thrown, else the last. */
  private static Optional<String> line(Path err) {
    try {
      var lines = Files.readAllLines(err).stream().filter(it -> !it.isBlank()).toList();
      return lines.stream()
          .filter(it -> it.startsWith("Exception in thread"))
          .findFirst()
          .or(() -> lines.isEmpty() ? Optional.empty() : Optional.of(lines.getLast().strip()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
