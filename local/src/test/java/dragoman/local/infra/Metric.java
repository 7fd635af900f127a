package dragoman.local.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * A number that CloudWatch knows: two are the same only with the same dimensions.
 *
 * @param dimensions their names
 */
record Metric(String namespace, String name, Set<String> dimensions) {
  Metric {
    dimensions = Set.copyOf(dimensions);
  }

  /** What CloudWatch takes from a log line, in the embedded metric format. */
  static Set<Metric> in(JsonNode line) {
    var found = new HashSet<Metric>();
    for (var directive : line.path("_aws").path("CloudWatchMetrics")) {
      for (var dimensions : directive.path("Dimensions")) {
        var names = new HashSet<String>();
        dimensions.forEach(it -> names.add(it.asText()));
        directive
            .path("Metrics")
            .forEach(
                it ->
                    found.add(
                        new Metric(
                            directive.path("Namespace").asText(),
                            it.path("Name").asText(),
                            names)));
      }
    }
    return found;
  }

  @Override
  public String toString() {
    return namespace + " " + name + " by " + new TreeSet<>(dimensions);
  }
}
