package dragoman.bench.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/**
 * What Lambda unpacks into {@code /var/task}: the packaged zip in a folder of its own.
 *
 * @param folder its {@code lib} holds the jars
 */
public record TaskRoot(Path folder) {

  /**
   * @param zip what {@code mvn package} made
   * @param folder empty or not there yet
   * @throws IllegalArgumentException if there is no zip
   */
  public static TaskRoot unpack(Path zip, Path folder) {
    if (!Files.exists(zip)) {
      throw new IllegalArgumentException("there is no " + zip + " yet: 'mvn package' makes it");
    }
    try (var archive = new ZipFile(zip.toFile())) {
      for (var entry : archive.stream().filter(it -> !it.isDirectory()).toList()) {
        var file = folder.resolve(entry.getName()).normalize();
        if (!file.startsWith(folder)) {
          throw new IllegalArgumentException(zip + " holds " + entry.getName());
        }
        Files.createDirectories(file.getParent());
        try (var in = archive.getInputStream(entry)) {
          Files.copy(in, file);
        }
      }
      return new TaskRoot(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack " + zip, e);
    }
  }

  /** Adds classes to it, as a zip may hold them beside its jars. */
  public TaskRoot with(Class<?>... classes) {
    try {
      for (var each : classes) {
        var name = each.getName().replace('.', '/') + ".class";
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        try (var in = each.getClassLoader().getResourceAsStream(name)) {
          Files.copy(in, file);
        }
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into " + folder, e);
    }
  }
}
