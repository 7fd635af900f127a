package dragoman.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dragoman.channel.Account;
import dragoman.channel.Endpoint;
import dragoman.channel.Secret;
import dragoman.message.Json;
import dragoman.pipeline.Doors;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Secrets from a source, kept for five minutes; a fresh look, asked for after a failed check, is
 * taken at most twice a minute for each secret, so that forged signatures do not become a bill.
 * Safe for use by several threads.
 *
 * <pre>
 * endpoints/CHANNEL/ENDPOINT   {"secrets": ["current", "previous"], "verifyToken": "…", "accounts": ["id", …],
 *                              "url": "https://…"}      (url: where the address is signed and a proxy hides it)
 * accounts/CHANNEL/ID          {"token": "…", "url": "https://…"}      (url: web chat and Twilio)
 * slack                        {"token": "xoxb-…"}
 * </pre>
 */
final class SecretStore implements Doors.Secrets {
  private static final Duration KEEP = Duration.ofMinutes(5);
  private static final Duration FRESH_EVERY = Duration.ofSeconds(30);
  private static final int LIVE_SECRETS = 2;

  /**
   * One look at the source: the secret's live versions as JSON text, the current one first; empty
   * if there is no such secret.
   */
  interface Source {
    List<String> versions(String name);
  }

  private record Kept(List<JsonNode> versions, Instant at) {}

  private final String tenant;
  private final Source source;
  private final InstantSource clock;
  private final Map<String, Kept> kept = new HashMap<>();

  SecretStore(String tenant, Source source, InstantSource clock) {
    this.tenant = tenant;
    this.source = source;
    this.clock = clock;
  }

  /** Forgets everything, so that a restored snapshot reads its secrets anew. */
  synchronized void forget() {
    kept.clear();
  }

  @Override
  public Optional<Endpoint> endpoint(String channel, String name, boolean fresh) {
    if (!plain(channel) || !plain(name)) {
      return Optional.empty();
    }
    var versions = versions("endpoints/" + channel + "/" + name, fresh);
    if (versions.isEmpty()) {
      return Optional.empty();
    }
    var secrets = new ArrayList<Secret>();
    for (var version : versions) {
      for (var secret : version.path("secrets")) {
        if (!secret.asText().isBlank() && secrets.size() < LIVE_SECRETS) {
          secrets.add(new Secret(secret.asText()));
        }
      }
    }
    var current = versions.getFirst();
    var accounts = new HashSet<String>();
    current.path("accounts").forEach(it -> accounts.add(it.asText()));
    return Optional.of(
        new Endpoint(
            tenant,
            channel,
            name,
            secrets.stream().distinct().toList(),
            secret(current, "verifyToken"),
            accounts,
            Optional.of(current.path("url").asText("")).filter(it -> !it.isBlank())));
  }

  @Override
  public Optional<Account> account(String channel, String id) {
    return versions("accounts/" + channel + "/" + id, false).stream()
        .findFirst()
        .flatMap(
            it ->
                secret(it, "token")
                    .map(
                        token ->
                            new Account(
                                channel,
                                id,
                                token,
                                Optional.ofNullable(it.get("url"))
                                    .map(JsonNode::asText)
                                    .map(URI::create))));
  }

  @Override
  public Secret slack() {
    return versions("slack", false).stream()
        .findFirst()
        .flatMap(it -> secret(it, "token"))
        .orElseThrow(() -> new Doors.Unavailable("there is no secret 'slack' with a token"));
  }

  private static Optional<Secret> secret(JsonNode json, String name) {
    return Optional.of(json.path(name).asText("")).filter(it -> !it.isBlank()).map(Secret::new);
  }

  /** A path can hold anything a stranger types; only plain names reach the source. */
  private static boolean plain(String name) {
    return name.matches("[A-Za-z0-9_-]{1,64}");
  }

  private synchronized List<JsonNode> versions(String name, boolean fresh) {
    var now = clock.instant();
    var known = kept.get(name);
    var maxAge = fresh ? FRESH_EVERY : KEEP;
    if (known != null && now.isBefore(known.at().plus(maxAge))) {
      return known.versions();
    }
    var read = source.versions(name).stream().map(text -> json(name, text)).toList();
    kept.values().removeIf(it -> it.versions().isEmpty() && !now.isBefore(it.at().plus(KEEP)));
    kept.put(name, new Kept(read, now));
    return read;
  }

  private static JsonNode json(String name, String text) {
    try {
      return Json.read(text);
    } catch (Json.Malformed e) {
      throw new Doors.Unavailable("secret " + name + " is " + e.getMessage());
    }
  }

  /** The entries of a list, for sources that write the same JSON. */
  static ArrayNode list(List<String> texts) {
    var list = Json.object().putArray("list");
    texts.forEach(list::add);
    return list;
  }
}
