package dragoman.local.cost;

import dragoman.local.template.Resource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What an installation costs in a month in which nobody writes, from its template: what is billed
 * by the month, and what runs by the clock.
 */
final class Idle {
  /** Types that cost nothing by being there. */
  private static final Set<String> FREE =
      Set.of(
          "AWS::ApiGatewayV2::Api",
          "AWS::ApiGatewayV2::ApiMapping",
          "AWS::ApiGatewayV2::DomainName",
          "AWS::ApiGatewayV2::Stage",
          "AWS::Budgets::Budget",
          "AWS::CloudFormation::Stack",
          "AWS::CodeDeploy::Application",
          "AWS::CodeDeploy::DeploymentConfig",
          "AWS::CodeDeploy::DeploymentGroup",
          "AWS::DynamoDB::Table",
          "AWS::IAM::ManagedPolicy",
          "AWS::IAM::Policy",
          "AWS::IAM::Role",
          "AWS::KMS::Alias",
          "AWS::Lambda::Alias",
          "AWS::Lambda::EventInvokeConfig",
          "AWS::Lambda::EventSourceMapping",
          "AWS::Lambda::Permission",
          "AWS::Lambda::Version",
          "AWS::Logs::LogGroup",
          "AWS::Logs::QueryDefinition",
          "AWS::SNS::Subscription",
          "AWS::SNS::Topic",
          "AWS::SNS::TopicPolicy",
          "AWS::SQS::Queue",
          "AWS::SQS::QueuePolicy",
          "AWS::SecretsManager::ResourcePolicy",
          "AWS::Serverless::Function",
          "AWS::Serverless::HttpApi");

  private final Installed installed;
  private final Inputs inputs;
  private final Counts counts;
  private final List<Usage> usages = new ArrayList<>();
  private final List<String> surprises = new ArrayList<>();
  private final Set<String> customMetrics = new HashSet<>();

  Idle(Installed installed, Inputs inputs, Counts counts) {
    this.installed = installed;
    this.inputs = inputs;
    this.counts = counts;
    installed.resources().forEach(this::resource);
    use("metric", customMetrics.size(), "metrics of our own that alarms watch");
    use("secret", inputs.get("secrets"), "endpoints, accounts and Slack");
  }

  List<Usage> usages() {
    return List.copyOf(usages);
  }

  /** Whatever is billed by the hour or by capacity, or nobody here knows of. */
  List<String> surprises() {
    return List.copyOf(surprises);
  }

  private void resource(Resource it) {
    switch (it.type()) {
      case "AWS::CloudWatch::Alarm" -> alarm(it);
      case "AWS::CloudWatch::CompositeAlarm" -> use("alarm-composite", 1, "composite alarms");
      case "AWS::CloudWatch::Dashboard" -> use("dashboard", 1, "dashboards");
      case "AWS::Logs::MetricFilter" ->
          customMetrics.add(it.id() + list(it.properties().get("MetricTransformations")));
      case "AWS::KMS::Key" -> use("kms-key", 1, "keys");
      case "AWS::SecretsManager::Secret" -> use("secret", 1, "secrets of the template");
      case String type when FREE.contains(type) -> {}
      case String type ->
          surprises.add(it.id() + ": nobody here knows what a " + type + " costs while it is idle");
    }
    switch (it.type()) {
      case "AWS::DynamoDB::Table" -> {
        if (!"PAY_PER_REQUEST".equals(it.properties().get("BillingMode"))) {
          surprises.add(
              it.id() + ": without BillingMode PAY_PER_REQUEST a table costs by the hour");
        }
      }
      case "AWS::Serverless::Function" -> function(it);
      case String _ -> {}
    }
  }

  private void function(Resource function) {
    if (function.properties().containsKey("ProvisionedConcurrencyConfig")) {
      surprises.add(function.id() + ": provisioned concurrency costs by the hour");
    }
    map(function.properties().get("Events")).values().forEach(it -> event(function, map(it)));
  }

