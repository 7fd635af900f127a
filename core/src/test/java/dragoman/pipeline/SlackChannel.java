package dragoman.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.channel.HttpCall;
import dragoman.message.Json;
import dragoman.pipeline.Doors.Exchange;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Slack as far as it matters what stands in a channel in the end. */
final class SlackChannel implements Function<HttpCall, Exchange> {
  /** What stands there, as it was posted, by its {@code ts}. */
  final Map<String, JsonNode> standing = new LinkedHashMap<>();

  private int posts;

  @Override
  public Exchange apply(HttpCall call) {
    var method = call.url().getPath().replaceFirst(".*/", "");
    var body = method.equals("conversations.history") ? Json.object() : read(call.body());
    var ts = body.path("ts").asText();
    return switch (method) {
      case "chat.postMessage" -> {
        var own = ++posts + ".000000";
        standing.put(own, body);
        yield ok(own);
      }
      case "chat.update" -> standing.replace(ts, body) == null ? gone() : ok(ts);
      case "chat.delete" -> standing.remove(ts) == null ? gone() : ok(ts);
      default -> history();
    };
  }

  private Exchange history() {
    var messages =
        standing.entrySet().stream()
            .map(
                it ->
                    "{\"ts\":\"%s\",\"metadata\":%s}"
                        .formatted(it.getKey(), it.getValue().path("metadata")))
            .collect(Collectors.joining(","));
    return House.answered(200, "{\"ok\":true,\"has_more\":false,\"messages\":[" + messages + "]}");
  }

  private static Exchange ok(String ts) {
    return House.answered(200, "{\"ok\":true,\"ts\":\"" + ts + "\"}");
  }

  private static Exchange gone() {
    return House.answered(200, "{\"ok\":false,\"error\":\"message_not_found\"}");
  }

  private static JsonNode read(String body) {
    try {
      return Json.read(body);
    } catch (Json.Malformed e) {
      throw new IllegalStateException(e);
    }
  }
}
