package dragoman.local.provider;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dragoman.channel.HttpAnswer;
import dragoman.channel.HttpCall;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One call to a provider's send API, as it may be shown.
 *
 * @param url with the token left out
 * @param headers by lower-case name; whatever may hold a secret shows as {@code …}
 * @param status the response's status, 0 if no response came
 */
public record Sent(
    Instant at,
    String channel,
    String url,
    Map<String, String> headers,
    String body,
    int status,
    String response) {
  private static final Set<String> SHOWN =
      Set.of(
          "accept",
          "content-type",
          "idempotency-key",
          "user-agent",
          "webhook-id",
          "webhook-signature",
          "webhook-timestamp");

  public Sent {
    headers = Map.copyOf(headers);
  }

  public static Sent answered(Instant at, String channel, HttpCall call, HttpAnswer answer) {
    return new Sent(
        at, channel, call.shown(), redacted(call), call.body(), answer.status(), answer.body());
  }

  /** A call whose answer never came. */
  public static Sent lost(Instant at, String channel, HttpCall call) {
    return new Sent(at, channel, call.shown(), redacted(call), call.body(), 0, "");
  }

  private static Map<String, String> redacted(HttpCall call) {
    var headers = new TreeMap<String, String>();
    call.headers()
        .forEach(
            (name, value) -> {
              var lower = name.toLowerCase(Locale.ROOT);
              headers.put(lower, SHOWN.contains(lower) ? value : "…");
            });
    return headers;
  }

  public ObjectNode json() {
    var json =
        JsonNodeFactory.instance
            .objectNode()
            .put("at", at.toString())
            .put("channel", channel)
            .put("url", url);
    new TreeMap<>(headers).forEach(json.putObject("headers")::put);
    json.put("body", body);
    json.putObject("response").put("status", status).put("body", response);
    return json;
  }
}
