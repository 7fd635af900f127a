package dragoman.local.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.local.template.Place;
import dragoman.local.template.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdleTest {
  /**
   * Secrets 4.80, one dashboard 3, some 40 metrics under alarm 4, ten metrics of our own 3, queues
   * asked in vain 1.20, the watch 0.10; and room for a few more.
   */
  private static final double BOUND = 20;

  private static final Place PLACE =
      new Place("us-east-1", "000000000000", "https://sqs.us-east-1.amazonaws.com/000000000000/");

  @TempDir private Path folder;

  private static Idle idle(Path template) {
    var resources = Template.read(template).inventory(PLACE, "dragoman", Map.of());
    return new Idle(new Installed(resources, 30), Inputs.shipped(), Counts.shipped());
  }

  private Idle idle(String resources) throws IOException {
    var file = Files.writeString(folder.resolve("template.yaml"), "Resources:\n" + resources);
    return idle(file);
  }

  private static double used(Idle idle, String price) {
    return idle.usages().stream()
        .filter(it -> it.price().equals(price))
        .mapToDouble(Usage::quantity)
        .sum();
  }

  @Test
  void nothing_of_ours_is_billed_by_the_hour_or_unknown() {
    assertThat(shipped().surprises()).isEmpty();
  }

  @Test
  void our_template_costs_little_while_nobody_writes() {
    var bill = Bill.of(shipped().usages(), Prices.shipped("us-east-1"));
    assertThat(bill.dollars()).as(bill.toString()).isLessThan(BOUND);
  }

  private static Idle shipped() {
    return idle(Path.of(System.getProperty("project.root")).resolve("infra/template.yaml"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          '{Type: AWS::RDS::DBInstance}'                                                        | AWS::RDS::DBInstance
          '{Type: AWS::EC2::NatGateway}'                                                        | AWS::EC2::NatGateway
          '{Type: AWS::DynamoDB::Table, Properties: {BillingMode: PROVISIONED}}'                | BillingMode PAY_PER_REQUEST
          '{Type: AWS::DynamoDB::Table}'                                                        | BillingMode PAY_PER_REQUEST
          '{Type: AWS::Serverless::Function, Properties: {ProvisionedConcurrencyConfig: {}}}'   | provisioned concurrency
          '{Type: AWS::Serverless::Function, Properties: {Events: {Q: {Type: SQS, Properties: {ProvisionedPollerConfig: {}}}}}}' | provisioned pollers
          """)
  void what_is_billed_by_the_hour_or_unknown_is_told(String resource, String surprise)
      throws IOException {
    assertThat(idle("  Thing: " + resource).surprises())
        .singleElement()
        .asString()
        .startsWith("Thing: ")
        .contains(surprise);
  }

  @Test
  void an_idle_queue_is_asked_all_the_same_and_fifo_queues_cost_more() throws IOException {
    var idle =
        idle(
            """
              Orders: {Type: AWS::SQS::Queue, Properties: {QueueName: orders.fifo, FifoQueue: true}}
              Rest: {Type: AWS::SQS::Queue}
              Work:
                Type: AWS::Serverless::Function
                Properties:
                  Events:
                    A: {Type: SQS, Properties: {Queue: !GetAtt Orders.Arn}}
                    B: {Type: SQS, Properties: {Queue: !GetAtt Rest.Arn}}
            """);
    assertThat(used(idle, "sqs-fifo")).isEqualTo(730 * 60 * 15.0);
    assertThat(used(idle, "sqs-standard")).isEqualTo(730 * 60 * 15.0);
  }

  @Test
  void an_alarm_costs_by_the_metrics_it_watches() throws IOException {
    var idle =
        idle(
            """
              One: {Type: AWS::CloudWatch::Alarm, Properties: {Namespace: AWS/SQS, MetricName: X, Period: 60}}
              Fast: {Type: AWS::CloudWatch::Alarm, Properties: {Namespace: AWS/SQS, MetricName: X, Period: 10}}
              Both: {Type: AWS::CloudWatch::CompositeAlarm}
              Math:
                Type: AWS::CloudWatch::Alarm
                Properties:
                  Metrics:
                    - {Id: sum, Expression: a + b}
                    - {Id: a, MetricStat: {Metric: {Namespace: AWS/SQS, MetricName: X}, Period: 60}}
                    - {Id: b, MetricStat: {Metric: {Namespace: AWS/SQS, MetricName: Y}, Period: 60}}
            """);
    assertThat(used(idle, "alarm-metric")).isEqualTo(3);
    assertThat(used(idle, "alarm-metric-fast")).isEqualTo(1);
    assertThat(used(idle, "alarm-composite")).isEqualTo(1);
    assertThat(used(idle, "metric")).isZero();
  }

  @Test
  void an_alarm_on_the_age_of_tasks_costs_nothing_while_none_waits_and_each_queue_while_they_do()
      throws IOException {
    Files.writeString(
        folder.resolve("inner.yaml"),
        """
        Resources:
          Dead: {Type: AWS::SQS::Queue}
          A: {Type: AWS::SQS::Queue, Properties: {RedrivePolicy: {maxReceiveCount: 5}}}
          B: {Type: AWS::SQS::Queue, Properties: {RedrivePolicy: {maxReceiveCount: 5}}}
          Age:
            Type: AWS::CloudWatch::Alarm
            Properties:
              Metrics:
                - Id: q
                  Expression: SELECT MAX(ApproximateAgeOfOldestMessage) FROM X WHERE tag.DragomanTeams = 'a'
        """);
    var file =
        Files.writeString(
            folder.resolve("template.yaml"),
            """
            Resources:
              Elsewhere: {Type: AWS::SQS::Queue, Properties: {RedrivePolicy: {maxReceiveCount: 5}}}
              Teams: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: inner.yaml}}
            """);
    assertThat(used(idle(file), "alarm-query-metric")).isZero();
    var resources = Template.read(file).inventory(PLACE, "dragoman", Map.of());
    assertThat(Idle.agesInUse(new Installed(resources, 30), Inputs.shipped()).quantity())
        .isEqualTo(2);
  }

  @Test
  void a_metric_of_our_own_counts_once_however_many_alarms_watch_it() throws IOException {
    var own = "{Type: AWS::CloudWatch::Alarm, Properties: {Namespace: Dragoman, MetricName: %s}}\n";
    var idle =
        idle(
            "  A: "
                + own.formatted("X")
                + "  B: "
                + own.formatted("X")
                + "  C: "
                + own.formatted("Y"));
    assertThat(used(idle, "metric")).isEqualTo(2);
  }

  @Test
  void a_resource_whose_condition_does_not_hold_costs_nothing() throws IOException {
    var file =
        Files.writeString(
            folder.resolve("template.yaml"),
            """
            Parameters: {Encrypt: {Type: String, Default: "no"}}
            Conditions: {Encrypted: !Equals [!Ref Encrypt, "yes"]}
            Resources:
              Key: {Type: AWS::KMS::Key, Condition: Encrypted}
            """);
    assertThat(used(idle(file), "kms-key")).isZero();
    var asked = Template.read(file).inventory(PLACE, "dragoman", Map.of("Encrypt", "yes"));
    var idle = new Idle(new Installed(asked, 30), Inputs.shipped(), Counts.shipped());
    assertThat(used(idle, "kms-key")).isEqualTo(1);
  }

  @Test
  void the_watch_each_minute_is_billed() {
    assertThat(used(shipped(), "schedule")).isEqualTo(43_800);
    assertThat(used(shipped(), "dynamodb-read")).isCloseTo(2 * 43_800, Offset.offset(1e-6));
  }
}
