package dragoman.bench.cold;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A comparison as people and as programs read it. */
final class Report {
  private Report() {}

  static String markdown(Comparison it) {
    var before =
        switch (it.kind()) {
          case COLD_START -> "init";
          case RESTORE -> "restore";
        };
    return """
    | %s, %s | %s | first | **total** | processor | memory MB | calls until the first answer | calls later |
    |---|---|---|---|---|---|---|---|
    %s
    | ours / %s (wanted %.2f: %s) | | | **%.2f** | **%.2f** | %.2f | | |
    """
        .formatted(
            it.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
            it.tls() ? "TLS" : "HTTP",
            before,
            it.medians().entrySet().stream()
                .map(each -> row(each.getKey(), each.getValue()))
                .collect(Collectors.joining("\n")),
            name(it.kind().yardstick()),
            it.kind().wanted(),
            it.within(it.kind().wanted()) ? "met" : "missed",
            it.wallRatio(),
            it.processorRatio(),
            it.ours().memory() / it.theirs().memory());
  }

  private static String row(Bench.Peer peer, Sample sample) {
    return "| %s | %.0f | %.0f | %.0f | %.0f | %.0f | %s | %s |"
        .formatted(
            name(peer),
            sample.before(),
            sample.first(),
            sample.total(),
            sample.processor(),
            sample.memory(),
            calls(sample.firstCalls()),
            calls(sample.laterCalls()));
  }

  private static String name(Bench.Peer peer) {
    return peer.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String calls(Map<String, Integer> calls) {
    return calls.entrySet().stream()
        .map(it -> it.getValue() + " " + it.getKey())
        .collect(Collectors.joining(", "));
  }

  static String json(Comparison it) {
    var line =
        JsonNodeFactory.instance
            .objectNode()
            .put("kind", it.kind().name())
            .put("tls", it.tls())
            .put("wanted", it.kind().wanted())
            .put("bound", it.kind().bound())
            .put("wallRatio", it.wallRatio())
            .put("processorRatio", it.processorRatio());
    it.medians().forEach((peer, sample) -> line.set(peer.name(), json(sample)));
    return line.toString();
  }

  private static ObjectNode json(Sample sample) {
    var json =
        JsonNodeFactory.instance
            .objectNode()
            .put("before", sample.before())
            .put("first", sample.first())
            .put("total", sample.total())
            .put("processor", sample.processor())
            .put("memory", sample.memory());
    sample.firstCalls().forEach(json.putObject("firstCalls")::put);
    sample.laterCalls().forEach(json.putObject("laterCalls")::put);
    return json;
  }
}
