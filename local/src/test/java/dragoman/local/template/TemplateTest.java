package dragoman.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
  private static final Place PLACE =
      new Place("eu-west-1", "000000000000", "http://127.0.0.1:9324/000000000000/");

  private final Stack stack = Template.read(sample()).at(PLACE, "dragoman", Map.of());

  static Path sample() {
    try {
      return Path.of(TemplateTest.class.getResource("/infra/template.yaml").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private Stack.Function function(String id) {
    return stack.functions().stream()
        .filter(function -> function.logicalId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_function_has_its_own_environment_over_the_global_one() {
    assertThat(function("Receive").environment())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "STAGE", "overridden",
                "TABLE", "dragoman-Table",
                "QUEUES", "dragoman-test",
                "WORK_QUEUE", "http://127.0.0.1:9324/000000000000/dragoman-Work.fifo"));
  }

  @Test
  void a_function_has_its_own_timeout_or_the_global_one() {
    assertThat(function("Route").timeoutSeconds()).isEqualTo(10);
    assertThat(function("Watch").timeoutSeconds()).isEqualTo(5);
    assertThat(function("Route").handlerClass()).isEqualTo("test.Route");
  }

  @Test
  void events_are_routes_batches_and_rates() {
    assertThat(function("Receive").events())
        .containsExactly(
            new EventSource.Route("POST", "/webhooks/{channel}/{endpoint}"),
            new EventSource.Route("GET", "/webhooks/{channel}/{endpoint}"));
    assertThat(function("Route").events())
        .containsExactly(
            new EventSource.Batches(
                "arn:aws:sqs:eu-west-1:000000000000:dragoman-Work.fifo", 10, true, Optional.of(3)));
    assertThat(function("Watch").events())
        .containsExactly(
            new EventSource.Every(Duration.ofMinutes(1), EventSource.Timer.RULE, Optional.empty()),
            new EventSource.Every(
                Duration.ofHours(2), EventSource.Timer.SCHEDULER, Optional.of("{}")));
  }

  @Test
  void an_inventory_shows_even_what_one_machine_has_no_use_for(@TempDir Path folder)
      throws IOException {
    var file =
        Files.writeString(
            folder.resolve("template.yaml"),
            """
            Globals: {Function: {MemorySize: 512, Timeout: 3}}
            Resources:
              Zone: {Type: AWS::EC2::Subnet, Properties: {AvailabilityZone: !GetAZs "", Name: a}}
              Work: {Type: AWS::Serverless::Function, Properties: {Timeout: 9}}
            """);
    assertThat(Template.read(file).inventory(PLACE, "s", Map.of()))
        .containsExactlyInAnyOrder(
            new Resource(
                "Zone", "", "AWS::EC2::Subnet", Map.of("AvailabilityZone", "!GetAZs", "Name", "a")),
            new Resource(
                "Work",
                "",
                "AWS::Serverless::Function",
                Map.of("MemorySize", "512", "Timeout", "9")));
  }

  @Test
  void queues_of_a_nested_stack_are_part_of_the_stack() {
    assertThat(stack.queues())
        .extracting(Stack.Queue::name)
        .containsExactly(
            "dragoman-Work.fifo",
            "dragoman-dead.fifo",
            "dragoman-Alerts",
            "dragoman-team-billing.fifo");
    assertThat(stack.queues().getFirst().attributes())
        .containsEntry("VisibilityTimeout", "2")
        .containsEntry(
            "RedrivePolicy",
            "{\"deadLetterTargetArn\":\"arn:aws:sqs:eu-west-1:000000000000:dragoman-dead.fifo\","
                + "\"maxReceiveCount\":3}");
  }

  @Test
  void a_table_has_its_keys_its_index_and_its_time_to_live() {
    var table = stack.tables().getFirst();
    assertThat(table.keys())
        .containsExactly(new Stack.KeyPart("pk", "HASH"), new Stack.KeyPart("sk", "RANGE"));
    assertThat(table.indexes().getFirst().name()).isEqualTo("due-index");
    assertThat(table.timeToLive()).contains("expires");
  }

  @Test
  void a_subscription_keeps_its_filter() {
    assertThat(stack.subscriptions().getFirst().attributes())
        .containsEntry("FilterPolicy", "{\"severity\":[\"P1\",{\"prefix\":\"P2\"}]}")
        .containsEntry("RawMessageDelivery", "true");
  }

  @Test
  void a_parameter_can_be_given() {
    var live = Map.of("Stage", "live");
    assertThatThrownBy(() -> Template.read(sample()).at(PLACE, "dragoman", live))
        .isInstanceOf(InvalidTemplate.class)
        .hasMessageContaining("OnlyLive")
        .hasMessageContaining("AWS::Made::Up");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          !Reff X                          | 'Reff' is no intrinsic function
          !Ref Nobody                      | no parameter or resource 'Nobody'
          !GetAtt Other.Colour             | no resource 'Other' with attribute Colour
          !Sub "${Missing}"                | 'Missing'
          !ImportValue x                   | does not know how to work out 'ImportValue'
          !Select [7, [a, b]]              | an item that is not in the list
          !Join [",", a, b]                | Join needs 2 arguments
          !If [Nowhere, a, b]              | no condition 'Nowhere'
          """)
  void a_wrong_intrinsic_is_refused_with_its_line(String value, String problem, @TempDir Path dir)
      throws IOException {
    var file =
        Files.writeString(
            dir.resolve("wrong.yaml"),
            """
            Resources:
              Queue:
                Type: AWS::SQS::Queue
                Properties:
                  QueueName: %s
              Other: { Type: AWS::SNS::Topic }
            """
                .formatted(value));
    assertThatThrownBy(() -> Template.read(file).at(PLACE, "s", Map.of()))
        .isInstanceOf(InvalidTemplate.class)
        .hasMessageContaining("wrong.yaml:5: ")
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          Type: SNS, Properties: {Topic: t}                                     | events of type SNS
          Type: Schedule, Properties: {Schedule: cron(0 8 * * ? *)}             | 'cron(0 8 * * ? *)' is not run here
          Type: Schedule, Properties: {Schedule: rate(1 minutes)}               | 'rate(1 minutes)' is not run here
          Type: SQS, Properties: {Queue: a:b.fifo, BatchSize: 11}               | must be 1 to 10
          Type: SQS, Properties: {Queue: a:b, FilterCriteria: {Filters: []}}    | 'FilterCriteria'
          """)
  void an_event_that_is_not_run_here_is_refused(String event, String problem, @TempDir Path dir)
      throws IOException {
    var file =
        Files.writeString(
            dir.resolve("wrong.yaml"),
            """
            Resources:
              Worker:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: a.B
                  Events:
                    One: {%s}
            """
                .formatted(event));
    assertThatThrownBy(() -> Template.read(file).at(PLACE, "s", Map.of()))
        .isInstanceOf(InvalidTemplate.class)
        .hasMessageContaining("wrong.yaml:7: Worker")
        .hasMessageContaining(problem);
  }

  @Test
  void the_version_that_sam_publishes_of_a_function_is_referred_to_by_its_arn(@TempDir Path dir)
      throws IOException {
    var file =
        Files.writeString(
            dir.resolve("versions.yaml"),
            """
            Resources:
              Asked: {Type: AWS::Serverless::Function, Properties: {Handler: a.B}}
              Asking:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: a.C
                  Environment:
                    Variables: {ONE: !Ref Asked.Version, MORE: !Sub "${Asked.Version},x"}
            """);
    var version = "arn:aws:lambda:eu-west-1:000000000000:function:s-Asked:1";
    assertThat(Template.read(file).at(PLACE, "s", Map.of()).functions().getLast().environment())
        .isEqualTo(Map.of("ONE", version, "MORE", version + ",x"));
  }

  @Test
  void a_name_that_depends_on_itself_is_refused(@TempDir Path dir) throws IOException {
    var file =
        Files.writeString(
            dir.resolve("circle.yaml"),
            """
            Resources:
              A: {Type: AWS::SQS::Queue, Properties: {QueueName: !GetAtt B.QueueName}}
              B: {Type: AWS::SQS::Queue, Properties: {QueueName: !GetAtt A.QueueName}}
            """);
    assertThatThrownBy(() -> Template.read(file).at(PLACE, "s", Map.of()))
        .isInstanceOf(InvalidTemplate.class)
        .hasMessageContaining("depends on itself");
  }

  @Test
  void yaml_that_is_none_is_refused_with_its_line(@TempDir Path dir) throws IOException {
    var file = Files.writeString(dir.resolve("wrong.yaml"), "Resources:\n  A: [1, 2\nB: 3\n");
    assertThatThrownBy(() -> Template.read(file))
        .isInstanceOf(InvalidTemplate.class)
        .hasMessageContaining("wrong.yaml:3: not YAML");
  }
}
