package dragoman.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dragoman.message.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Bodies no provider would send, the same ones on every run. */
final class Garbage {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<JsonNode> WRONG =
      List.of(
          NODES.nullNode(),
          NODES.booleanNode(true),
          NODES.numberNode(0),
          NODES.numberNode(-1),
          NODES.numberNode(Long.MAX_VALUE),
          NODES.numberNode(1e308),
          NODES.numberNode(0.5),
          NODES.textNode(""),
          NODES.textNode(" "),
          NODES.textNode("\u0000\u202e"),
          NODES.textNode("99999999999999999999"),
          NODES.textNode("-1"),
          NODES.textNode("NaN"),
          NODES.textNode("x".repeat(5000)),
          NODES.arrayNode(),
          NODES.objectNode(),
          NODES.arrayNode().add(NODES.arrayNode()),
          NODES.arrayNode().add(NODES.nullNode()));

  private Garbage() {}

  static Stream<byte[]> plain() {
    return Stream.of(
            "",
            " ",
            "null",
            "true",
            "0",
            "[]",
            "{}",
            "\"text\"",
            "{",
            "{}{}",
            "{\"a\":1,\"a\":2}",
            "{\"a\":\"\\ud800\"}",
            "[".repeat(100_000),
            "{\"a\":".repeat(5_000),
            "{\"n\":1e999999999}",
            "\ufeff{}",
            "{\"object\":\"whatsapp_business_account\",\"entry\":[[],null,1,{\"changes\":[0,{}]}]}",
            "{\"update_id\":\"x\"}",
            "{\"update_id\":1,\"message\":[]}",
            "{\"type\":7,\"data\":[]}")
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .mapMulti(
            (body, sink) -> {
              sink.accept(body);
              var utf16 =
                  new String(body, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16);
              sink.accept(Arrays.copyOf(utf16, Math.min(utf16.length, 4096)));
            });
  }

  /** The body with one thing wrong in it: a value of another type, a name gone, bytes changed. */
  static byte[] of(byte[] body, Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> Arrays.copyOf(body, random.nextInt(body.length));
      case 1 -> {
        var changed = body.clone();
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        yield changed;
      }
      default -> wrongValue(body, random);
    };
  }

  private static byte[] wrongValue(byte[] body, Random random) {
    try {
      var tree = Json.read(body);
      var containers = new ArrayList<JsonNode>();
      gather(tree, containers);
      switch (containers.get(random.nextInt(containers.size()))) {
        case ObjectNode object when !object.isEmpty() -> {
          var names = object.propertyStream().map(p -> p.getKey()).toList();
          var name = names.get(random.nextInt(names.size()));
          if (random.nextInt(4) == 0) {
            object.remove(name);
          } else {
            object.set(name, WRONG.get(random.nextInt(WRONG.size())));
          }
        }
        case ArrayNode array -> array.insert(0, WRONG.get(random.nextInt(WRONG.size())));
        default -> {
          return body;
        }
      }
      return Json.write(tree).getBytes(StandardCharsets.UTF_8);
    } catch (Json.Malformed e) {
      return body;
    }
  }

  private static void gather(JsonNode node, List<JsonNode> containers) {
    if (node.isContainerNode()) {
      containers.add(node);
      node.forEach(child -> gather(child, containers));
    }
  }
}
