package dragoman.local.demo;

import dragoman.channel.Channels;
import dragoman.channel.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Signs a webhook as its provider would, with the secrets of an accounts file. */
record Signer(Path accounts) {
  /** Of a form that every channel takes. */
  private static final String FORGED = "whsec_" + "A".repeat(32);

  /** The headers that prove the body genuine; with {@code forged}, headers that try to. */
  Map<String, String> headers(
      String channel, String endpoint, byte[] body, boolean forged, Instant now) {
    var secret = forged ? FORGED : secret(channel, endpoint);
    return Channels.named(channel)
        .orElseThrow(() -> new IllegalArgumentException("there is no channel " + channel))
        .proof(new Secret(secret), body, now);
  }

  private String secret(String channel, String endpoint) {
    try {
      var root =
          (Map<?, ?>)
              new Load(LoadSettings.builder().build()).loadFromString(Files.readString(accounts));
      for (var item : (List<?>) root.get("endpoints")) {
        var it = (Map<?, ?>) item;
        if (channel.equals(it.get("channel")) && endpoint.equals(it.get("endpoint"))) {
          return ((List<?>) it.get("secrets")).getFirst().toString();
        }
      }
      throw new IllegalArgumentException(
          "no endpoint " + channel + "/" + endpoint + " in " + accounts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
