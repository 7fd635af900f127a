package dragoman.local.deadletters;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.message.Json;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * The mark on a message that an operator sent on: who, when and why, in which run, and how often by
 * now.
 */
final class Redriven {
  static final String MARK = "dragoman-redriven";

  /** SQS takes no more attributes with a message. */
  private static final int MAX_ATTRIBUTES = 10;

  private Redriven() {}

  /** The message's own attributes and the mark, unless there is no room for it. */
  static Map<String, MessageAttributeValue> marked(
      Map<String, MessageAttributeValue> attributes, Order order, String run, Instant now) {
    var marked = new HashMap<>(attributes);
    if (marked.size() < MAX_ATTRIBUTES || marked.containsKey(MARK)) {
      var json =
          Json.object()
              .put("at", now.toString())
              .put("by", order.operator())
              .put("why", order.reason())
              .put("run", run)
              .put("times", 1 + mark(attributes).path("times").asInt());
      marked.put(
          MARK,
          MessageAttributeValue.builder().dataType("String").stringValue(Json.write(json)).build());
    }
    return Map.copyOf(marked);
  }

  /** Whether that run sent it on, so that it is back already. */
  static boolean by(String run, DeadLetter letter) {
    return mark(letter.attributes()).path("run").asText().equals(run);
  }

  private static JsonNode mark(Map<String, MessageAttributeValue> attributes) {
    var mark = attributes.get(MARK);
    try {
      return mark == null || mark.stringValue() == null
          ? Json.object()
          : Json.read(mark.stringValue());
    } catch (Json.Malformed e) {
      return Json.object();
    }
  }
}
