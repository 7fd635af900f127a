package dragoman.proof.simulation;

import dragoman.channel.Account;
import dragoman.channel.Endpoint;
import dragoman.channel.Secret;
import dragoman.channel.SendClass;
import dragoman.pipeline.Doors.Secrets;
import dragoman.proof.simulation.Faults.Door;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The store of secrets, the provider's and ours, through a rotation. */
final class Vault {
  private static final String OLD = "b2xkK3NlY3JldCtvZit0aGUrc2ltdWxhdGlvbg==";
  private static final String NEW = "bmV3K3NlY3JldCtvZit0aGUrc2ltdWxhdGlvbg==";
  private static final String FALSE = "YSt0aGllZidzK2d1ZXNzK2FuZCtub3RoaW5n";
  private static final long NEVER = Long.MAX_VALUE / 2;
  private static final Duration KEEP = Duration.ofMinutes(5);
  private static final Duration FRESH_EVERY = Duration.ofSeconds(30);

  private final SendClass sendClass;
  private final String channel;
  private final Gate gate;
  private final Scheduler time;
  private List<String> stored = List.of(OLD);
  private String provider = OLD;
  private long storeNewAt = NEVER;
  private long providerNewAt = NEVER;

  Vault(SendClass sendClass, String channel, Gate gate, Scheduler time) {
    this.sendClass = sendClass;
    this.channel = channel;
    this.gate = gate;
    this.time = time;
  }

  void storeTakesNew() {
    storeNewAt = time.millis();
    stored = List.of(plain(NEW), plain(OLD));
  }

  void providerTakesNew() {
    providerNewAt = time.millis();
    provider = NEW;
  }

  void storeForgetsOld() {
    stored = List.of(plain(NEW));
  }

  /**
   * Whether a genuine webhook may be refused: the provider signs with what our store has not, or no
   * instance has looked again yet.
   */
  boolean mayRefuse(long atMillis) {
    var looked = storeNewAt + FRESH_EVERY.toMillis() + 2_000;
    return providerNewAt <= atMillis && atMillis <= looked;
  }

  /** The endpoint as the provider knows it: with what it signs now. */
  Endpoint providers() {
    return endpoint(List.of(plain(provider)));
  }

  /** The endpoint of somebody who has no secret of ours. */
  Endpoint thiefs() {
    return endpoint(List.of(plain(FALSE)));
  }

  private Endpoint endpoint(List<String> secrets) {
    return new Endpoint(
        Town.TENANT,
        channel,
        Town.ENDPOINT,
        secrets.stream().map(Vault::plain).map(Secret::new).toList(),
        Optional.empty(),
        Set.of(Town.account(sendClass)));
  }

  /** Telegram's token has no padding, web chat's secret needs none. */
  private static String plain(String secret) {
    return secret.replace("=", "");
  }

  /** The door of one instance, with its cache: the same times as the real one. */
  Secrets door() {
    return new Cached();
  }

  private final class Cached implements Secrets {
    private record Kept(List<String> value, long atMillis) {}

    private final Map<String, Kept> kept = new HashMap<>();

    @Override
    public Optional<Endpoint> endpoint(String channel, String name, boolean fresh) {
      return name.equals(Town.ENDPOINT)
          ? Optional.of(Vault.this.endpoint(read("endpoint", fresh, () -> stored)))
          : Optional.empty();
    }

    @Override
    public Optional<Account> account(String channel, String id) {
      return read("account", false, () -> List.of(plain(OLD))).stream()
          .map(
              it ->
                  new Account(
                      channel,
                      id,
                      new Secret(it),
                      Optional.of(URI.create("https://app.example/in"))))
          .findFirst();
    }

    @Override
    public Secret slack() {
      return new Secret(read("slack", false, () -> List.of("xoxb-simulated")).getFirst());
    }

    private List<String> read(String name, boolean fresh, Supplier<List<String>> source) {
      var known = kept.get(name);
      var maxAge = fresh ? FRESH_EVERY : KEEP;
      if (known != null && time.millis() < known.atMillis() + maxAge.toMillis()) {
        return known.value();
      }
      var read = gate.call(Door.SECRETS, "secrets: " + name, () -> "", source);
      kept.put(name, new Kept(read, time.millis()));
      return read;
    }
  }
}
