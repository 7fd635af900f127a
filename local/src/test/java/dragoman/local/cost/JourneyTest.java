package dragoman.local.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dragoman.local.template.Resource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JourneyTest {
  private static final Counts COUNTS = Counts.shipped();
  private static final Inputs INPUTS = Inputs.shipped();
  private static final Installed INSTALLED =
      new Installed(
          Stream.of(
                  "ReceiveWebhook",
                  "RouteConversation",
                  "DeliverReply",
                  "TrackReceipts",
                  "NotifySlack")
              .map(
                  it ->
                      new Resource(
                          it,
                          "",
                          "AWS::Serverless::Function",
                          Map.of("MemorySize", "1024", "Architectures", List.of("arm64"))))
              .toList(),
          30);

  private static double used(String price, Traffic traffic) {
    return new Journey(COUNTS, INPUTS, INSTALLED)
        .of(traffic).stream()
            .filter(it -> it.price().equals(price))
            .mapToDouble(Usage::quantity)
            .sum();
  }

  private static Traffic traffic(double answered, double escalated, int statuses, double batch) {
    return new Traffic(1000, answered, escalated, 0, statuses, batch);
  }

  @Test
  void each_webhook_is_a_request_of_the_api() {
    assertThat(used("http-api-request", traffic(1, 0, 0, 1))).isEqualTo(1000);
    assertThat(used("http-api-request", traffic(1, 0, 3, 1))).isEqualTo(4000);
    assertThat(used("http-api-request", new Traffic(1000, 1, 0, 0.1, 0, 1))).isEqualTo(1100);
  }

  @Test
  void an_answer_is_sent_received_and_deleted_on_two_fifo_queues() {
    assertThat(used("sqs-fifo", traffic(1, 0, 0, 1))).isEqualTo(6000);
  }

  @Test
  void batches_save_what_receives_and_deletes_and_invokes() {
    assertThat(used("sqs-fifo", traffic(1, 0, 0, 10))).isEqualTo(2000 + 400);
    assertThat(used("lambda-request", traffic(1, 0, 0, 10))).isEqualTo(1000 + 100 + 100);
    assertThat(used("dynamodb-write", traffic(1, 0, 0, 10)))
        .isEqualTo(used("dynamodb-write", traffic(1, 0, 0, 1)));
  }

  @Test
  void what_the_bot_does_not_answer_costs_a_task_and_the_desks_own_requests() {
    assertThat(used("sqs-fifo", traffic(0, 0, 0, 1))).isEqualTo(6000 + 1000 + 2000);
    assertThat(used("sns-publish", traffic(0, 0, 0, 1))).isZero();
  }

  @Test
  void only_what_is_escalated_is_published_and_shown_in_slack() {
    assertThat(used("sns-publish", traffic(0.9, 0.1, 0, 1))).isEqualTo(100);
    assertThat(used("sqs-standard", traffic(0.9, 0.1, 0, 1))).isEqualTo(200);
  }

  @Test
  void written_units_are_those_that_were_measured() {
    var route = COUNTS.step(Journey.ANSWERED, "RouteConversation").writes();
    var deliver = COUNTS.step(Journey.ANSWERED, "DeliverReply").writes();
    assertThat(used("dynamodb-write", traffic(1, 0, 0, 1)))
        .isCloseTo(1000 * (route + deliver), Offset.offset(1e-6));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.5, 0, 0, 0, 1, --messages 0",
    "1e15, 0.5, 0, 0, 0, 1, --messages",
    "1, 1.5, 0, 0, 0, 1, --answered 150: must be 0% to 100%",
    "1, 0.5, -0.1, 0, 0, 1, --escalated -10: must be 0% to 100%",
    "1, 0.9, 0.2, 0, 0, 1, --escalated",
    "1, 0.5, 0, 0, 4, 1, --statuses 4: must be 0 to 3",
    "1, 0.5, 0, 0, 0, 0, --batch 0: must be 1 to 10"
  })
  void traffic_that_cannot_be_is_refused(
      double messages,
      double answered,
      double escalated,
      double repeated,
      int statuses,
      double batch,
      String complaint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Traffic(messages, answered, escalated, repeated, statuses, batch))
        .withMessageContaining(complaint);
  }

  @Test
  void a_step_that_was_not_measured_is_named() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> COUNTS.step("a poem", "RouteConversation"))
        .withMessageContaining("'a poem' of RouteConversation is not there; CostTest measures it");
  }

  @Test
  void an_input_that_is_not_there_is_named_with_those_there_are() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> INPUTS.get("call-hours"))
        .withMessageContaining("inputs.yaml has no 'call-hours'; it has [")
        .withMessageContaining("call-millis");
  }
}
