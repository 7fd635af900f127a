package dragoman.proof.simulation;

import dragoman.channel.HttpAnswer;
import dragoman.channel.HttpCall;
import dragoman.message.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Slack, with one channel and a memory. */
final class SlackWorld {
  /** A message that stands in the channel. */
  static final class Posted {
    final String mark;
    private final String type;
    String shown;

    private Posted(String mark, String type, String shown) {
      this.mark = mark;
      this.type = type;
      this.shown = shown;
    }
  }

  private final Map<String, Posted> posts = new LinkedHashMap<>();
  private int counter;

  List<Posted> posts() {
    return new ArrayList<>(posts.values());
  }

  HttpAnswer take(HttpCall call) {
    var method = call.url().getPath().substring("/api/".length());
    return switch (method) {
      case "chat.postMessage" -> post(call.body());
      case "chat.update" -> update(call.body());
      case "conversations.history" -> history();
      case String other -> throw new IllegalStateException("the core called Slack's " + other);
    };
  }

  static HttpAnswer limited(int seconds) {
    return new HttpAnswer(429, Map.of("retry-after", Integer.toString(seconds)), "");
  }

  private HttpAnswer post(String body) {
    var metadata = Provider.parsed(body).path("metadata");
    var mark = metadata.path("event_payload").path("effect").asText();
    var ts = "1772359200.%06d".formatted(++counter);
    posts.put(ts, new Posted(mark, metadata.path("event_type").asText(), body));
    return ok(ts);
  }

  private HttpAnswer update(String body) {
    var ts = Provider.parsed(body).path("ts").asText();
    var posted = posts.get(ts);
    if (posted == null) {
      return HttpAnswer.json(200, "{\"ok\":false,\"error\":\"message_not_found\"}");
    }
    posted.shown = body;
    return ok(ts);
  }

  private HttpAnswer history() {
    var page = Json.object().put("ok", true);
    var messages = page.putArray("messages");
    posts.forEach(
        (ts, posted) -> {
          // An update carries no metadata; Slack keeps what the post came with.
          var metadata = messages.addObject().put("ts", ts).putObject("metadata");
          metadata
              .put("event_type", posted.type)
              .putObject("event_payload")
              .put("effect", posted.mark);
        });
    return HttpAnswer.json(200, Json.write(page));
  }

  private static HttpAnswer ok(String ts) {
    return HttpAnswer.json(200, Json.write(Json.object().put("ok", true).put("ts", ts)));
  }
}
