package dragoman.channel;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Signing as the Standard Webhooks specification has it (github.com/standard-webhooks): HMAC-SHA256
 * over {@code id.timestamp.body}, keyed with the base64 behind {@code whsec_}; times may differ by
 * five minutes both ways. Only version {@code v1} counts; any of several signatures may match.
 */
final class StandardWebhooks {
  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final String VERSION = "v1,";

  /** A second comma means that a gateway joined two headers, and two prove nothing. */
  private static final String SIGNATURE = "[^ ,]+,[^ ,]+";

  /** Far more than a rotation needs; a stranger's thousands are not even looked at. */
  private static final int MOST_SIGNATURES = 16;

  private static final String SECRET_PREFIX = "whsec_";

  private StandardWebhooks() {}

  static boolean genuine(WebhookRequest request, List<Secret> secrets, Instant now) {
    var id = request.header("webhook-id").filter(value -> !value.isBlank());
    var timestamp = request.header("webhook-timestamp");
    var presented =
        request.header("webhook-signature").map(StandardWebhooks::signatures).orElse(List.of());
    if (id.isEmpty()
        || presented.isEmpty()
        || timestamp.filter(value -> isCurrent(value, now)).isEmpty()) {
      return false;
    }
    var keys = secrets.stream().flatMap(secret -> key(secret).stream()).toList();
    return Signature.matches(keys, signed(id.get(), timestamp.get(), request.body()), presented);
  }

  /** Those of our version; none if the header is not a list of signatures. */
  private static List<byte[]> signatures(String header) {
    var listed = List.of(header.split(" ", MOST_SIGNATURES + 1));
    return listed.size() <= MOST_SIGNATURES && listed.stream().allMatch(it -> it.matches(SIGNATURE))
        ? listed.stream()
            .filter(it -> it.startsWith(VERSION))
            .flatMap(it -> Signature.fromBase64(it.substring(VERSION.length())).stream())
            .toList()
        : List.of();
  }

  /**
   * @throws IllegalArgumentException if the secret is not base64; the message does not hold it
   */
  static Map<String, String> headers(String id, Instant now, byte[] body, Secret secret) {
    var key =
        key(secret)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "a web chat signing secret must be base64, with or without whsec_"));
    var timestamp = Long.toString(now.getEpochSecond());
    var signature = Signature.hmacSha256(key, signed(id, timestamp, body));
    return Map.of(
        "webhook-id",
        id,
        "webhook-timestamp",
        timestamp,
        "webhook-signature",
        VERSION + Base64.getEncoder().encodeToString(signature));
  }

  private static boolean isCurrent(String timestamp, Instant now) {
    return timestamp.matches("[0-9]{1,12}")
        && Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now)
                .abs()
                .compareTo(TOLERANCE)
            <= 0;
  }

  private static Optional<byte[]> key(Secret secret) {
    var value = secret.value();
    return Signature.base64(
            value.startsWith(SECRET_PREFIX) ? value.substring(SECRET_PREFIX.length()) : value)
        .filter(key -> key.length > 0);
  }

  private static byte[] signed(String id, String timestamp, byte[] body) {
    var signed = new ByteArrayOutputStream();
    signed.writeBytes((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
    signed.writeBytes(body);
    return signed.toByteArray();
  }
}
