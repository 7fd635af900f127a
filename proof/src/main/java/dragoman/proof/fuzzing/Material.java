package dragoman.proof.fuzzing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What hostile inputs are made of: the project's own webhooks.
 *
 * @param webhooks genuine bodies by name, {@code channel/file}
 */
public record Material(SortedMap<String, byte[]> webhooks) {

  /**
   * @param home the project's folder, with {@code events/}
   * @throws IllegalArgumentException if it is not there
   */
  public static Material in(Path home) {
    return new Material(files(home.resolve("events"), ".*[.](json|form)"));
  }

  List<byte[]> webhooksOf(String channel) {
    return webhooks.entrySet().stream()
        .filter(it -> it.getKey().startsWith(channel + "/"))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static SortedMap<String, byte[]> files(Path folder, String names) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          folder + " is not there; run this from the project's folder");
    }
    try (var paths = Files.walk(folder)) {
      var files = new TreeMap<String, byte[]>();
      for (var path : paths.filter(it -> it.toString().matches(names)).toList()) {
        files.put(folder.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be read", e);
    }
  }
}
