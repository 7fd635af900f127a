package dragoman.local.embedded;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fields of an AWS Query request: names with dots, lists and maps counted from 1. */
record QueryForm(Map<String, String> fields) {
  static QueryForm parse(String body) {
    var fields = new LinkedHashMap<String, String>();
    for (var pair : body.split("&")) {
      var equals = pair.indexOf('=');
      if (equals > 0) {
        fields.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
    return new QueryForm(fields);
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw SnsProblem.invalid("the request is not form-encoded");
    }
  }

  /** The field, or the empty text. */
  String text(String name) {
    return fields.getOrDefault(name, "");
  }

  String needed(String name) {
    if (!fields.containsKey(name)) {
      throw SnsProblem.invalid(name);
    }
    return fields.get(name);
  }

  /** The fields below a prefix, without it. */
  QueryForm below(String prefix) {
    var below = new LinkedHashMap<String, String>();
    fields.forEach(
        (name, value) -> {
          if (name.startsWith(prefix + ".")) {
            below.put(name.substring(prefix.length() + 1), value);
          }
        });
    return new QueryForm(below);
  }

  /** Each member of a list below that name, in order. */
  List<QueryForm> each(String list, String member) {
    var members = new ArrayList<QueryForm>();
    for (var i = 1; ; i++) {
      var one = below(list + "." + member + "." + i);
      if (one.fields.isEmpty()) {
        return members;
      }
      members.add(one);
    }
  }

  /** A map of texts, as attributes are sent. */
  Map<String, String> map(String name) {
    var map = new LinkedHashMap<String, String>();
    each(name, "entry").forEach(entry -> map.put(entry.needed("key"), entry.text("value")));
    return map;
  }
}
