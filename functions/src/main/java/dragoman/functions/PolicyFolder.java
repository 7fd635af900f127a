package dragoman.functions;

import dragoman.policy.Policy;
import dragoman.policy.PolicyReader;
import dragoman.policy.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The policy's files on disk. */
public final class PolicyFolder {
  private PolicyFolder() {}

  /** Thrown for a policy with problems; the message lists them all. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String problems) {
      super(problems);
    }
  }

  public static Policy load(Path folder) {
    return switch (read(folder)) {
      case Reading.Good(var policy, _) -> policy;
      case Reading.Bad(var problems) ->
          throw new Refused(
              "the policy is refused:\n"
                  + problems.stream().map(Object::toString).collect(Collectors.joining("\n")));
    };
  }

  public static Reading read(Path folder) {
    return PolicyReader.read(files(folder));
  }

  /**
   * Every YAML file of the folder by its path, the folder's own name in front, as problems shall
   * show it.
   */
  private static Map<String, String> files(Path folder) {
    var root = folder.toAbsolutePath().normalize();
    try (var paths = Files.walk(root)) {
      var files = new TreeMap<String, String>();
      for (var path : paths.filter(it -> it.toString().endsWith(".yaml")).toList()) {
        var name = root.getFileName() + "/" + root.relativize(path);
        files.put(name.replace('\\', '/'), Files.readString(path));
      }
      return files;
    } catch (NoSuchFileException e) {
      throw new Refused(
          "there is no policy folder " + folder + ": name one that holds policy.yaml");
    } catch (IOException e) {
      throw new UncheckedIOException("the policy folder " + folder + " cannot be read", e);
    }
  }
}
