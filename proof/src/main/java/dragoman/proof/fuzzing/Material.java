package dragoman.proof.fuzzing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What hostile inputs are made of: the project's own webhooks and policy.
 *
 * @param webhooks genuine bodies by name, {@code channel/file}
 * @param policy the policy's files by their path in its folder
 */
public record Material(SortedMap<String, byte[]> webhooks, SortedMap<String, String> policy) {

  /**
   * @param home the project's folder, with {@code events/} and {@code policy/}
   * @throws IllegalArgumentException if one of them is not there
   */
  public static Material in(Path home) {
    var policy = new TreeMap<String, String>();
    files(home.resolve("policy"), ".yaml")
        .forEach((name, bytes) -> policy.put(name, new String(bytes, StandardCharsets.UTF_8)));
    return new Material(files(home.resolve("events"), ".json"), policy);
  }

  List<byte[]> webhooksOf(String channel) {
    return webhooks.entrySet().stream()
        .filter(it -> it.getKey().startsWith(channel + "/"))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static SortedMap<String, byte[]> files(Path folder, String ending) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          folder + " is not there; run this from the project's folder");
    }
    try (var paths = Files.walk(folder)) {
      var files = new TreeMap<String, byte[]>();
      for (var path : paths.filter(it -> it.toString().endsWith(ending)).toList()) {
        files.put(
            folder.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be read", e);
    }
  }
}
