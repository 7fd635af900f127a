package dragoman.local.template;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Turns nodes into plain values for those who only look, and refuses nothing. */
record Written(Scope scope) {
  Map<String, Object> fields(Node node) {
    var plain = new LinkedHashMap<String, Object>();
    if (node instanceof Node.Fields(var fields, var _)) {
      fields.forEach((name, value) -> plain.put(name, plain(value)));
    }
    return plain;
  }

  private Object plain(Node node) {
    return switch (node) {
      case Node.Text(var text, var _) -> text;
      case Node.Items(var items, var _) ->
          items.stream().map(this::plain).collect(Collectors.toList());
      case Node.Fields fields -> fields(fields);
      case Node.Call call -> workedOut(call);
    };
  }

  private Object workedOut(Node.Call call) {
    try {
      return scope.value(call).orElse("");
    } catch (InvalidTemplate e) {
      return "!" + call.function();
    }
  }
}
