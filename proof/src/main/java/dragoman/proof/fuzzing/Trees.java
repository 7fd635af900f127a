package dragoman.proof.fuzzing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Changes JSON where it means something: values dropped, doubled, of another type, too deep, too
 * long, taken from another body; names changed or written twice.
 */
final class Trees {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Stands in a name to make it another key of the tree; gone in what is written. */
  private static final String TWICE = "\uE000";

  /** What JSON can say and Java's tree cannot hold, by the sign that stands for it. */
  private static final String LONE = "\uE001";

  private final List<JsonNode> pool;
  private final List<String> names;
  private final List<JsonNode> leaves;

  /**
   * @param bodies whose parts may turn up in one another
   */
  Trees(List<JsonNode> bodies) {
    var parts = new ArrayList<JsonNode>();
    var known = new TreeSet<String>();
    bodies.forEach(it -> gather(it, parts, known));
    this.pool = List.copyOf(parts);
    this.names = List.copyOf(known);
    this.leaves = parts.stream().filter(JsonNode::isValueNode).toList();
  }

  private static void gather(JsonNode node, List<JsonNode> parts, TreeSet<String> known) {
    parts.add(node);
    node.fieldNames().forEachRemaining(known::add);
    node.forEach(child -> gather(child, parts, known));
  }

  /** A place in a tree: a name in an object or an index in a list. */
  private record Slot(JsonNode in, String name, int index) {
    JsonNode value() {
      return in instanceof ObjectNode object ? object.get(name) : in.get(index);
    }

    void set(JsonNode value) {
      if (in instanceof ObjectNode object) {
        object.set(name, value);
      } else {
        ((ArrayNode) in).set(index, value);
      }
    }

    void remove() {
      if (in instanceof ObjectNode object) {
        object.remove(name);
      } else {
        ((ArrayNode) in).remove(index);
      }
    }
  }

  JsonNode mutated(JsonNode body, SplittableRandom dice) {
    var tree = body.deepCopy();
    var times = 1 + Math.min(dice.nextInt(4), dice.nextInt(4));
    // Gently means that every type stays what it was: what is odd then gets behind the readers.
    var gently = dice.nextInt(5) < 2;
    for (var i = 0; i < times; i++) {
      var slots = new ArrayList<Slot>();
      slots(tree, slots);
      if (slots.isEmpty()) {
        return value(dice);
      }
      var slot = slots.get(dice.nextInt(slots.size()));
      if (gently) {
        soften(slot, dice);
      } else {
        mutate(slot, dice);
      }
    }
    return tree;
  }

  private static void slots(JsonNode node, List<Slot> slots) {
    if (node.isObject()) {
      node.fieldNames().forEachRemaining(name -> slots.add(new Slot(node, name, -1)));
    } else if (node.isArray()) {
      for (var i = 0; i < node.size(); i++) {
        slots.add(new Slot(node, "", i));
      }
    }
    node.forEach(child -> slots(child, slots));
  }

  private static void soften(Slot slot, SplittableRandom dice) {
    var value = slot.value();
    if (value.isTextual()) {
      slot.set(text(Oddities.text(value.textValue(), dice)));
    } else if (value.isNumber()) {
      slot.set(Oddities.number(dice));
    } else if (value.isBoolean()) {
      slot.set(NODES.booleanNode(!value.booleanValue()));
    }
  }

  private void mutate(Slot slot, SplittableRandom dice) {
    switch (dice.nextInt(14)) {
      case 0, 1 -> slot.remove();
      case 2 -> again(slot, dice);
      case 3, 4 -> slot.set(value(dice));
      case 5 -> slot.set(deep(slot.value(), dice));
      case 6 -> slot.set(Oddities.number(dice));
      case 7, 8 -> slot.set(NODES.textNode(Oddities.text(slot.value().asText(), dice)));
      case 9 -> renamed(slot, dice);
      case 10, 11 -> slot.set(pool.get(dice.nextInt(pool.size())).deepCopy());
      case 12 -> slot.set(leaves.isEmpty() ? value(dice) : leaves.get(dice.nextInt(leaves.size())));
      default -> slot.set(otherType(slot.value(), dice));
    }
  }

  /** The same name twice with two values, or the same item several times, a few times hundreds. */
  private void again(Slot slot, SplittableRandom dice) {
    if (slot.in() instanceof ObjectNode object) {
      object.set(slot.name() + TWICE, dice.nextBoolean() ? slot.value() : value(dice));
    } else {
      var times = dice.nextInt(50) == 0 ? 300 : 1 + dice.nextInt(3);
      for (var i = 0; i < times; i++) {
        ((ArrayNode) slot.in()).insert(slot.index(), slot.value().deepCopy());
      }
    }
  }

  private void renamed(Slot slot, SplittableRandom dice) {
    if (slot.in() instanceof ObjectNode object) {
      var name =
          dice.nextInt(4) == 0
              ? Oddities.text(slot.name(), dice)
              : names.get(dice.nextInt(names.size()));
      object.set(name, object.remove(slot.name()));
    } else {
      slot.remove();
    }
  }

  private static JsonNode deep(JsonNode value, SplittableRandom dice) {
    var levels = 1 + dice.nextInt(dice.nextInt(8) == 0 ? 1_500 : 80);
    var inObjects = dice.nextBoolean();
    for (var i = 0; i < levels; i++) {
      value = inObjects ? NODES.objectNode().set("a", value) : NODES.arrayNode().add(value);
    }
    return value;
  }

  /** The same said as another type: providers write a number as a string tomorrow. */
  private static JsonNode otherType(JsonNode value, SplittableRandom dice) {
    return switch (dice.nextInt(3)) {
      case 0 -> NODES.arrayNode().add(value);
      case 1 -> value.isTextual() ? NODES.numberNode(value.asLong()) : text(value.asText());
      default -> value.isContainerNode() ? text("{\"a\":1}") : NODES.objectNode();
    };
  }

  private static JsonNode value(SplittableRandom dice) {
    return switch (dice.nextInt(9)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(dice.nextBoolean());
      case 2 -> NODES.numberNode(dice.nextInt(-1, 2));
      case 3 -> Oddities.number(dice);
      case 4 -> text("");
      case 5 -> text(Oddities.text("", dice));
      case 6 -> NODES.arrayNode();
      case 7 -> NODES.objectNode();
      default -> text(" ");
    };
  }

  private static JsonNode text(String text) {
    return NODES.textNode(text);
  }

  /** Puts into the written text what the tree could not hold. */
  static String unmarked(String written) {
    return written.indexOf('\uE000') < 0 && written.indexOf('\uE001') < 0
        ? written
        : written.replace(TWICE, "").replace(LONE, "\\ud83d");
  }
}
