package dragoman.functions;

import dragoman.policy.Policy;
import dragoman.rehearsal.Difference;
import dragoman.rehearsal.Golden;
import dragoman.rehearsal.Rehearsal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The golden webhooks on disk: a body in each {@code CHANNEL/NAME.json} (or {@code .form}, where
 * the provider posts forms), and in {@code golden.yaml} what must become of each.
 */
public record EventsFolder(Path folder) {
  private static final String GOLDEN = "golden.yaml";

  /**
   * How the webhooks end otherwise under this policy than is written down.
   *
   * @throws IllegalArgumentException if the folder or its golden file cannot be read; says what to
   *     do
   */
  public List<Difference> differences(Policy policy) {
    return golden().differences(play(policy));
  }

  /** Writes down what becomes of the webhooks under this policy. */
  public Golden write(Policy policy) {
    var played = play(policy);
    try {
      Files.writeString(folder.resolve(GOLDEN), played.yaml());
      return played;
    } catch (IOException e) {
      throw new UncheckedIOException(folder.resolve(GOLDEN) + " cannot be written", e);
    }
  }

  private Golden play(Policy policy) {
    return new Rehearsal(policy).play(webhooks());
  }

  private Golden golden() {
    try {
      return Golden.read(Files.readString(folder.resolve(GOLDEN)));
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(
          "there is no " + folder.resolve(GOLDEN) + "; './dragoman rehearse --write' writes it");
    } catch (IOException e) {
      throw new UncheckedIOException(folder.resolve(GOLDEN) + " cannot be read", e);
    }
  }

  private static boolean isBody(Path file) {
    return file.toString().matches(".*[.](json|form)");
  }

  private Map<String, byte[]> webhooks() {
    try (var paths = Files.walk(folder)) {
      var webhooks = new TreeMap<String, byte[]>();
      for (var path : paths.filter(EventsFolder::isBody).toList()) {
        webhooks.put(
            folder.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
      }
      return webhooks;
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(
          "there is no folder " + folder + ": name one that holds golden.yaml and webhooks");
    } catch (IOException e) {
      throw new UncheckedIOException("the folder " + folder + " cannot be read", e);
    }
  }
}
