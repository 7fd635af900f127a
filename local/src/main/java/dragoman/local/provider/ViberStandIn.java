package dragoman.local.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dragoman.channel.Endpoint;
import dragoman.channel.HttpAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Viber's send API, which answers 200 whatever happened, and the {@code delivered} and {@code seen}
 * webhooks that follow (Viber Bot API, "Send message", "Error codes" and "Callbacks").
 */
final class ViberStandIn implements StandIn {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PATH = "/pa/";
  private static final int MAX_JSON = 30_000;
  private static final int MAX_TEXT = 7_000;
  private static final int MAX_NAME = 28;
  private static final List<String> EVENTS = List.of("delivered", "seen");

  private final Reports reports;
  private final List<Endpoint> endpoints;
  private final AtomicLong tokens = new AtomicLong(5_741_311_803_571_722_000L);

  /**
   * @param endpoints by whose secrets an account is known: the token that sends is the one that
   *     signs
   */
  ViberStandIn(Reports reports, List<Endpoint> endpoints) {
    this.reports = reports;
    this.endpoints = List.copyOf(endpoints);
  }

  @Override
  public boolean takes(String path) {
    return path.startsWith(PATH);
  }

  @Override
  public HttpAnswer answer(ProviderCall call, Instant now) {
    var account = account(call.header("x-viber-auth-token"));
    if (account.isEmpty()) {
      return status(2, "invalidAuthToken");
    }
    if (call.body().getBytes(StandardCharsets.UTF_8).length > MAX_JSON) {
      return status(3, "badData");
    }
    try {
      var message = JSON.readTree(call.body());
      return call.path().equals(PATH + "send_message")
          ? send(message, account.get(), now)
          : status(0, "ok");
    } catch (JsonProcessingException e) {
      return status(3, "badData");
    }
  }

  private Optional<String> account(String token) {
    return endpoints.stream()
        .filter(it -> it.channel().equals("viber"))
        .filter(it -> it.secrets().stream().anyMatch(secret -> secret.value().equals(token)))
        .flatMap(it -> it.accounts().stream())
        .findFirst();
  }

  private HttpAnswer send(JsonNode message, String account, Instant now) {
    var to = message.path("receiver").asText();
    var text = message.path("text").asText();
    var name = message.path("sender").path("name").asText();
    if (to.isEmpty() || text.isEmpty() || name.isEmpty() || !message.has("type")) {
      return status(4, "missingData");
    }
    if (text.length() > MAX_TEXT || name.length() > MAX_NAME) {
      return status(3, "badData");
    }
    var token = tokens.incrementAndGet();
    reports.post(
        "viber", account, EVENTS.stream().map(event -> report(event, token, to, now)).toList());
    return HttpAnswer.json(
        200,
        JsonNodeFactory.instance
            .objectNode()
            .put("status", 0)
            .put("status_message", "ok")
            .put("message_token", token)
            .put("chat_hostname", "SN-CHAT-05_")
            .toString());
  }

  private static byte[] report(String event, long token, String to, Instant now) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("event", event)
        .put("timestamp", now.toEpochMilli())
        .put("message_token", token)
        .put("user_id", to)
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  private static HttpAnswer status(int status, String message) {
    return HttpAnswer.json(
        200, "{\"status\":%d,\"status_message\":\"%s\"}".formatted(status, message));
  }
}
