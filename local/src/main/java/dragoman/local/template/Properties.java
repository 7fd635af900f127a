package dragoman.local.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The properties of one resource, asked for one at a time. Every complaint names the resource and
 * the line of the property.
 */
record Properties(String owner, Map<String, Node> fields, int line, Scope scope) {

  static Properties of(String owner, Node node, Scope scope) {
    return switch (node) {
      case null -> new Properties(owner, Map.of(), 0, scope);
      case Node.Fields(var fields, var line) -> new Properties(owner, fields, line, scope);
      case Node other -> throw scope.problem(other, owner + ": expected a mapping");
    };
  }

  /** Refuses every property that is in neither set: better an error than a setting unheeded. */
  Properties only(Set<String> heeded, Set<String> ignored) {
    fields.forEach(
        (name, node) -> {
          if (!heeded.contains(name) && !ignored.contains(name)) {
            throw scope.problem(
                node, owner + ": the local runner does not know the property '" + name + "'");
          }
        });
    return this;
  }

  Properties in(String name) {
    return of(owner + "." + name, fields.get(name), scope);
  }

  Optional<Object> value(String name) {
    return Optional.ofNullable(fields.get(name)).flatMap(scope::value);
  }

  Optional<String> text(String name) {
    return value(name)
        .map(
            value -> {
              if (value instanceof String text) {
                return text;
              }
              throw problem(name, "expected text");
            });
  }

  String needed(String name) {
    return text(name).orElseThrow(() -> problem(name, "is missing"));
  }

  int number(String name, int otherwise) {
    try {
      return text(name).map(Integer::parseInt).orElse(otherwise);
    } catch (NumberFormatException e) {
      throw problem(name, "expected a whole number");
    }
  }

  List<Properties> each(String name) {
    var found = new ArrayList<Properties>();
    switch (fields.get(name)) {
      case null -> {}
      case Node.Items(var items, var _) ->
          items.forEach(item -> found.add(of(owner + "." + name, item, scope)));
      case Node other -> throw scope.problem(other, owner + "." + name + ": expected a list");
    }
    return found;
  }

  List<String> texts(String name) {
    return switch (value(name).orElse(List.of())) {
      case List<?> list -> list.stream().map(String::valueOf).toList();
      case Object _ -> throw problem(name, "expected a list");
    };
  }

  /** All properties as an API takes them: text as it is, all else as JSON. */
  Map<String, String> attributes(Set<String> names) {
    var attributes = new LinkedHashMap<String, String>();
    for (var name : names.stream().sorted().toList()) {
      value(name)
          .ifPresent(
              value ->
                  attributes.put(name, value instanceof String text ? text : PlainJson.of(value)));
    }
    return Map.copyOf(attributes);
  }

  InvalidTemplate problem(String name, String problem) {
    var at = fields.containsKey(name) ? fields.get(name).line() : line;
    return new InvalidTemplate(scope.file(), at, owner + "." + name + ": " + problem);
  }
}
