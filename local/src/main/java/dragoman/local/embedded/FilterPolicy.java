package dragoman.local.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A subscription's filter on message attributes: every attribute named must match one of its
 * conditions (Amazon SNS Developer Guide, "Subscription filter policies").
 *
 * <p>Conditions known: exact text, numbers and booleans, {@code prefix}, {@code suffix}, {@code
 * equals-ignore-case}, {@code anything-but} and {@code exists}. Any other is refused when the
 * policy is set, rather than silently matching nothing.
 */
record FilterPolicy(Map<String, List<JsonNode>> conditions) {
  static final FilterPolicy NONE = new FilterPolicy(Map.of());
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> OPERATORS =
      Set.of("prefix", "suffix", "equals-ignore-case", "anything-but", "exists");

  /**
   * @throws SnsProblem if it is not a policy this service knows
   */
  static FilterPolicy parse(String json) {
    if (json == null || json.isBlank() || json.equals("{}")) {
      return NONE;
    }
    JsonNode tree;
    try {
      tree = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw SnsProblem.invalid("FilterPolicy: not JSON");
    }
    if (!tree.isObject()) {
      throw SnsProblem.invalid("FilterPolicy: expected an object");
    }
    var conditions = new java.util.LinkedHashMap<String, List<JsonNode>>();
    for (var entry : tree.properties()) {
      if (!entry.getValue().isArray() || entry.getValue().isEmpty()) {
        throw SnsProblem.invalid("FilterPolicy: \"" + entry.getKey() + "\" must be an array");
      }
      var list = new ArrayList<JsonNode>();
      entry.getValue().forEach(list::add);
      list.forEach(FilterPolicy::refuseUnknown);
      conditions.put(entry.getKey(), List.copyOf(list));
    }
    return new FilterPolicy(conditions);
  }

  private static void refuseUnknown(JsonNode condition) {
    if (condition.isObject()
        && (condition.size() != 1 || !OPERATORS.contains(condition.fieldNames().next()))) {
      throw SnsProblem.invalid("FilterPolicy: unrecognized match type in " + condition);
    }
  }

  boolean accepts(Map<String, SnsMessage.Attribute> attributes) {
    return conditions.entrySet().stream()
        .allMatch(entry -> accepts(entry.getValue(), attributes.get(entry.getKey())));
  }

  private static boolean accepts(List<JsonNode> conditions, SnsMessage.Attribute attribute) {
    if (attribute == null) {
      return conditions.stream()
          .anyMatch(each -> each.has("exists") && !each.get("exists").asBoolean());
    }
    var values = values(attribute);
    return conditions.stream()
        .anyMatch(each -> values.stream().anyMatch(value -> matches(each, value)));
  }

  /** A String.Array attribute matches when any of its members does. */
  private static List<JsonNode> values(SnsMessage.Attribute attribute) {
    try {
      return switch (attribute.type()) {
        case "String.Array" -> {
          var members = new ArrayList<JsonNode>();
          JSON.readTree(attribute.value()).forEach(members::add);
          yield members;
        }
        case "Number" -> List.of(JSON.readTree(attribute.value()));
        case String _ -> List.of(JSON.getNodeFactory().textNode(attribute.value()));
      };
    } catch (JsonProcessingException e) {
      return List.of();
    }
  }

  private static boolean matches(JsonNode condition, JsonNode value) {
    if (!condition.isObject()) {
      return same(condition, value);
    }
    var operator = condition.fieldNames().next();
    var operand = condition.get(operator);
    return switch (operator) {
      case "prefix" -> value.asText().startsWith(operand.asText());
      case "suffix" -> value.asText().endsWith(operand.asText());
      case "equals-ignore-case" -> value.asText().equalsIgnoreCase(operand.asText());
      case "exists" -> operand.asBoolean();
      case "anything-but" -> anythingBut(operand, value);
      case String _ -> false;
    };
  }

  private static boolean anythingBut(JsonNode operand, JsonNode value) {
    if (operand.isArray()) {
      for (var each : operand) {
        if (same(each, value)) {
          return false;
        }
      }
      return true;
    }
    return !matches(operand, value);
  }

  private static boolean same(JsonNode condition, JsonNode value) {
    return condition.isNumber() && value.isNumber()
        ? condition.decimalValue().compareTo(value.decimalValue()) == 0
        : condition.equals(value);
  }
}
