package dragoman.local.infra;

import static dragoman.local.infra.Infrastructure.STACK;
import static dragoman.local.infra.Infrastructure.STACK_NAME;
import static org.assertj.core.api.Assertions.assertThat;

import dragoman.local.infra.Watched.Alarm;
import dragoman.local.infra.Watched.Look;
import dragoman.local.template.EventSource;
import dragoman.local.template.Stack;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing goes wrong that nobody is told of, and nobody is told of what cannot happen. */
class AlarmsTest {
  /** Whoever is on call, as the templates name the topic; the teams' may go without. */
  private static final Set<String> ON_CALL =
      Set.of(
          "[!Ref AlarmsTopic]",
          "[!Ref AlarmsTopicArn]",
          "[HasAlarmsTopic, [!Ref AlarmsTopicArn], !Ref AWS::NoValue]");

  /**
   * AWS's own metrics, as its documentation has them. Those of SQS: Amazon SQS Developer Guide,
   * "Available CloudWatch metrics for Amazon SQS". Of Lambda: AWS Lambda Developer Guide, "Types of
   * metrics for Lambda functions"; a function's alias is its dimension Resource. Of the API: Amazon
   * API Gateway Developer Guide, "Working with metrics for HTTP APIs". Of the table: Amazon
   * DynamoDB Developer Guide, "DynamoDB metrics and dimensions"; a table's throttles leave out its
   * indexes'.
   */
  private static final Set<Metric> AWS =
      Set.of(
          new Metric("AWS/SQS", "ApproximateAgeOfOldestMessage", Set.of("QueueName")),
          new Metric("AWS/SQS", "ApproximateNumberOfMessagesVisible", Set.of("QueueName")),
          new Metric("AWS/Lambda", "Errors", Set.of("FunctionName")),
          new Metric("AWS/Lambda", "Errors", Set.of("FunctionName", "Resource")),
          new Metric("AWS/Lambda", "Throttles", Set.of("FunctionName")),
          new Metric("AWS/ApiGateway", "Count", Set.of("ApiId")),
          new Metric("AWS/ApiGateway", "4xx", Set.of("ApiId")),
          new Metric("AWS/ApiGateway", "5xx", Set.of("ApiId")),
          new Metric("AWS/ApiGateway", "Latency", Set.of("ApiId")),
          new Metric("AWS/DynamoDB", "ReadThrottleEvents", Set.of("TableName")),
          new Metric("AWS/DynamoDB", "WriteThrottleEvents", Set.of("TableName")),
          new Metric(
              "AWS/DynamoDB",
              "ReadThrottleEvents",
              Set.of("TableName", "GlobalSecondaryIndexName")),
          new Metric(
              "AWS/DynamoDB",
              "WriteThrottleEvents",
              Set.of("TableName", "GlobalSecondaryIndexName")));

  static List<Alarm> alarms() {
    return Watched.alarms();
  }

  @ParameterizedTest
  @MethodSource("alarms")
  void an_alarm_tells_who_is_on_call_when_it_begins_and_when_it_is_over(Alarm alarm) {
    assertThat(ON_CALL).contains(alarm.properties().get("AlarmActions").toString());
    assertThat(alarm.properties().get("OKActions"))
        .isEqualTo(alarm.properties().get("AlarmActions"));
  }

  @ParameterizedTest
  @MethodSource("alarms")
  void an_alarm_says_what_is_wrong_and_where_to_read_what_to_do(Alarm alarm) {
    assertThat(alarm.description()).matches("[A-Z].{20,}docs/runbook\\.md#[a-z0-9-]+");
  }

  @ParameterizedTest
  @MethodSource("alarms")
  void an_alarm_says_what_it_means_that_nothing_is_heard(Alarm alarm) {
    assertThat(alarm.properties().get("TreatMissingData"))
        .isEqualTo(alarm.id().equals("WatchdogSilent") ? "breaching" : "notBreaching");
  }

  @ParameterizedTest
  @MethodSource("alarms")
  void an_alarms_expression_uses_all_that_it_reads(Alarm alarm) {
    assertThat(alarm.ids()).as("ids read, and ids used").hasSizeLessThanOrEqualTo(1);
  }

  /** A queue that a function is to be fed from, and one that only a person empties. */
  @Test
  void no_queue_grows_old_or_fills_with_dead_letters_unseen() {
    var fed =
        STACK.functions().stream()
            .flatMap(it -> it.events().stream())
            .filter(EventSource.Batches.class::isInstance)
            .map(it -> ((EventSource.Batches) it).queueName());
    assertThat(queues("ApproximateAgeOfOldestMessage"))
        .containsExactlyInAnyOrderElementsOf(fed.toList());
    var forPeople =
        STACK.queues().stream()
            .map(Stack.Queue::name)
            .filter(it -> it.matches(".*-dead(\\.fifo)?") || it.endsWith("-parked"));
    assertThat(queues("ApproximateNumberOfMessagesVisible"))
        .containsExactlyInAnyOrderElementsOf(forPeople.toList());
  }

