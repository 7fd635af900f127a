package dragoman.local.demo;

import dragoman.channel.Channels;
import dragoman.channel.Endpoint;
import dragoman.channel.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Signs a webhook as its provider would, with the secrets of an accounts file. */
record Signer(Path accounts) {
  /** Nobody's secret, of a form that every channel takes. */
  private static final Secret WRONG = new Secret("not0the0secret00" + "A".repeat(16));

  /**
   * The headers that prove the body genuine; with {@code forged}, headers that try to.
   *
   * @param url where it will be posted
   */
  Map<String, String> headers(
      String channel, String endpoint, String url, byte[] body, boolean forged, Instant now) {
    var secret = forged ? WRONG : secret(channel, endpoint);
    var request =
        Channels.named(channel)
            .orElseThrow(() -> new IllegalArgumentException("there is no channel " + channel))
            .sign(
                body,
                new Endpoint("demo", channel, endpoint, List.of(secret), Optional.empty(), Set.of())
                    .at(url),
                now);
    var headers = new HashMap<String, String>();
    request.headers().forEach((name, values) -> headers.put(name, values.getFirst()));
    return headers;
  }

  private Secret secret(String channel, String endpoint) {
    try {
      var root =
          (Map<?, ?>)
              new Load(LoadSettings.builder().build()).loadFromString(Files.readString(accounts));
      for (var item : (List<?>) root.get("endpoints")) {
        var it = (Map<?, ?>) item;
        if (channel.equals(it.get("channel")) && endpoint.equals(it.get("endpoint"))) {
          return new Secret(((List<?>) it.get("secrets")).getFirst().toString());
        }
      }
      throw new IllegalArgumentException(
          "no endpoint " + channel + "/" + endpoint + " in " + accounts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
