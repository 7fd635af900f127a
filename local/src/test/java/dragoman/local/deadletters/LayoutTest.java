package dragoman.local.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutTest {
  private static final Path TEMPLATE =
      Path.of(System.getProperty("project.root"), "infra/template.yaml");

  private final Layout layout = Layout.read(TEMPLATE, "prod");

  @Test
  void the_shelves_are_those_that_the_redrive_policies_name() {
    assertThat(layout.shelves())
        .contains(
            new Shelf.Dead("prod-inbound-dead.fifo", List.of("prod-inbound.fifo")),
            new Shelf.Dead("prod-receipts-dead", List.of("prod-receipts")),
            new Shelf.Dead("prod-outbound-dead.fifo", List.of("prod-outbound.fifo")),
            new Shelf.Dead("prod-escalations-dead", List.of("prod-escalations")));
    assertThat(layout.shelves().getLast()).isEqualTo(new Shelf.SetAside("prod-parked"));
  }

  @Test
  void the_rest_is_what_the_functions_are_told() {
    assertThat(layout.inbound()).isEqualTo("prod-inbound.fifo");
    assertThat(layout.teamPrefix()).isEqualTo("prod-team-");
    assertThat(layout.table()).isEqualTo("prod-Table");
    assertThat(layout.tenant()).isEqualTo("main");
    assertThat(layout.maxEventAge()).isEqualTo(Duration.ofDays(8));
  }

  @Test
  void many_queues_may_end_on_one_shelf(@TempDir Path dir) throws Exception {
    var text = Files.readString(TEMPLATE).replace("teams.yaml", "several.yaml");
    Files.copy(TEMPLATE.resolveSibling("operations.yaml"), dir.resolve("operations.yaml"));
    var template = Files.writeString(dir.resolve("template.yaml"), text);
    Files.writeString(
        dir.resolve("several.yaml"),
        """
        Parameters:
          StackName: {Type: String}
          CustomerKeyArn: {Type: String}
          AlarmsTopicArn: {Type: String}
          MaxTaskAgeSeconds: {Type: Number}
        Resources:
          Dead:
            Type: AWS::SQS::Queue
            Properties: {QueueName: !Sub "${StackName}-team-x-dead.fifo", FifoQueue: true}
          A:
            Type: AWS::SQS::Queue
            Properties:
              QueueName: !Sub "${StackName}-team-a.fifo"
              FifoQueue: true
              RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 5}
          B:
            Type: AWS::SQS::Queue
            Properties:
              QueueName: !Sub "${StackName}-team-b.fifo"
              FifoQueue: true
              RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 5}
        """);
    assertThat(Layout.read(template, "prod").shelf("team-x-dead"))
        .isEqualTo(
            new Shelf.Dead(
                "prod-team-x-dead.fifo", List.of("prod-team-a.fifo", "prod-team-b.fifo")));
  }

  @Test
  void a_shelf_is_known_by_its_name_short_or_whole_or_by_its_address() {
    for (var asked :
        List.of(
            "inbound-dead",
            "inbound-dead.fifo",
            "prod-inbound-dead.fifo",
            "https://sqs.eu-west-1.amazonaws.com/1/prod-inbound-dead.fifo")) {
      assertThat(layout.shelf(asked).queue()).isEqualTo("prod-inbound-dead.fifo");
    }
    assertThatThrownBy(() -> layout.shelf("inbound"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no dead-letter queue 'inbound' in stack prod")
        .hasMessageContaining("inbound-dead, receipts-dead");
  }
}
