package dragoman.local.runner;

import dragoman.local.template.EventSource;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which function a request goes to: a literal segment before a parameter, a parameter before a
 * greedy one, a method before {@code ANY}, and {@code $default} last (Amazon API Gateway Developer
 * Guide, "Create routes for HTTP APIs").
 */
record Routes(List<Entry> entries) {
  record Entry(EventSource.Route route, LocalFunction function) {
    String key() {
      return route.path().equals("$default") ? "$default" : route.method() + " " + route.path();
    }

    private boolean takes(String method) {
      return route.method().equals("ANY") || route.method().equals(method);
    }
  }

  /**
   * @param parameters path parameters, decoded
   */
  record Match(Entry entry, Map<String, String> parameters) {}

  Routes {
    entries =
        entries.stream()
            .sorted(
                Comparator.comparing((Entry entry) -> weight(entry.route().path()))
                    .thenComparing(entry -> entry.route().method().equals("ANY")))
            .toList();
  }

  /** Sorts by segments: literal, then parameter, then greedy; the catch-all comes last. */
  private static String weight(String path) {
    if (path.equals("$default")) {
      return "~";
    }
    var weight = new StringBuilder();
    for (var segment : segments(path)) {
      weight.append(segment.endsWith("+}") ? 'c' : segment.startsWith("{") ? 'b' : 'a');
    }
    return weight.toString();
  }

  Optional<Match> match(String method, String path) {
    for (var entry : entries) {
      var parameters = parameters(entry.route().path(), path);
      if (entry.takes(method) && parameters.isPresent()) {
        return Optional.of(new Match(entry, parameters.get()));
      }
    }
    return Optional.empty();
  }

  private static Optional<Map<String, String>> parameters(String template, String path) {
    var found = new LinkedHashMap<String, String>();
    if (template.equals("$default")) {
      return Optional.of(found);
    }
    var wanted = segments(template);
    var given = segments(path);
    for (var i = 0; i < wanted.length; i++) {
      var segment = wanted[i];
      if (segment.endsWith("+}") && given.length > i) {
        var rest = String.join("/", List.of(given).subList(i, given.length));
        found.put(segment.substring(1, segment.length() - 2), decode(rest));
        return Optional.of(found);
      }
      if (given.length <= i) {
        return Optional.empty();
      }
      if (segment.startsWith("{") && !given[i].isEmpty()) {
        found.put(segment.substring(1, segment.length() - 1), decode(given[i]));
      } else if (!segment.equals(given[i])) {
        return Optional.empty();
      }
    }
    return wanted.length == given.length ? Optional.of(found) : Optional.empty();
  }

  private static String[] segments(String path) {
    return path.substring(1).split("/", -1);
  }

  private static String decode(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return segment;
    }
  }
}
