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
    return read(
        files(channel).stream()
            .filter(file -> name(file).equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no event " + channel + "/" + name)));
  }

  static List<String> names(String channel) {
    return files(channel).stream().map(Events::name).sorted().toList();
  }

  private static String name(Path file) {
    return file.getFileName().toString().replaceFirst("[.][a-z]+$", "");
  }

  private static List<Path> files(String channel) {
    try (var files = Files.list(folder(channel))) {
      return files.toList();
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
