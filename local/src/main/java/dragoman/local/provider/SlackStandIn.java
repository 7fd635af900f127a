package dragoman.local.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dragoman.channel.HttpAnswer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Slack's Web API as far as cards need it: {@code chat.postMessage}, {@code chat.update}, {@code
 * chat.delete} and {@code conversations.history}. One message a second may be posted to a channel;
 * more are answered 429 with {@code Retry-After} (Slack API documentation, "Rate limits").
 */
final class SlackStandIn implements StandIn {
  private static final Pattern PATH = Pattern.compile("(?:/api)?/([a-z]+\\.[A-Za-z]+)");
  private static final Duration PACE = Duration.ofSeconds(1);
  private static final int MAX_BLOCKS = 50;

  private final Map<String, List<ObjectNode>> messages = new HashMap<>();
  private final Map<String, Instant> lastPost = new HashMap<>();
  private long count;

  @Override
  public synchronized void clear() {
    messages.clear();
    lastPost.clear();
  }

  @Override
  public boolean takes(String path) {
    return PATH.matcher(path).matches();
  }

  @Override
  public synchronized HttpAnswer answer(ProviderCall call, Instant now) {
    var method = PATH.matcher(call.path()).replaceFirst("$1");
    var inQuery = !call.query().isEmpty();
    return answer(
        method,
        call.header("authorization"),
        inQuery ? "" : call.header("content-type"),
        inQuery ? call.query() : call.body(),
        now);
  }

  private HttpAnswer answer(
      String method, String authorization, String contentType, String body, Instant now) {
    if (!authorization.startsWith("Bearer ")) {
      return error("not_authed");
    }
    try {
      var request = SlackRequest.parse(contentType, body);
      return switch (method) {
        case "chat.postMessage" -> post(request, now);
        case "chat.update" -> update(request);
        case "chat.delete" -> delete(request);
        case "conversations.history" -> history(request);
        case String _ -> error("unknown_method");
      };
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return error("invalid_json");
    }
  }

  private HttpAnswer post(JsonNode request, Instant now) {
    var channel = request.path("channel").asText();
    var refused = refusal(request);
    if (!refused.isEmpty()) {
      return error(refused);
    }
    var last = lastPost.get(channel);
    if (last != null && now.isBefore(last.plus(PACE))) {
      return new HttpAnswer(
          429,
          Map.of("content-type", "application/json", "retry-after", "1"),
          "{\"ok\":false,\"error\":\"ratelimited\"}");
    }
    lastPost.put(channel, now);
    // Unique also when two posts to different channels fall into one second.
    var ts = "%d.%06d".formatted(now.getEpochSecond(), ++count % 1_000_000);
    var message = JsonNodeFactory.instance.objectNode().put("type", "message").put("ts", ts);
    put(message, request);
    messages.computeIfAbsent(channel, _ -> new ArrayList<>()).addFirst(message);
    return done(channel, ts, message);
  }

  private HttpAnswer update(JsonNode request) {
    var channel = request.path("channel").asText();
    var ts = request.path("ts").asText();
    var refused = refusal(request);
    if (!refused.isEmpty()) {
      return error(refused);
    }
    for (var message : messages.getOrDefault(channel, List.of())) {
      if (message.path("ts").asText().equals(ts)) {
        put(message, request);
        return done(channel, ts, message);
      }
    }
    return error("message_not_found");
  }

  private HttpAnswer delete(JsonNode request) {
    var channel = request.path("channel").asText();
    var ts = request.path("ts").asText();
    return messages
            .getOrDefault(channel, new ArrayList<>())
            .removeIf(message -> message.path("ts").asText().equals(ts))
        ? HttpAnswer.json(
            200,
            JsonNodeFactory.instance
                .objectNode()
                .put("ok", true)
                .put("channel", channel)
                .put("ts", ts)
                .toString())
        : error("message_not_found");
  }

  private HttpAnswer history(JsonNode request) {
    var oldest = number(request, "oldest", "0");
    var latest = number(request, "latest", "99999999999");
    var inclusive = request.path("inclusive").asBoolean();
    var limit = request.path("limit").asInt(100);
    var withMetadata = request.path("include_all_metadata").asBoolean();
    var answer = JsonNodeFactory.instance.objectNode().put("ok", true);
    var list = answer.putArray("messages");
    for (var message : messages.getOrDefault(request.path("channel").asText(), List.of())) {
      var ts = new BigDecimal(message.path("ts").asText());
      var within =
          inclusive
              ? ts.compareTo(oldest) >= 0 && ts.compareTo(latest) <= 0
              : ts.compareTo(oldest) > 0 && ts.compareTo(latest) < 0;
      if (within && list.size() < limit) {
        var shown = message.deepCopy();
        if (!withMetadata) {
          shown.remove("metadata");
        }
        list.add(shown);
      }
    }
    return HttpAnswer.json(200, answer.put("has_more", false).toString());
  }

  private static BigDecimal number(JsonNode request, String name, String otherwise) {
    var text = request.path(name).asText();
    return new BigDecimal(text.isEmpty() ? otherwise : text);
  }

  private static String refusal(JsonNode request) {
    var blocks = request.path("blocks");
    if (request.path("channel").asText().isEmpty()) {
      return "channel_not_found";
    }
    if (blocks.isEmpty() && request.path("text").asText().isEmpty()) {
      return "no_text";
    }
    return blocks.size() > MAX_BLOCKS ? "invalid_blocks" : "";
  }

  private static void put(ObjectNode message, JsonNode request) {
    for (var name : List.of("text", "blocks", "metadata")) {
      if (request.has(name)) {
        message.set(name, request.get(name));
      }
    }
  }

  private static HttpAnswer done(String channel, String ts, ObjectNode message) {
    var answer =
        JsonNodeFactory.instance
            .objectNode()
            .put("ok", true)
            .put("channel", channel)
            .put("ts", ts)
            .set("message", message);
    return HttpAnswer.json(200, answer.toString());
  }

  private static HttpAnswer error(String code) {
    return HttpAnswer.json(200, "{\"ok\":false,\"error\":\"" + code + "\"}");
  }
}
