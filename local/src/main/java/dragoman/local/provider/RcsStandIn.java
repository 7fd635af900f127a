package dragoman.local.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dragoman.channel.HttpAnswer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Google's RCS Business Messaging API: {@code phones.agentMessages.create}, which takes an id once
 * for each agent and is followed by signed {@code DELIVERED} and {@code READ} events; and Google's
 * token endpoint, which asks for an assertion of three parts and does not check it. A number that
 * ends in 404 has no RCS.
 */
final class RcsStandIn implements StandIn {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PATH =
      Pattern.compile("/v1/phones/(\\+[1-9][0-9]{4,14})/agentMessages");
  private static final String TOKENS = "/token";
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  private static final List<String> EVENTS = List.of("DELIVERED", "READ");
  private static final int MAX_TEXT = 3072;
  private static final int MAX_SUGGESTION = 25;

  private final Reports reports;
  private final Set<String> taken = ConcurrentHashMap.newKeySet();

  RcsStandIn(Reports reports) {
    this.reports = reports;
  }

  @Override
  public boolean takes(String path) {
    return path.equals(TOKENS) || PATH.matcher(path).matches();
  }

  @Override
  public HttpAnswer answer(ProviderCall call, Instant now) {
    if (call.path().equals(TOKENS)) {
      return token(form(call.body()));
    }
    var phone = PATH.matcher(call.path()).replaceFirst("$1");
    var query = form(call.query());
    if (!call.header("authorization").startsWith("Bearer ")) {
      return error(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.");
    }
    var id = query.getOrDefault("messageId", "");
    var agent = query.getOrDefault("agentId", "");
    if (!UUID.matcher(id).matches() || agent.isEmpty() || !isMessage(call.body())) {
      return error(400, "INVALID_ARGUMENT", "Request contains an invalid argument.");
    }
    if (phone.endsWith("404")) {
      return error(404, "NOT_FOUND", "Requested entity was not found.");
    }
    // A second message of one id is ignored, and so is not told of again.
    if (taken.add(agent + "/" + id)) {
      reports.post(
          "rcs", agent, EVENTS.stream().map(it -> event(it, phone, id, agent, now)).toList());
    }
    var answer =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", "phones/" + phone + "/agentMessages/" + id)
            .put("sendTime", now.toString());
    return HttpAnswer.json(200, answer.toString());
  }

  @Override
  public void clear() {
    taken.clear();
  }

  private static boolean isMessage(String body) {
    try {
      var content = JSON.readTree(body).path("contentMessage");
      var text = content.path("text").asText();
      return !text.isBlank()
          && text.getBytes(StandardCharsets.UTF_8).length <= MAX_TEXT
          && content.path("suggestions").valueStream().allMatch(RcsStandIn::isLink);
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static boolean isLink(JsonNode suggestion) {
    var action = suggestion.path("action");
    var label = action.path("text").asText();
    return !label.isBlank()
        && label.length() <= MAX_SUGGESTION
        && !action.path("postbackData").asText().isEmpty()
        && action.at("/openUrlAction/url").asText().matches("https?://.+");
  }

  private static byte[] event(String type, String phone, String id, String agent, Instant now) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("senderPhoneNumber", phone)
        .put("eventType", type)
        .put("eventId", "Ev" + id + type)
        .put("messageId", id)
        .put("sendTime", now.toString())
        .put("agentId", agent + "@rbm.goog")
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  private static HttpAnswer token(Map<String, String> form) {
    return form.getOrDefault("grant_type", "").endsWith(":jwt-bearer")
            && form.getOrDefault("assertion", "").matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+")
        ? HttpAnswer.json(
            200,
            "{\"access_token\":\"local-rcs-traded-token\",\"expires_in\":3599,\"token_type\":\"Bearer\"}")
        : HttpAnswer.json(
            400, "{\"error\":\"invalid_grant\",\"error_description\":\"Invalid JWT.\"}");
  }

  private static HttpAnswer error(int code, String status, String message) {
    return HttpAnswer.json(
        code,
        "{\"error\":{\"code\":%d,\"message\":\"%s\",\"status\":\"%s\"}}"
            .formatted(code, message, status));
  }

  private static Map<String, String> form(String text) {
    var fields = new TreeMap<String, String>();
    for (var pair : text.split("&")) {
      var equals = pair.indexOf('=');
      if (equals > 0) {
        try {
          fields.put(
              pair.substring(0, equals),
              URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
          fields.put(pair.substring(0, equals), "");
        }
      }
    }
    return fields;
  }
}
