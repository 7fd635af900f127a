package dragoman.local.template;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads functions, with what {@code Globals} says of all of them. */
record FunctionReader(Properties globals, Scope scope) {
  private static final Pattern RATE =
      Pattern.compile("rate\\((1 (minute|hour|day)|([2-9]|[1-9][0-9]+) (minutes|hours|days))\\)");

  Stack.Function read(String id, String name, Properties properties) {
    if (properties.text("PackageType").orElse("Zip").equals("Image")) {
      throw properties.problem("PackageType", "images are not run here, only handler classes");
    }
    return new Stack.Function(
        id,
        name,
        properties
            .text("Handler")
            .or(() -> globals.text("Handler"))
            .orElseThrow(() -> properties.problem("Handler", "is missing")),
        properties.number("Timeout", globals.number("Timeout", 3)),
        properties.number("MemorySize", globals.number("MemorySize", 128)),
        environment(properties),
        events(properties));
  }

  private Map<String, String> environment(Properties properties) {
    var variables = new LinkedHashMap<String, String>();
    for (var layer : List.of(globals, properties)) {
      var declared = layer.in("Environment").in("Variables");
      declared
          .fields()
          .keySet()
          .forEach(name -> declared.text(name).ifPresent(value -> variables.put(name, value)));
    }
    return variables;
  }

  private List<EventSource> events(Properties properties) {
    var events = new ArrayList<EventSource>();
    var declared = properties.in("Events");
    declared.fields().keySet().forEach(name -> event(declared.in(name)).ifPresent(events::add));
    return events;
  }

  private Optional<EventSource> event(Properties event) {
    var inner = event.in("Properties");
    var type = event.needed("Type");
    if (!enabled(inner)) {
      return Optional.empty();
    }
    return Optional.of(
        switch (type) {
          case "HttpApi" -> route(inner);
          case "SQS" -> batches(inner);
          case "Schedule" -> every(inner, "Schedule", EventSource.Timer.RULE);
          case "ScheduleV2" -> every(inner, "ScheduleExpression", EventSource.Timer.SCHEDULER);
          case String other ->
              throw event.problem(
                  "Type",
                  "the local runner does not know events of type "
                      + other
                      + "; it has HttpApi, SQS, Schedule and ScheduleV2");
        });
  }

  private static boolean enabled(Properties event) {
    return !event.text("Enabled").orElse("true").equals("false")
        && !event.text("State").orElse("ENABLED").equals("DISABLED");
  }

  private static EventSource route(Properties event) {
    event.only(
        Set.of("Path", "Method", "ApiId", "PayloadFormatVersion"),
        Set.of("Auth", "RouteSettings", "TimeoutInMillis"));
    if (!event.text("PayloadFormatVersion").orElse("2.0").equals("2.0")) {
      throw event.problem("PayloadFormatVersion", "only 2.0 is spoken here");
    }
    return new EventSource.Route(
        event.text("Method").map(method -> method.toUpperCase(Locale.ROOT)).orElse("ANY"),
        event.text("Path").orElse("$default"));
  }

  private static EventSource batches(Properties event) {
    event.only(
        Set.of("Queue", "BatchSize", "FunctionResponseTypes", "ScalingConfig", "Enabled"),
        Set.of("MaximumBatchingWindowInSeconds", "MetricsConfig"));
    var arn = event.needed("Queue");
    var size = event.number("BatchSize", 10);
    if (size < 1 || size > (arn.endsWith(".fifo") ? 10 : 10_000)) {
      throw event.problem("BatchSize", "must be 1 to 10 on a FIFO queue, to 10000 on others");
    }
    return new EventSource.Batches(
        arn,
        size,
        event.texts("FunctionResponseTypes").contains("ReportBatchItemFailures"),
        event.in("ScalingConfig").text("MaximumConcurrency").map(Integer::parseInt));
  }

  private static EventSource every(Properties event, String property, EventSource.Timer service) {
    event.only(
        Set.of(property, "Input", "Enabled", "State"),
        Set.of(
            "Name",
            "Description",
            "RetryPolicy",
            "DeadLetterConfig",
            "FlexibleTimeWindow",
            "ScheduleExpressionTimezone",
            "OmitName",
            "GroupName",
            "PermissionsBoundary",
            "RoleArn"));
    var expression = event.needed(property);
    var rate = RATE.matcher(expression);
    if (!rate.matches()) {
      throw event.problem(
          property,
          "'"
              + expression
              + "' is not run here; write rate(1 minute), rate(5 minutes), rate(1 hour) …");
    }
    var parts = expression.substring(5, expression.length() - 1).split(" ");
    var count = Long.parseLong(parts[0]);
    var duration =
        switch (parts[1].charAt(0)) {
          case 'm' -> Duration.ofMinutes(count);
          case 'h' -> Duration.ofHours(count);
          default -> Duration.ofDays(count);
        };
    return new EventSource.Every(duration, service, event.text("Input"));
  }
}
