package dragoman.local.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dragoman.channel.HttpAnswer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * LINE's send API: push, which takes a retry key once and answers it 409 ever after, and reply,
 * which takes a token once (Messaging API reference, "Send push message", "Send reply message",
 * "Retry failed API requests"). LINE reports nothing of what became of a message.
 */
final class LineStandIn implements StandIn {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PATH = "/v2/bot/message/";
  private static final String RETRY_KEY = "x-line-retry-key";
  private static final int MOST_MESSAGES = 5;
  private static final int MAX_TEXT = 5_000;
  private static final int MAX_BUTTON_TEXT = 160;
  private static final int MAX_LABEL = 20;

  /** What was answered to each retry key and reply token that was accepted. */
  private final Map<String, String> accepted = new HashMap<>();

  private long messages = 500_000_000_000_000_000L;

  @Override
  public boolean takes(String path) {
    return path.startsWith(PATH);
  }

  @Override
  public synchronized void clear() {
    accepted.clear();
  }

  @Override
  public synchronized HttpAnswer answer(ProviderCall call, Instant now) {
    if (!call.header("authorization").matches("Bearer .+")) {
      return error(401, "Authentication failed due to the following reason: no token");
    }
    try {
      var request = JSON.readTree(call.body());
      return switch (call.path().substring(PATH.length())) {
        case "push" -> push(request, call.header(RETRY_KEY));
        case "reply" -> reply(request, call.header(RETRY_KEY));
        case String _ -> error(404, "Not found");
      };
    } catch (JsonProcessingException e) {
      return error(400, "The request body could not be parsed as JSON (line: -, column: -)");
    }
  }

  private HttpAnswer push(JsonNode request, String retryKey) {
    if (!retryKey.isEmpty() && !isUuid(retryKey)) {
      return error(400, "The retry key is not a UUID");
    }
    if (accepted.containsKey(retryKey)) {
      var before = JsonNodeFactory.instance.objectNode();
      before.put("message", "The retry key is already accepted");
      before.putArray("sentMessages").addObject().put("id", accepted.get(retryKey));
      return HttpAnswer.json(409, before.toString());
    }
    if (request.path("to").asText().isEmpty()) {
      return error(400, "The property, 'to', in the request body is invalid (line: -, column: -)");
    }
    return wrong(request.path("messages")) ? invalid() : sent(retryKey);
  }

  private HttpAnswer reply(JsonNode request, String retryKey) {
    var token = request.path("replyToken").asText();
    if (!retryKey.isEmpty()) {
      return error(400, "The retry key is not supported by this API");
    }
    if (token.isEmpty() || accepted.containsKey(token)) {
      return error(400, "Invalid reply token");
    }
    return wrong(request.path("messages")) ? invalid() : sent(token);
  }

  private HttpAnswer sent(String key) {
    var id = Long.toString(++messages);
    if (!key.isEmpty()) {
      accepted.put(key, id);
    }
    var answer = JsonNodeFactory.instance.objectNode();
    answer.putArray("sentMessages").addObject().put("id", id).put("quoteToken", "q-" + id);
    return HttpAnswer.json(200, answer.toString());
  }

  private static boolean wrong(JsonNode messages) {
    return messages.isEmpty()
        || messages.size() > MOST_MESSAGES
        || messages.valueStream().anyMatch(it -> !fits(it));
  }

  private static boolean fits(JsonNode message) {
    return switch (message.path("type").asText()) {
      case "text" -> within(message.path("text"), MAX_TEXT);
      case "template" ->
          within(message.path("altText"), 1_500)
              && within(message.at("/template/text"), MAX_BUTTON_TEXT)
              && within(message.at("/template/actions/0/label"), MAX_LABEL)
              && message.at("/template/actions/0/uri").asText().matches("https?://.{1,992}");
      case String _ -> false;
    };
  }

  private static boolean within(JsonNode text, int limit) {
    return !text.asText().isBlank() && text.asText().length() <= limit;
  }

  private static boolean isUuid(String text) {
    try {
      return UUID.fromString(text).toString().equals(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static HttpAnswer invalid() {
    return error(400, "The request body has 1 error(s)");
  }

  private static HttpAnswer error(int status, String message) {
    return HttpAnswer.json(
        status, JsonNodeFactory.instance.objectNode().put("message", message).toString());
  }
}
