package dragoman.local.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dragoman.channel.HttpAnswer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * VK's {@code messages.send}, which answers 200 whatever happened and gives a {@code random_id} it
 * has seen the same message again (VK API, "messages.send" and "Errors").
 */
final class VkStandIn implements StandIn {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PATH = "/method/";
  private static final int MAX_TEXT = 9_000;
  private static final int MAX_LABEL = 40;
  private static final long FIRST_CHAT = 2_000_000_000L;

  private final AtomicLong messages = new AtomicLong(900_000);
  private final Map<String, Long> sent = new ConcurrentHashMap<>();

  @Override
  public boolean takes(String path) {
    return path.startsWith(PATH);
  }

  @Override
  public void clear() {
    sent.clear();
  }

  @Override
  public HttpAnswer answer(ProviderCall call, Instant now) {
    var form = form(call.body());
    if (!call.header("authorization").startsWith("Bearer ")) {
      return error(5, "User authorization failed: no access_token passed.");
    }
    if (!form.containsKey("v")) {
      return error(8, "Invalid request: v (version) is required");
    }
    return call.path().equals(PATH + "messages.send")
        ? send(form)
        : error(3, "Unknown method passed");
  }

  private HttpAnswer send(Map<String, String> form) {
    var peer = form.getOrDefault("peer_id", "");
    var text = form.getOrDefault("message", "");
    var random = form.getOrDefault("random_id", "");
    if (!peer.matches("-?[0-9]{1,18}")) {
      return error(100, "One of the parameters specified was missing or invalid: peer_id");
    }
    if (!isInt32(random)) {
      return error(100, "One of the parameters specified was missing or invalid: random_id");
    }
    if (text.isEmpty()) {
      return error(100, "One of the parameters specified was missing or invalid: message is empty");
    }
    if (text.length() > MAX_TEXT) {
      return error(914, "Message is too long");
    }
    if (!isKeyboard(form.getOrDefault("keyboard", ""))) {
      return error(911, "Keyboard format is invalid");
    }
    var id = sent.computeIfAbsent(peer + " " + random, _ -> messages.incrementAndGet());
    // A message in a chat of several people has no id of its own.
    var shown = Long.parseLong(peer) >= FIRST_CHAT ? 0 : id;
    return HttpAnswer.json(
        200, JsonNodeFactory.instance.objectNode().put("response", shown).toString());
  }

  private static boolean isInt32(String random) {
    return random.matches("-?[0-9]{1,10}")
        && Long.parseLong(random) == (int) Long.parseLong(random);
  }

  private static boolean isKeyboard(String keyboard) {
    if (keyboard.isEmpty()) {
      return true;
    }
    try {
      var buttons = JSON.readTree(keyboard).path("buttons");
      return buttons.isArray()
          && buttons
              .valueStream()
              .flatMap(JsonNode::valueStream)
              .map(button -> button.path("action"))
              .allMatch(
                  action ->
                      action.path("label").asText().length() <= MAX_LABEL
                          && (!action.path("type").asText().equals("open_link")
                              || action.path("link").asText().matches("https?://.+")));
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static Map<String, String> form(String body) {
    var fields = new HashMap<String, String>();
    for (var pair : body.split("&")) {
      var parts = pair.split("=", 2);
      if (parts.length == 2) {
        fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    return fields;
  }

  private static HttpAnswer error(int code, String message) {
    var body = JsonNodeFactory.instance.objectNode();
    body.putObject("error").put("error_code", code).put("error_msg", message);
    return HttpAnswer.json(200, body.toString());
  }
}
