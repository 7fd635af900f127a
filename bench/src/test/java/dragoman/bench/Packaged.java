package dragoman.bench;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dragoman.bench.lambda.FunctionProcess;
import dragoman.bench.lambda.TaskRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The zip that {@code mvn verify} has made before these tests, and the repository's files. */
final class Packaged {
  static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final Path ZIP = ROOT.resolve("functions/target/dragoman-functions.zip");

  private Packaged() {}

  static void only_where_it_can_run() {
    assumeTrue(
        FunctionProcess.isPossible(),
        "Lambda's runtime client runs on Linux alone, x86_64 or aarch64");
    assumeTrue(Files.exists(ZIP), "there is no " + ZIP + " yet; 'mvn package' makes it");
  }

  static TaskRoot unpack(Path folder) {
    return TaskRoot.unpack(ZIP, folder.resolve("task"));
  }

  static String event(String name) {
    try {
      return Files.readString(ROOT.resolve("events").resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
