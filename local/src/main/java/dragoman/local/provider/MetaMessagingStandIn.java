package dragoman.local.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dragoman.channel.HttpAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Send API of Messenger and Instagram, and what follows from a send: the signed echo that
 * brings {@code metadata} back, and on Messenger the delivery (Messenger Platform, "Send API",
 * "Common error codes" and "Webhook events"). It keeps to the documented limits: a text of 2000
 * characters, on Instagram of 1000 bytes; a button's text of 640 characters, its title of 20.
 *
 * <p>The API tells the page by its token. Here a token that names Instagram is of an Instagram
 * account, any other of a page; which one, it may say behind a colon, and else it is the first of
 * the shipped policy.
 */
final class MetaMessagingStandIn implements StandIn {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PATH = Pattern.compile("/v[0-9.]+/me/messages");
  private static final Pattern NAMED = Pattern.compile(".*:([0-9]+)");

  private final Reports reports;

  MetaMessagingStandIn(Reports reports) {
    this.reports = reports;
  }

  /** Whose token it is. */
  private record Page(String channel, String object, String id) {
    static Page of(String token) {
      var named = NAMED.matcher(token);
      return token.contains("instagram")
          ? new Page(
              "instagram", "instagram", named.matches() ? named.group(1) : "17841400000000001")
          : new Page("messenger", "page", named.matches() ? named.group(1) : "300000000000001");
    }

    boolean takes(String text) {
      return channel.equals("instagram")
          ? text.getBytes(StandardCharsets.UTF_8).length <= 1000
          : text.length() <= 2000;
    }
  }

  @Override
  public boolean takes(String path) {
    return PATH.matcher(path).matches();
  }

  @Override
  public HttpAnswer answer(ProviderCall call, Instant now) {
    var bearer = call.header("authorization");
    if (!bearer.startsWith("Bearer ")) {
      return error(190, "Invalid OAuth access token.");
    }
    try {
      return answer(Page.of(bearer), JSON.readTree(call.body()), now);
    } catch (JsonProcessingException e) {
      return error(100, "(#100) The request is not JSON");
    }
  }

  private HttpAnswer answer(Page page, JsonNode request, Instant now) {
    var to = request.path("recipient").path("id").asText();
    var message = request.path("message");
    if (!request.path("messaging_type").asText().equals("RESPONSE") || to.isEmpty()) {
      return error(100, "(#100) Parameter error");
    }
    if (message.has("text") == message.has("attachment")) {
      return error(100, "(#100) A message is a text or an attachment");
    }
    if (!page.takes(message.path("text").asText()) || !holds(message.path("attachment"))) {
      return error(100, "(#100) Length of param message is over the limit");
    }
    var mid = "m_" + UUID.randomUUID();
    var delivered = delivery(page, to, mid, now);
    var echoed = echo(page, to, mid, message, now);
    reports.post(
        page.channel(),
        page.id(),
        (page.channel().equals("instagram") ? Stream.of(echoed) : Stream.of(echoed, delivered))
            .map(it -> it.toString().getBytes(StandardCharsets.UTF_8))
            .toList());
    var answer =
        JsonNodeFactory.instance.objectNode().put("recipient_id", to).put("message_id", mid);
    return HttpAnswer.json(200, answer.toString());
  }

  private static boolean holds(JsonNode attachment) {
    var payload = attachment.path("payload");
    return payload.path("text").asText().length() <= 640
        && payload
            .path("buttons")
            .valueStream()
            .allMatch(it -> it.path("title").asText().length() <= 20);
  }

  private static ObjectNode echo(Page page, String to, String mid, JsonNode message, Instant now) {
    var body = JsonNodeFactory.instance.objectNode().put("object", page.object());
    var echo = event(body, page.id(), page.id(), to, now).putObject("message");
    message.properties().forEach(part -> echo.set(part.getKey(), part.getValue()));
    echo.put("is_echo", true).put("mid", mid);
    return body;
  }

  private static ObjectNode delivery(Page page, String from, String mid, Instant now) {
    var body = JsonNodeFactory.instance.objectNode().put("object", page.object());
    var delivery = event(body, page.id(), from, page.id(), now).putObject("delivery");
    delivery.put("watermark", now.toEpochMilli()).putArray("mids").add(mid);
    return body;
  }

  private static ObjectNode event(
      ObjectNode body, String page, String from, String to, Instant now) {
    var entry = body.putArray("entry").addObject().put("id", page).put("time", now.toEpochMilli());
    var event = entry.putArray("messaging").addObject().put("timestamp", now.toEpochMilli());
    event.putObject("sender").put("id", from);
    event.putObject("recipient").put("id", to);
    return event;
  }

  private static HttpAnswer error(int code, String message) {
    return HttpAnswer.json(
        400,
        "{\"error\":{\"message\":\"%s\",\"type\":\"OAuthException\",\"code\":%d,\"fbtrace_id\":\"local\"}}"
            .formatted(message, code));
  }
}
