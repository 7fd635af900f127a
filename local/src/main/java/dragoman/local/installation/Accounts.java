package dragoman.local.installation;

import dragoman.channel.Channel;
import dragoman.channel.Channels;
import dragoman.channel.Endpoint;
import dragoman.channel.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The accounts file, as far as the runner itself needs it: the functions read the same file for the
 * rest.
 *
 * @param channels the channels it has endpoints for
 * @param endpoints where the stand-ins report to: those with a secret
 * @param ownWebChat whether web chat replies go to an address of the file's own; an address that
 *     ends in {@code .invalid} (RFC 2606) means the stand-in
 */
public record Accounts(
    Path file, Set<String> channels, List<Endpoint> endpoints, boolean ownWebChat) {
  private static final int LIVE_SECRETS = 2;
  private static final String SHIPPED = "/dragoman/local/accounts.yaml";

  public Accounts {
    channels = Set.copyOf(channels);
    endpoints = List.copyOf(endpoints);
  }

  /** The accounts that come with Dragoman, put into a file that is deleted when the JVM ends. */
  public static Accounts shipped() {
    try (var resource = Accounts.class.getResourceAsStream(SHIPPED)) {
      var file = Files.createTempFile("dragoman-accounts-", ".yaml");
      file.toFile().deleteOnExit();
      Files.copy(resource, file, StandardCopyOption.REPLACE_EXISTING);
      return read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws IllegalArgumentException if it is not an accounts file; the message shows no value
   */
  public static Accounts read(Path file) {
    var endpoints = new ArrayList<Map<?, ?>>();
    if (!(load(file) instanceof Map<?, ?> root)
        || !(root.get("endpoints") instanceof List<?> list)) {
      throw problem(file, 1, "expected a list 'endpoints'; the README shows the format");
    }
    for (var item : list) {
      if (!(item instanceof Map<?, ?> endpoint)
          || !(endpoint.get("channel") instanceof String channel)
          || !(endpoint.get("endpoint") instanceof String)) {
        throw problem(
            file, 1, "endpoint " + (endpoints.size() + 1) + " needs a 'channel' and an 'endpoint'");
      }
      if (Channels.named(channel).isEmpty()) {
        throw problem(
            file,
            1,
            "endpoint " + (endpoints.size() + 1) + " has a channel there is not; " + known());
      }
      var secrets = secrets(endpoint);
      if (secrets.size() > LIVE_SECRETS) {
        throw problem(
            file, 1, "endpoint " + (endpoints.size() + 1) + " has more than two 'secrets'");
      }
      if (secrets.isEmpty()) {
        // Not a reason not to start: closed is what an endpoint without a secret has to be.
        System.err.println(
            "dragoman: %s/%s has no secret and will refuse everything"
                .formatted(channel, endpoint.get("endpoint")));
      }
      if (accounts(endpoint).isEmpty()) {
        throw problem(
            file, 1, "endpoint " + (endpoints.size() + 1) + " needs 'accounts', each with a token");
      }
      endpoints.add(endpoint);
    }
    return new Accounts(
        file,
        endpoints.stream().map(each -> (String) each.get("channel")).collect(Collectors.toSet()),
        endpoints.stream().flatMap(each -> endpoint(each).stream()).toList(),
        of("webchat", endpoints).stream().anyMatch(Accounts::hasOwnAddress));
  }

  private static String known() {
    return Channels.all().stream()
        .map(Channel::name)
        .collect(Collectors.joining(", ", "there is ", ""));
  }

  private static Object load(Path file) {
    try {
      return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    } catch (MarkedYamlEngineException e) {
      var line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw problem(file, line, "not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw problem(file, 1, "not YAML");
    } catch (IOException e) {
      throw new IllegalArgumentException("accounts file " + file + " cannot be read; is it there?");
    }
  }

  private static IllegalArgumentException problem(Path file, int line, String problem) {
    return new IllegalArgumentException(file + ":" + line + ": " + problem);
  }

  private static List<Map<?, ?>> of(String channel, List<Map<?, ?>> endpoints) {
    return endpoints.stream().filter(each -> channel.equals(each.get("channel"))).toList();
  }

  private static Optional<Endpoint> endpoint(Map<?, ?> endpoint) {
    var secrets = secrets(endpoint).stream().map(Secret::new).toList();
    return secrets.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Endpoint(
                "default",
                (String) endpoint.get("channel"),
                (String) endpoint.get("endpoint"),
                secrets,
                text(endpoint, "verifyToken").map(Secret::new),
                accounts(endpoint).keySet().stream()
                    .map(String::valueOf)
                    .collect(Collectors.toSet()),
                text(endpoint, "url")));
  }

  private static Optional<String> text(Map<?, ?> endpoint, String name) {
    return Optional.ofNullable(endpoint.get(name)).map(String::valueOf).filter(it -> !it.isBlank());
  }

  private static List<String> secrets(Map<?, ?> endpoint) {
    return endpoint.get("secrets") instanceof List<?> list
        ? list.stream().map(String::valueOf).filter(it -> !it.isBlank()).toList()
        : List.of();
  }

  private static boolean hasOwnAddress(Map<?, ?> endpoint) {
    return accounts(endpoint).values().stream()
        .anyMatch(
            account ->
                account instanceof Map<?, ?> fields
                    && fields.get("url") instanceof String url
                    && !url.matches("https?://[^/:]+\\.invalid([:/].*)?"));
  }

  private static Map<?, ?> accounts(Map<?, ?> endpoint) {
    return endpoint.get("accounts") instanceof Map<?, ?> accounts ? accounts : Map.of();
  }
}