  private void event(Resource function, Map<?, ?> event) {
    var properties = map(event.get("Properties"));
    switch (String.valueOf(event.get("Type"))) {
      case "SQS" -> {
        if (properties.containsKey("ProvisionedPollerConfig")) {
          surprises.add(function.id() + ": provisioned pollers cost by the hour");
        }
        var fifo = String.valueOf(properties.get("Queue")).endsWith(".fifo");
        use(
            fifo ? "sqs-fifo" : "sqs-standard",
            minutes() * inputs.get("idle-polls-a-minute"),
            "Lambda asking idle queues");
      }
      case "Schedule", "ScheduleV2" -> schedule(function);
      case String _ -> {}
    }
  }

  /** Each minute, as our one schedule is; a rarer one costs less. */
  private void schedule(Resource function) {
    use("schedule", minutes(), "the watch each minute");
    use("lambda-request", minutes(), "the watch each minute");
    counts.steps().stream()
        .filter(it -> it.function().equals(function.id()))
        .findFirst()
        .ifPresent(
            it -> {
              var millis = it.callCount() * inputs.get("call-millis") + inputs.get("cpu-millis");
              use(
                  installed.compute(),
                  minutes() * millis / 1000 * installed.gigabytes(function.id()),
                  "the watch each minute");
              use("dynamodb-read", minutes() * it.reads(), "the watch each minute");
            });
    var bytes =
        inputs.get("platform-log-bytes")
            + inputs.get("platform-log-lines") * inputs.get("log-line-bytes");
    use("logs-in", minutes() * bytes / 1e9, "the watch each minute");
  }

  private void alarm(Resource alarm) {
    var properties = alarm.properties();
    var metrics = list(properties.get("Metrics"));
    if (metrics.isEmpty()) {
      own(properties);
      watched(1, properties.get("Period"));
    }
    for (var each : metrics) {
      var query = map(each);
      var stat = map(query.get("MetricStat"));
      if (!stat.isEmpty()) {
        own(map(stat.get("Metric")));
        watched(1, stat.get("Period"));
      } else if (String.valueOf(query.get("Expression")).strip().startsWith("SELECT")) {
        queried(String.valueOf(query.get("Expression")));
      }
    }
  }

  /** High resolution is a period of less than a minute. */
  private void watched(int metrics, Object period) {
    var fast = Installed.number(period).filter(it -> it < 60).isPresent();
    use(fast ? "alarm-metric-fast" : "alarm-metric", metrics, "metrics that alarms watch");
  }

  /**
   * A query pays for every metric it looks at. One over queues looks at their ages, and a queue in
   * which nothing waits tells none (SQS Developer Guide, "Available CloudWatch metrics"): that is
   * the traffic's to pay, see {@link #agesInUse}.
   */
  private void queried(String expression) {
    if (!expression.contains("ApproximateAgeOfOldestMessage")) {
      use("alarm-query-metric", 1, "metrics that alarms' queries look at");
    }
  }

  /** What the alarms on the age of tasks cost while every team has some. */
  static Usage agesInUse(Installed installed, Inputs inputs) {
    var queues =
        installed.resources().stream()
            .filter(it -> it.type().equals("AWS::CloudWatch::Alarm"))
            .filter(it -> list(it.properties().get("Metrics")).toString().contains("tag.Dragoman"))
            .mapToLong(alarm -> queuesBeside(installed, alarm))
            .sum();
    return new Usage(
        "alarm-query-metric",
        queues * inputs.get("teams-in-use"),
        "ages of tasks that alarms look at, a month");
  }

  private static long queuesBeside(Installed installed, Resource alarm) {
    return installed.resources().stream()
        .filter(it -> it.type().equals("AWS::SQS::Queue"))
        .filter(it -> it.stack().equals(alarm.stack()))
        .filter(it -> it.properties().containsKey("RedrivePolicy"))
        .count();
  }

  private void own(Map<?, ?> metric) {
    var namespace = String.valueOf(metric.get("Namespace"));
    if (!namespace.startsWith("AWS/")) {
      customMetrics.add(
          namespace + " " + metric.get("MetricName") + " " + list(metric.get("Dimensions")));
    }
  }

  private double minutes() {
    return inputs.get("month-hours") * 60;
  }

  private static Map<?, ?> map(Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<?> list(Object value) {
    return Objects.requireNonNullElse(value instanceof List<?> list ? list : null, List.of());
  }

  private void use(String price, double quantity, String what) {
    usages.add(new Usage(price, quantity, what));
  }
}
