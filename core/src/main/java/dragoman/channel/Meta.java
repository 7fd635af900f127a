package dragoman.channel;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.message.Json;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The door of every channel of Meta's (Graph API, "Webhooks: getting started").
 *
 * <p>{@code X-Hub-Signature-256} is an HMAC of the raw body with the app secret, which all products
 * of one app share; the older {@code X-Hub-Signature}, of SHA-1, proves nothing here. No time is
 * signed, so a replay is caught by the event key alone. One body may hold up to 1000 updates of
 * several accounts, at most 3 MB.
 */
final class Meta {
  private static final int MAX_BODY = 3 << 20;

  /** A handshake's query has some hundred characters. */
  private static final int MAX_QUERY = 4 << 10;

  private static final String SIGNATURE = "x-hub-signature-256";
  private static final String SIGNATURE_PREFIX = "sha256=";

  private Meta() {}

  /** Reads what was proven genuine. */
  interface Reader {
    void read(JsonNode body, Gate.Findings found);
  }

  static Reception receive(WebhookRequest request, Endpoint endpoint, Reader reader) {
    return Gate.turnedAway(request, Set.of("GET", "POST"), MAX_BODY)
        .orElseGet(
            () ->
                request.method().equals("GET")
                    ? handshake(request, endpoint)
                    : webhook(request, endpoint, reader));
  }

  static WebhookRequest sign(byte[] body, Endpoint endpoint) {
    var hmac = Signature.hmacSha256(endpoint.secrets().getFirst().bytes(), body);
    return WebhookRequest.post(body, Map.of(SIGNATURE, SIGNATURE_PREFIX + Signature.toHex(hmac)));
  }

  /** A body of this product with nothing in it. */
  static byte[] harmless(String object) {
    return ("{\"object\":\"" + object + "\",\"entry\":[]}").getBytes(StandardCharsets.UTF_8);
  }

  /** The handshake as Meta calls it; empty without a verify token. */
  static Optional<WebhookRequest> handshake(Endpoint endpoint) {
    return endpoint
        .verifyToken()
        .map(
            token ->
                new WebhookRequest(
                    "GET",
                    "hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token="
                        + URLEncoder.encode(token.value(), StandardCharsets.UTF_8),
                    Map.of(),
                    new byte[0]));
  }

  private static Reception handshake(WebhookRequest request, Endpoint endpoint) {
    var query = query(request.query());
    var expected = endpoint.verifyToken().stream().toList();
    var presented = query.getOrDefault("hub.verify_token", "");
    var challenge = query.getOrDefault("hub.challenge", "");
    var proven = Signature.isOneOf(expected, presented);
    return proven
            && query.getOrDefault("hub.mode", "").equals("subscribe")
            && challenge.matches("[A-Za-z0-9._-]{1,256}")
        ? new Reception.Handshake(HttpAnswer.text(200, challenge))
        : Gate.refused(403, "handshake refused");
  }

  /** Empty if it is far too long, a name comes twice or anything cannot be decoded. */
  private static Map<String, String> query(String raw) {
    if (raw.length() > MAX_QUERY) {
      return Map.of();
    }
    var values = new HashMap<String, String>();
    for (var pair : raw.split("&")) {
      var parts = pair.split("=", 2);
      try {
        var name = URLDecoder.decode(parts[0], StandardCharsets.UTF_8);
        var value = parts.length == 2 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "";
        if (values.put(name, value) != null) {
          return Map.of();
        }
      } catch (IllegalArgumentException e) {
        return Map.of();
      }
    }
    return values;
  }

  private static Reception webhook(WebhookRequest request, Endpoint endpoint, Reader reader) {
    if (!genuine(request, endpoint)) {
      return Gate.notGenuine();
    }
    var found = new Gate.Findings();
    try {
      reader.read(Json.read(request.body()), found);
    } catch (Json.Malformed e) {
      found.unreadable(e.getMessage(), request.body());
    }
    return found.accepted();
  }

  private static boolean genuine(WebhookRequest request, Endpoint endpoint) {
    return request
        .header(SIGNATURE)
        .filter(value -> value.startsWith(SIGNATURE_PREFIX))
        .flatMap(value -> Signature.fromHex(value.substring(SIGNATURE_PREFIX.length())))
        .filter(presented -> Signature.matches(endpoint.keys(), request.body(), presented))
        .isPresent();
  }
}
