package dragoman.proof.fuzzing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The same targets for a fuzzer that is guided by coverage: Jazzer finds {@link
 * #fuzzerTestOneInput} by its name. {@code proof/guided} starts it.
 */
public final class Guided {
  private static final List<Target> TARGETS =
      Targets.of(Material.in(Path.of(System.getProperty("dragoman.home", ""))));

  private static final Target TARGET = named(System.getProperty("dragoman.target", "json"));

  private Guided() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Judge.judge(TARGET, input)
        .wrong()
        .ifPresent(
            what -> {
              throw new IllegalStateException(TARGET.name() + ": " + what);
            });
  }

  /**
   * Prints the names of all targets and writes the seeds of each into its folder below the one
   * given.
   */
  public static void main(String[] arguments) throws IOException {
    for (var target : TARGETS) {
      var folder = Files.createDirectories(Path.of(arguments[0]).resolve(target.name()));
      var number = 0;
      for (var seed : target.seeds()) {
        Files.write(folder.resolve("seed-" + number++), seed);
      }
      System.out.println(target.name());
    }
  }

  private static Target named(String name) {
    return TARGETS.stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no target " + name));
  }
}
