package dragoman.channel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The webhook bodies of {@code events/<channel>/}. */
final class Events {
  private Events() {}

  static byte[] body(String channel, String name) {
    return read(folder(channel).resolve(name + ".json"));
  }

  static List<String> names(String channel) {
    try (var files = Files.list(folder(channel))) {
      return files
          .map(file -> file.getFileName().toString().replace(".json", ""))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder(String channel) {
    return Path.of(System.getProperty("project.root", ".."), "events", channel);
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
