package dragoman.local.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * A card in Slack, read from the calls that made it: as posted, and as each update left it.
 *
 * @param versions the oldest first; the last one is what the channel shows
 */
public record SlackCard(String channel, String ts, List<Version> versions) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @param method {@code chat.postMessage} or {@code chat.update}
   */
  public record Version(Instant at, String method, String text, JsonNode blocks) {}

  public SlackCard {
    versions = List.copyOf(versions);
  }

  /** The cards that Slack accepted and that stand there still, whatever stood in for it. */
  public static List<SlackCard> from(List<Sent> calls) {
    var cards = new LinkedHashMap<String, SlackCard>();
    for (var call : calls) {
      var method = call.url().replaceFirst("[?#].*", "").replaceFirst(".*/", "");
      if (method.equals("chat.postMessage")
          || method.equals("chat.update")
          || method.equals("chat.delete")) {
        read(call, method, cards);
      }
    }
    return List.copyOf(cards.values());
  }

  private static void read(Sent call, String method, LinkedHashMap<String, SlackCard> cards) {
    try {
      var request =
          SlackRequest.parse(call.headers().getOrDefault("content-type", ""), call.body());
      var response = JSON.readTree(call.response());
      if (!response.path("ok").asBoolean()) {
        return;
      }
      var channel = response.path("channel").asText(request.path("channel").asText());
      var ts = response.path("ts").asText(request.path("ts").asText());
      if (method.equals("chat.delete")) {
        cards.remove(channel + " " + ts);
        return;
      }
      var version =
          new Version(call.at(), method, request.path("text").asText(), request.path("blocks"));
      var known = cards.get(channel + " " + ts);
      var versions = new ArrayList<>(known == null ? List.of() : known.versions());
      versions.add(version);
      cards.put(channel + " " + ts, new SlackCard(channel, ts, versions));
    } catch (JsonProcessingException e) {
      // an answer that is not JSON made no card
    }
  }

  public ObjectNode json() {
    var now = versions.getLast();
    var json =
        JsonNodeFactory.instance
            .objectNode()
            .put("channel", channel)
            .put("ts", ts)
            .put("text", now.text());
    json.set("blocks", blocks(now));
    var all = json.putArray("versions");
    for (var version : versions) {
      all.addObject()
          .put("at", version.at().toString())
          .put("method", version.method())
          .put("text", version.text())
          .set("blocks", blocks(version));
    }
    return json;
  }

  private static JsonNode blocks(Version version) {
    return version.blocks().isArray() ? version.blocks() : JsonNodeFactory.instance.arrayNode();
  }
}
