package dragoman.functions;

import dragoman.message.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The accounts file of the local runner as a source of secrets, in YAML or JSON; an account {@code
 * *} stands for every account of its channel. Its form is in the README; the runner checks it
 * before it starts anything.
 */
final class SecretFile implements SecretStore.Source {
  private final Path file;

  SecretFile(Path file) {
    this.file = file;
  }

  @Override
  public List<String> versions(String name) {
    var parts = name.split("/", 3);
    return switch (parts[0]) {
      case "endpoints" -> endpoint(parts[1], parts[2]).stream().toList();
      case "accounts" -> account(parts[1], parts[2]).stream().toList();
      default ->
          Optional.ofNullable(map(read().get("slack")).get("token")).stream()
              .map(it -> Json.write(Json.object().put("token", it.toString())))
              .toList();
    };
  }

  private Optional<String> endpoint(String channel, String endpoint) {
    return endpoints().stream()
        .filter(it -> channel.equals(it.get("channel")) && endpoint.equals(it.get("endpoint")))
        .findFirst()
        .map(
            it -> {
              var json = Json.object();
              json.set(
                  "secrets",
                  SecretStore.list(
                      list(it.get("secrets")).stream().map(Object::toString).toList()));
              json.set(
                  "accounts",
                  SecretStore.list(
                      map(it.get("accounts")).keySet().stream().map(Object::toString).toList()));
              if (it.get("verifyToken") != null) {
                json.put("verifyToken", it.get("verifyToken").toString());
              }
              if (it.get("url") != null) {
                json.put("url", it.get("url").toString());
              }
              return Json.write(json);
            });
  }

  private Optional<String> account(String channel, String id) {
    var accounts =
        endpoints().stream()
            .filter(it -> channel.equals(it.get("channel")))
            .map(it -> map(it.get("accounts")))
            .toList();
    return accounts.stream()
        .flatMap(it -> Optional.ofNullable(find(it, id)).stream())
        .findFirst()
        .or(
            () ->
                accounts.stream()
                    .flatMap(it -> Optional.ofNullable(find(it, "*")).stream())
                    .findFirst())
        .map(SecretFile::map)
        .map(
            it -> {
              var json = Json.object();
              Optional.ofNullable(it.get("token"))
                  .ifPresent(token -> json.put("token", token.toString()));
              Optional.ofNullable(it.get("url")).ifPresent(url -> json.put("url", url.toString()));
              return Json.write(json);
            });
  }

  /** YAML reads an id of digits as a number. */
  private static Object find(Map<?, ?> accounts, String id) {
    return accounts.entrySet().stream()
        .filter(it -> String.valueOf(it.getKey()).equals(id))
        .map(it -> (Object) map(it.getValue()))
        .findFirst()
        .orElse(null);
  }

  private List<Map<?, ?>> endpoints() {
    return list(read().get("endpoints")).stream().<Map<?, ?>>map(SecretFile::map).toList();
  }

  private Map<?, ?> read() {
    try {
      return map(new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException("the accounts file " + file + " cannot be read", e);
    }
  }

  private static Map<?, ?> map(Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<?> list(Object value) {
    return value instanceof List<?> list ? list : List.of();
  }
}
