package dragoman.functions;

import dragoman.policy.Policy;
import dragoman.policy.PolicyReader;
import dragoman.policy.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
   * Every YAML file of the folder by its name relative to it. The policy's own tests are not part
   * of it.
   */
  private static Map<String, String> files(Path folder) {
    try (var paths = Files.walk(folder)) {
      var files = new TreeMap<String, String>();
      for (var path : paths.filter(it -> it.toString().endsWith(".yaml")).toList()) {
        var name = folder.relativize(path).toString().replace('\\', '/');
        if (!name.startsWith("tests/")) {
          files.put(name, Files.readString(path));
        }
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException("the policy folder " + folder + " cannot be read", e);
    }
  }
}
