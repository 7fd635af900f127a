package dragoman.local.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.local.embedded.EmbeddedAws;
import dragoman.local.template.Stack;
import dragoman.local.template.Template;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

class ProvisioningTest {
  private static EmbeddedAws aws;
  private static Clients clients;
  private static Provisioning provisioning;

  @BeforeAll
  static void start() throws Exception {
    aws = EmbeddedAws.start(0);
    clients = Clients.at(aws.endpoint());
    provisioning =
        new Provisioning(
            clients,
            Template.read(
                    Path.of(ProvisioningTest.class.getResource("/infra/template.yaml").toURI()))
                .at(Provisioning.place(clients), "test", Map.of()));
    provisioning.ensure();
  }

  @AfterAll
  static void stop() {
    clients.close();
    aws.close();
  }

  private static int depth(String url) {
    return Integer.parseInt(
        clients
            .sqs()
            .getQueueAttributes(
                request ->
                    request
                        .queueUrl(url)
                        .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
            .attributes()
            .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES));
  }

  @Test
  void provisioning_again_keeps_what_is_there() {
    clients
        .dynamoDb()
        .putItem(
            request ->
                request
                    .tableName("test-Table")
                    .item(
                        Map.of(
                            "pk",
                            AttributeValue.fromS("kept"),
                            "sk",
                            AttributeValue.fromS("kept"))));
    provisioning.ensure();
    assertThat(
            clients
                .dynamoDb()
                .getItem(
                    request ->
                        request
                            .tableName("test-Table")
                            .key(
                                Map.of(
                                    "pk", AttributeValue.fromS("kept"),
                                    "sk", AttributeValue.fromS("kept"))))
                .hasItem())
        .isTrue();
    assertThat(clients.sns().listSubscriptions().subscriptions()).hasSize(1);
    assertThat(clients.sqs().listQueues().queueUrls())
        .extracting(url -> url.substring(url.lastIndexOf('/') + 1))
        .containsExactlyInAnyOrder(
            "test-Work.fifo", "test-dead.fifo", "test-Alerts", "test-team-billing.fifo");
  }

  @Test
  void after_emptying_the_same_deduplication_id_is_taken_again() {
    var team = "test-team-billing.fifo";
    for (var round = 0; round < 2; round++) {
      var url = clients.sqs().getQueueUrl(request -> request.queueName(team)).queueUrl();
      clients
          .sqs()
          .sendMessage(
              request ->
                  request
                      .queueUrl(url)
                      .messageGroupId("g")
                      .messageDeduplicationId("same")
                      .messageBody("x"));
      assertThat(depth(url)).isEqualTo(1);
      provisioning.empty();
      assertThat(depth(url)).isZero();
    }
  }

  @Test
  void three_hundred_team_queues_are_made_in_seconds() {
    var many =
        new Stack(
            "many",
            List.of(),
            IntStream.range(0, 300)
                .mapToObj(
                    i ->
                        new Stack.Queue(
                            "T" + i, "many-team-" + i + ".fifo", Map.of("FifoQueue", "true")))
                .toList(),
            List.of(),
            List.of(),
            List.of());
    var began = System.nanoTime();
    new Provisioning(clients, many).ensure();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    clients
        .sqs()
        .listQueues(request -> request.queueNamePrefix("many-team-"))
        .queueUrls()
        .forEach(url -> clients.sqs().deleteQueue(request -> request.queueUrl(url)));
  }
}
