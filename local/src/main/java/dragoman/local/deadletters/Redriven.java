package dragoman.local.deadletters;

import dragoman.message.Json;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** The mark on a message that an operator sent on: who, when and why, and how often by now. */
final class Redriven {
  static final String MARK = "dragoman-redriven";

  /** SQS takes no more attributes with a message. */
  private static final int MAX_ATTRIBUTES = 10;

  private Redriven() {}

  /** The message's own attributes and the mark, unless there is no room for it. */
  static Map<String, MessageAttributeValue> marked(
      Map<String, MessageAttributeValue> attributes, Order order, Instant now) {
    var marked = new HashMap<>(attributes);
    if (marked.size() < MAX_ATTRIBUTES || marked.containsKey(MARK)) {
      var json =
          Json.object()
              .put("at", now.toString())
              .put("by", order.operator())
              .put("why", order.reason())
              .put("times", 1 + times(attributes));
      marked.put(
          MARK,
          MessageAttributeValue.builder().dataType("String").stringValue(Json.write(json)).build());
    }
    return Map.copyOf(marked);
  }

  private static int times(Map<String, MessageAttributeValue> attributes) {
    var before = attributes.get(MARK);
    try {
      return before == null || before.stringValue() == null
          ? 0
          : Json.read(before.stringValue()).path("times").asInt();
    } catch (Json.Malformed e) {
      return 0;
    }
  }
}
