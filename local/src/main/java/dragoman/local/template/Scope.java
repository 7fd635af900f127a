package dragoman.local.template;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Works out intrinsic functions. A value is a {@code String}, a {@code List<Object>} or a {@code
 * Map<String, Object>}; what is {@code AWS::NoValue} is left out of whatever holds it.
 *
 * @param names parameters and pseudo parameters, by name
 * @param attributes the value of an attribute of a resource; {@code Ref} is one of them
 */
record Scope(
    String file,
    Map<String, Object> names,
    Map<String, Node> conditions,
    Map<String, Node> mappings,
    BiFunction<String, String, Optional<String>> attributes) {
  private static final Object NO_VALUE = new Object();

  /** The one resource of SAM's making that our template refers to. */
  private static final String VERSION = ".Version";

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(!?)([^}]+)}");

  /** The value, empty if it is {@code AWS::NoValue}. */
  Optional<Object> value(Node node) {
    var value = raw(node);
    return value == NO_VALUE ? Optional.empty() : Optional.of(value);
  }

  String text(Node node) {
    if (raw(node) instanceof String text) {
      return text;
    }
    throw problem(node, "expected text here");
  }

  private Object raw(Node node) {
    return switch (node) {
      case Node.Text(var text, var _) -> text;
      case Node.Items(var items, var _) ->
          items.stream()
              .map(this::raw)
              .filter(item -> item != NO_VALUE)
              .collect(Collectors.toCollection(ArrayList::new));
      case Node.Fields(var fields, var _) -> {
        var resolved = new LinkedHashMap<String, Object>();
        fields.forEach(
            (name, field) -> value(field).ifPresent(present -> resolved.put(name, present)));
        yield resolved;
      }
      case Node.Call call -> call(call);
    };
  }

  private Object call(Node.Call call) {
    var argument = call.argument();
    return switch (call.function()) {
      case "Ref" -> ref(text(argument), call);
      case "GetAtt" -> attribute(call);
      case "Sub" -> sub(argument, call);
      case "Join" -> {
        var parts = arguments(call, 2);
        yield String.join(text(parts.get(0)), texts(parts.get(1)));
      }
      case "Split" -> {
        var parts = arguments(call, 2);
        yield new ArrayList<Object>(
            List.of(text(parts.get(1)).split(Pattern.quote(text(parts.get(0))), -1)));
      }
      case "Select" -> select(call);
      case "If" -> {
        var parts = arguments(call, 3);
        yield raw(condition(text(parts.get(0)), call) ? parts.get(1) : parts.get(2));
      }
      case "FindInMap" -> find(call);
      case "Base64" ->
          Base64.getEncoder()
              .encodeToString(text(argument).getBytes(java.nio.charset.StandardCharsets.UTF_8));
      case "Equals", "And", "Or", "Not", "Condition" -> String.valueOf(holds(call));
      case String other ->
          throw problem(call, "the local runner does not know how to work out '" + other + "'");
    };
  }

  private Object ref(String name, Node at) {
    if (name.equals("AWS::NoValue")) {
      return NO_VALUE;
    }
    if (names.containsKey(name)) {
      return names.get(name);
    }
    if (name.endsWith(VERSION)) {
      return attribute(name.substring(0, name.length() - VERSION.length()), "Version", at);
    }
    return attributes
        .apply(name, "Ref")
        .orElseThrow(
            () -> problem(at, "there is no parameter or resource '" + name + "' to refer to"));
  }

  private String attribute(Node.Call call) {
    var path =
        switch (call.argument()) {
          case Node.Text(var text, var _) -> text;
          case Node argument -> String.join(".", texts(argument));
        };
    var dot = path.indexOf('.');
    if (dot < 1) {
      throw problem(call, "GetAtt needs a resource and an attribute, as in Queue.Arn");
    }
    return attribute(path.substring(0, dot), path.substring(dot + 1), call);
  }

  private String attribute(String resource, String name, Node at) {
    return attributes
        .apply(resource, name)
        .orElseThrow(
            () -> problem(at, "there is no resource '" + resource + "' with attribute " + name));
  }

  private String sub(Node argument, Node at) {
    Map<String, Node> own = Map.of();
    var text = argument;
    if (argument instanceof Node.Items(var items, var _)
        && items.size() == 2
        && items.get(1) instanceof Node.Fields(var fields, var _)) {
      text = items.get(0);
      own = fields;
    }
    var variables = own;
    return PLACEHOLDER
        .matcher(text(text))
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    placeholder(found.group(1), found.group(2), variables, at)));
  }

  private String placeholder(String literal, String name, Map<String, Node> own, Node at) {
    if (!literal.isEmpty()) {
      return "${" + name + "}";
    }
    if (own.containsKey(name)) {
      return text(own.get(name));
    }
    var dot = name.indexOf('.');
    if (dot > 0) {
      return attribute(name.substring(0, dot), name.substring(dot + 1), at);
    }
    if (ref(name, at) instanceof String text) {
      return text;
    }
    throw problem(at, "'" + name + "' is a list, which Sub cannot put into text");
  }

  private Object select(Node.Call call) {
    var parts = arguments(call, 2);
    if (raw(parts.get(1)) instanceof List<?> list) {
      try {
        return list.get(Integer.parseInt(text(parts.get(0))));
      } catch (NumberFormatException | IndexOutOfBoundsException e) {
        throw problem(call, "Select asks for an item that is not in the list");
      }
    }
    throw problem(call, "Select needs an index and a list");
  }

  private Object find(Node.Call call) {
    Node at = new Node.Fields(mappings, call.line());
    for (var key : texts(call.argument())) {
      if (!(at instanceof Node.Fields(var fields, var _)) || !fields.containsKey(key)) {
        throw problem(call, "'" + key + "' is not in the mapping");
      }
      at = fields.get(key);
    }
    return raw(at);
  }

  boolean condition(String name, Node at) {
    if (!conditions.containsKey(name)) {
      throw problem(at, "there is no condition '" + name + "'");
    }
    return holds(conditions.get(name));
  }

  private boolean holds(Node node) {
    return switch (node) {
      case Node.Call call when call.function().equals("Equals") -> {
        var parts = arguments(call, 2);
        yield raw(parts.get(0)).equals(raw(parts.get(1)));
      }
      case Node.Call call when call.function().equals("Not") ->
          !holds(arguments(call, 1).getFirst());
      case Node.Call call when call.function().equals("And") ->
          list(call).stream().allMatch(this::holds);
      case Node.Call call when call.function().equals("Or") ->
          list(call).stream().anyMatch(this::holds);
      case Node.Call call when call.function().equals("Condition") ->
          condition(text(call.argument()), call);
      case Node.Fields(var fields, var _) when fields.containsKey("Condition") ->
          condition(text(fields.get("Condition")), node);
      case Node other -> throw problem(other, "expected a condition (Equals, And, Or, Not)");
    };
  }

  private List<String> texts(Node node) {
    if (raw(node) instanceof List<?> list
        && list.stream().allMatch(item -> item instanceof String)) {
      return list.stream().map(String::valueOf).toList();
    }
    throw problem(node, "expected a list of texts here");
  }

  private List<Node> list(Node.Call call) {
    if (call.argument() instanceof Node.Items(var items, var _)) {
      return items;
    }
    throw problem(call, call.function() + " needs a list");
  }

  private List<Node> arguments(Node.Call call, int count) {
    var list = list(call);
    if (list.size() != count) {
      throw problem(call, call.function() + " needs " + count + " arguments");
    }
    return list;
  }

  InvalidTemplate problem(Node at, String problem) {
    return new InvalidTemplate(file, at.line(), problem);
  }
}
