package dragoman.local.demo;

import dragoman.channel.Signature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Signs a webhook as its provider would, with the secrets of an accounts file. */
record Signer(Path accounts) {

  /** The headers that prove the body genuine; with {@code forged}, headers that try to. */
  Map<String, String> headers(
      String channel, String endpoint, byte[] body, boolean forged, Instant now) {
    var secret = forged ? "not-the-secret-" + "A".repeat(20) : secret(channel, endpoint);
    return switch (channel) {
      case "whatsapp" ->
          Map.of(
              "X-Hub-Signature-256",
              "sha256=" + HexFormat.of().formatHex(Signature.hmacSha256(utf8(secret), body)));
      case "telegram" -> Map.of("X-Telegram-Bot-Api-Secret-Token", secret);
      case "webchat" -> standardWebhooks(forged ? "whsec_" + "A".repeat(32) : secret, body, now);
      case String other ->
          throw new IllegalArgumentException("the demo cannot sign for channel " + other);
    };
  }

  private static Map<String, String> standardWebhooks(String secret, byte[] body, Instant now) {
    var id = UUID.nameUUIDFromBytes(body).toString();
    var timestamp = Long.toString(now.getEpochSecond());
    var head = utf8(id + "." + timestamp + ".");
    var signed = new byte[head.length + body.length];
    System.arraycopy(head, 0, signed, 0, head.length);
    System.arraycopy(body, 0, signed, head.length, body.length);
    var key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
    return Map.of(
        "webhook-id",
        id,
        "webhook-timestamp",
        timestamp,
        "webhook-signature",
        "v1," + Base64.getEncoder().encodeToString(Signature.hmacSha256(key, signed)));
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

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
