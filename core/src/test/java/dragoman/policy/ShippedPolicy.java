package dragoman.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The policy at the project's root, as its files and as it is read. */
public final class ShippedPolicy {

  private ShippedPolicy() {}

  public static Path root() {
    return Path.of(System.getProperty("project.root"));
  }

  /** Contents by path from the project's root. */
  public static Map<String, String> files() {
    try (Stream<Path> paths = Files.walk(root().resolve("policy"))) {
      Map<String, String> files = new TreeMap<>();
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(root().relativize(path).toString().replace('\\', '/'), Files.readString(path));
      }
      return files;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  public static Policy policy() {
    return policy(files());
  }

  static Policy policy(Map<String, String> files) {
    return switch (PolicyReader.read(files)) {
      case Reading.Good good -> good.policy();
      case Reading.Bad bad -> throw new AssertionError(bad.problems().toString());
    };
  }

  /** A copy in which one line of one file is other than it was; the line must be there once. */
  static Map<String, String> with(String file, String line, String instead) {
    Map<String, String> files = files();
    files.put(file, swap(files.get(file), line, instead));
    return files;
  }

  static String swap(String content, String line, String instead) {
    List<String> lines = content.lines().toList();
    assertThat(lines.stream().filter(line::equals)).as("the line to plant into").hasSize(1);
    return String.join("\n", lines.stream().map(l -> l.equals(line) ? instead : l).toList()) + "\n";
  }
}
