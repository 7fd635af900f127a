package dragoman.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;

/**
 * Worked-out values as JSON. Numbers and booleans become themselves again: a filter policy and a
 * redrive policy tell {@code 5} from {@code "5"}, and nobody writes {@code "true"} for text there.
 */
final class PlainJson {
  private PlainJson() {}

  static String of(Object value) {
    return tree(value).toString();
  }

  private static JsonNode tree(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        var object = JsonNodeFactory.instance.objectNode();
        map.forEach((name, inner) -> object.set(String.valueOf(name), tree(inner)));
        yield object;
      }
      case List<?> list -> {
        var array = JsonNodeFactory.instance.arrayNode();
        list.forEach(inner -> array.add(tree(inner)));
        yield array;
      }
      case Object scalar -> scalar(String.valueOf(scalar));
    };
  }

  private static JsonNode scalar(String text) {
    if (text.matches("-?[1-9][0-9]{0,8}|0")) {
      return JsonNodeFactory.instance.numberNode(Integer.parseInt(text));
    }
    return text.equals("true") || text.equals("false")
        ? JsonNodeFactory.instance.booleanNode(Boolean.parseBoolean(text))
        : TextNode.valueOf(text);
  }
}
