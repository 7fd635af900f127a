package dragoman.local.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dragoman.channel.HttpAnswer;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** Telegram Bot API documentation, "Making requests", "sendMessage" and "setWebhook". */
final class TelegramStandIn implements StandIn {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PATH = Pattern.compile("/bot([^/]+)/([A-Za-z]+)");

  private final AtomicLong messages = new AtomicLong();
  private final Map<String, String> webhooks = new ConcurrentHashMap<>();

  @Override
  public boolean takes(String path) {
    return PATH.matcher(path).matches();
  }

  @Override
  public HttpAnswer answer(ProviderCall call, Instant now) {
    var token = PATH.matcher(call.path()).replaceFirst("$1");
    return answer(PATH.matcher(call.path()).replaceFirst("$2"), token, call.body());
  }

  private HttpAnswer answer(String method, String token, String body) {
    try {
      var request = JSON.readTree(body);
      if (method.equals("getWebhookInfo")) {
        return webhookInfo(token);
      }
      if (method.equals("setWebhook")) {
        webhooks.put(token, request.path("url").asText());
      }
      if (!method.equals("sendMessage")) {
        return HttpAnswer.json(200, "{\"ok\":true,\"result\":true}");
      }
      if (!request.has("chat_id") || request.path("text").asText().isEmpty()) {
        return HttpAnswer.json(
            400,
            "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: message text is"
                + " empty\"}");
      }
      var answer = JsonNodeFactory.instance.objectNode().put("ok", true);
      var result =
          answer
              .putObject("result")
              .put("message_id", messages.incrementAndGet())
              .put("date", Instant.now().getEpochSecond());
      result.putObject("chat").put("type", "private").set("id", request.get("chat_id"));
      result.set("text", request.get("text"));
      return HttpAnswer.json(200, answer.toString());
    } catch (JsonProcessingException e) {
      return HttpAnswer.json(
          400, "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: not JSON\"}");
    }
  }

  private HttpAnswer webhookInfo(String token) {
    var answer = JsonNodeFactory.instance.objectNode().put("ok", true);
    answer
        .putObject("result")
        .put("url", webhooks.getOrDefault(token, ""))
        .put("has_custom_certificate", false)
        .put("pending_update_count", 0);
    return HttpAnswer.json(200, answer.toString());
  }
}
