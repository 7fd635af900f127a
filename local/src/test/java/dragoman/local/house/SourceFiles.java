package dragoman.local.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Every Java file of the repository. */
final class SourceFiles {
  static final Path ROOT = Path.of(System.getProperty("project.root"));

  private SourceFiles() {}

  static List<Path> all() {
    return Stream.of("core", "functions", "proof", "local", "bench")
        .map(module -> ROOT.resolve(module).resolve("src"))
        .flatMap(SourceFiles::under)
        .sorted()
        .toList();
  }

  /** As a person would name it. */
  static String name(Path file) {
    return ROOT.relativize(file).toString().replace('\\', '/');
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> under(Path folder) {
    try (var files = Files.walk(folder)) {
      return files.filter(it -> it.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
