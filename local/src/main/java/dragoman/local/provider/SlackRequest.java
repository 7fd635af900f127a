package dragoman.local.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** A call to Slack's Web API, which may come as JSON or as a form with JSON in some fields. */
final class SlackRequest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> JSON_FIELDS = Set.of("blocks", "metadata", "attachments");

  private SlackRequest() {}

  static JsonNode parse(String contentType, String body) throws JsonProcessingException {
    if (contentType.startsWith("application/json")) {
      return JSON.readTree(body);
    }
    var request = JsonNodeFactory.instance.objectNode();
    for (var pair : body.split("&")) {
      var equals = pair.indexOf('=');
      if (equals > 0) {
        var name = URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8);
        var value = URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
        if (JSON_FIELDS.contains(name)) {
          request.set(name, JSON.readTree(value));
        } else {
          request.put(name, value);
        }
      }
    }
    return request;
  }
}