  @Test
  void each_dead_letter_queue_has_that_in_its_name() {
    assertThat(
            STACK.queues().stream()
                .filter(Stack.Queue::hasDeadLetterQueue)
                .map(it -> Infrastructure.deadLetters(it.attributes().get("RedrivePolicy"))))
        .allSatisfy(it -> assertThat(it.orElseThrow().name()).matches(".*-dead(\\.fifo)?"));
  }

  /** One dead letter is one too many. */
  @Test
  void the_first_message_that_waits_for_a_person_raises_the_alarm() {
    assertThat(alarms())
        .filteredOn(
            it -> "ApproximateNumberOfMessagesVisible".equals(it.properties().get("MetricName")))
        .isNotEmpty()
        .allSatisfy(
            it -> {
              assertThat(it.properties().get("Threshold")).isEqualTo("0");
              assertThat(it.properties().get("ComparisonOperator"))
                  .isEqualTo("GreaterThanThreshold");
            });
  }

  /** DeploymentTest holds that a version which is taking over goes back on it. */
  @Test
  void each_function_that_serves_has_an_alarm_on_its_alias() {
    assertThat(
            looks("Errors")
                .map(it -> it.values().get("FunctionName") + it.values().get("Resource")))
        .containsExactlyInAnyOrderElementsOf(
            STACK.functions().stream()
                .map(Stack.Function::logicalId)
                .filter(it -> !Infrastructure.CALLED_BY_NAME.contains(it))
                .map(it -> "!Ref " + it + "!Sub ${" + it + "}:live")
                .toList());
  }

  @ParameterizedTest
  @MethodSource("alarms")
  void an_alarm_looks_at_what_is_really_counted(Alarm alarm) {
    assertThat(alarm.looks()).isNotEmpty();
    assertThat(alarm.looks().stream().map(Look::metric)).isSubsetOf(known());
  }

  @Test
  void the_dashboard_draws_what_is_really_counted() {
    assertThat(Watched.dashboard())
        .isNotEmpty()
        .allSatisfy(
            (widget, drawn) -> {
              assertThat(drawn).as(widget).isNotEmpty();
              assertThat(known()).as(widget).containsAll(drawn);
            });
  }

  /** Each custom metric is paid for. */
  @Test
  void whatever_is_counted_is_looked_at() {
    var looked =
        Stream.concat(
                alarms().stream().flatMap(it -> it.looks().stream()).map(Look::metric),
                Watched.dashboard().values().stream().flatMap(Set::stream))
            .map(Metric::name)
            .collect(Collectors.toSet());
    assertThat(MetricsTest.emitted().stream().map(Metric::name)).isSubsetOf(looked);
  }

  @Test
  void our_own_numbers_are_this_stacks() {
    assertThat(alarms().stream().flatMap(it -> it.looks().stream()))
        .filteredOn(it -> it.metric().namespace().equals("Dragoman"))
        .isNotEmpty()
        .allSatisfy(it -> assertThat(it.values()).containsEntry("Stack", "!Ref StackName"));
  }

  private static Set<Metric> known() {
    var known = new HashSet<>(AWS);
    known.addAll(MetricsTest.emitted());
    return known;
  }

  private static Stream<Look> looks(String metric) {
    return alarms().stream()
        .flatMap(it -> it.looks().stream())
        .filter(it -> it.metric().name().equals(metric));
  }

  /**
   * The names of queues that alarms look at one by one; the teams' queues are looked at together.
   */
  private static List<String> queues(String metric) {
    return alarms().stream()
        .flatMap(
            alarm ->
                alarm.looks().stream()
                    .filter(it -> it.metric().name().equals(metric))
                    .filter(it -> !it.values().isEmpty())
                    .map(it -> queue(alarm, it.values().get("QueueName"))))
        .toList();
  }

  /** As it is written, or as the queue of the same template is called that it refers to. */
  private static String queue(Alarm alarm, String written) {
    var id = written.replaceFirst("^!GetAtt (\\w+)\\.QueueName$", "$1");
    var template = Infrastructure.written(Infrastructure.ROOT.resolve(alarm.template()));
    var queue = Infrastructure.all(template, "AWS::SQS::Queue").get(id);
    var name = queue == null ? written : queue.get("QueueName").toString();
    return name.replace("!Sub ", "").replace("${StackName}", STACK_NAME);
  }
}
