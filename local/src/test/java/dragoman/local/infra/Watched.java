package dragoman.local.infra;

import static dragoman.local.infra.Infrastructure.ROOT;
import static dragoman.local.infra.Infrastructure.list;
import static dragoman.local.infra.Infrastructure.map;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.message.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is looked at: the metrics that alarms and the dashboard name, as the templates say them. */
final class Watched {
  /** {@code SEARCH('{Namespace,Dimension,…} … MetricName="Name"', …)}. */
  private static final Pattern SEARCH =
      Pattern.compile("SEARCH\\('\\{([^,}]+)((?:,[^,}]+)*)}.*MetricName=\"(\\w+)\".*");

  /** {@code SELECT MAX(Name) FROM SCHEMA("Namespace", Dimension, …) …}. */
  private static final Pattern SELECT =
      Pattern.compile("SELECT \\w+\\((\\w+)\\) FROM SCHEMA\\(\"([^\"]+)\"((?:, *\\w+)*)\\).*");

  private static final Pattern ID = Pattern.compile("\\bm\\d+\\b");

  private Watched() {}

  /**
   * @param template the file it is in
   */
  record Alarm(String template, String id, Map<?, ?> properties) {
    String description() {
      return String.valueOf(properties.get("AlarmDescription"));
    }

    /** What it looks at, by metric and, within it, the values of the dimensions. */
    List<Look> looks() {
      if (properties.containsKey("MetricName")) {
        return List.of(look(properties));
      }
      var looks = new ArrayList<Look>();
      for (var each : list(properties.get("Metrics"))) {
        var stat = map(map(each).get("MetricStat"));
        if (!stat.isEmpty()) {
          looks.add(look(map(stat.get("Metric"))));
        } else if (map(each).get("Expression").toString().contains("SELECT")) {
          looks.add(selected(map(each).get("Expression").toString()));
        }
      }
      return looks;
    }

    /** Ids of metrics that it reads, and those that its expressions use. */
    Set<Set<String>> ids() {
      var read = new HashSet<String>();
      var used = new HashSet<String>();
      for (var each : list(properties.get("Metrics"))) {
        if (map(each).containsKey("MetricStat")) {
          read.add(map(each).get("Id").toString());
        } else {
          ID.matcher(map(each).get("Expression").toString())
              .results()
              .forEach(it -> used.add(it.group()));
        }
      }
      return Set.copyOf(List.of(read, used));
    }

    @Override
    public String toString() {
      return template + ": " + id;
    }
  }

  /**
   * @param values of the dimensions, as they are written
   */
  record Look(Metric metric, Map<String, String> values) {}

  private static Look look(Map<?, ?> metric) {
    var values =
        list(metric.get("Dimensions")).stream()
            .collect(
                Collectors.toMap(
                    it -> map(it).get("Name").toString(), it -> map(it).get("Value").toString()));
    return new Look(
        new Metric(
            metric.get("Namespace").toString(),
            metric.get("MetricName").toString(),
            values.keySet()),
        values);
  }

  private static Look selected(String expression) {
    var found = SELECT.matcher(expression.replaceFirst("^!Sub ", ""));
    if (!found.matches()) {
      throw new AssertionError("not a query that this test can read: " + expression);
    }
    return new Look(new Metric(found.group(2), found.group(1), names(found.group(3))), Map.of());
  }

  private static Set<String> names(String commaBefore) {
    return Stream.of(commaBefore.split(","))
        .map(String::strip)
        .filter(it -> !it.isEmpty())
        .collect(Collectors.toSet());
  }

  /** Every alarm of every template. */
  static List<Alarm> alarms() {
    try (var teams = Files.list(ROOT.resolve("infra/teams"))) {
      return Stream.concat(
              Stream.of("infra/template.yaml", "infra/operations.yaml"),
              teams.map(it -> "infra/teams/" + it.getFileName()).sorted())
          .flatMap(
              file ->
                  Infrastructure.all(
                          Infrastructure.written(ROOT.resolve(file)), "AWS::CloudWatch::Alarm")
                      .entrySet()
                      .stream()
                      .map(it -> new Alarm(file, it.getKey(), it.getValue())))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the dashboard draws, by the widget's title. */
  static Map<String, Set<Metric>> dashboard() {
    var body =
        Infrastructure.all(Infrastructure.OPERATIONS, "AWS::CloudWatch::Dashboard")
            .get("Dashboard")
            .get("DashboardBody")
            .toString()
            .replaceFirst("^!Sub ", "");
    try {
      return Stream.of(Json.read(body).path("widgets"))
          .flatMap(it -> it.valueStream())
          .filter(it -> it.path("type").asText().equals("metric"))
          .map(it -> it.path("properties"))
          .collect(Collectors.toMap(it -> it.path("title").asText(), Watched::drawn));
    } catch (Json.Malformed e) {
      throw new AssertionError("DashboardBody of infra/operations.yaml is " + e.getMessage(), e);
    }
  }

  private static Set<Metric> drawn(JsonNode widget) {
    var metrics = new LinkedHashSet<Metric>();
    for (var row : widget.path("metrics")) {
      metrics.add(row.get(0).isObject() ? searched(row.get(0)) : named(row));
    }
    return metrics;
  }

  private static Metric searched(JsonNode expression) {
    var found = SEARCH.matcher(expression.path("expression").asText());
    if (!found.matches()) {
      throw new AssertionError("not an expression that this test can read: " + expression);
    }
    return new Metric(found.group(1), found.group(3), names(found.group(2)));
  }

  /** {@code [namespace, name, dimension, value, …, {options}]}. */
  private static Metric named(JsonNode row) {
    var dimensions = new HashSet<String>();
    for (var i = 2; i + 1 < row.size() && row.get(i).isTextual(); i += 2) {
      dimensions.add(row.get(i).asText());
    }
    return new Metric(row.get(0).asText(), row.get(1).asText(), dimensions);
  }
}
