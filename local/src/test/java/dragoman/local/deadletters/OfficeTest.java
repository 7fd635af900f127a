package dragoman.local.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dragoman.functions.DynamoOperations;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** How dead letters go back, on real queues: whole, single, and in order, whatever happens. */
class OfficeTest {
  private final Bench bench = new Bench();
  private final SqsClient sqs = bench.sqs;
  private final Shelf inbound = bench.layout.shelf("inbound-dead");
  private final List<Step> steps = new ArrayList<>();

  private Outcome redrive(SqsClient client) {
    return bench
        .office(client)
        .carryOut(inbound, Bench.redrive(Selection.ALL, false), steps::add, () -> false);
  }

  @Test
  void every_conversation_goes_back_whole_and_in_its_order() {
    for (var i = 0; i < 12; i++) {
      bench.die("a", "m" + i);
      bench.die("b", "m" + i);
    }
    assertThat(redrive(sqs).complete()).isTrue();

    var back = bench.drained("inbound.fifo");
    assertThat(bench.ids(back, "a")).isEqualTo(Bench.numbered(12));
    assertThat(bench.ids(back, "b")).isEqualTo(Bench.numbered(12));
    assertThat(bench.drained("inbound-dead.fifo")).isEmpty();
  }

  @Test
  void what_was_said_of_a_message_stays_with_it_and_who_sent_it_on_is_added() throws Exception {
    var mine = MessageAttributeValue.builder().dataType("String").stringValue("kept").build();
    bench.die("a", "m0", Map.of("mine", mine));
    redrive(sqs);

    var attributes = bench.drained("inbound.fifo").getFirst().messageAttributes();
    assertThat(attributes.get("mine").stringValue()).isEqualTo("kept");
    assertThat(attributes.get("dragoman-redriven").stringValue())
        .contains("\"by\":\"tester\"", "\"why\":\"a test\"", "\"times\":1");
  }

  @Test
  void a_crash_between_sending_and_removing_doubles_and_loses_nothing() {
    for (var i = 0; i < 4; i++) {
      bench.die("a", "m" + i);
    }
    var crashing =
        new Watched(
            sqs,
            _ -> {},
            _ -> {
              throw new Watched.Crash();
            });
    assertThatThrownBy(() -> redrive(crashing)).isInstanceOf(Watched.Crash.class);

    assertThat(redrive(sqs).complete()).isTrue();
    assertThat(bench.ids(bench.drained("inbound.fifo"), "a")).isEqualTo(Bench.numbered(4));
    assertThat(bench.drained("inbound-dead.fifo")).isEmpty();
  }

  @Test
  void two_at_once_double_and_lose_nothing_and_keep_the_order() throws Exception {
    for (var i = 0; i < 15; i++) {
      bench.die("a", "m" + i);
      bench.die("b", "m" + i);
      bench.die("c", "m" + i);
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var one =
          threads.submit(
              () ->
                  bench
                      .office(sqs)
                      .carryOut(
                          inbound, Bench.redrive(Selection.ALL, false), _ -> {}, () -> false));
      var other =
          threads.submit(
              () ->
                  bench
                      .office(sqs)
                      .carryOut(
                          inbound, Bench.redrive(Selection.ALL, false), _ -> {}, () -> false));
      assertThat(one.get().done() + other.get().done()).isEqualTo(45);
    }
    var back = bench.drained("inbound.fifo");
    for (var who : List.of("a", "b", "c")) {
      assertThat(bench.ids(back, who)).isEqualTo(Bench.numbered(15));
    }
  }

  @Test
  void one_that_died_again_within_minutes_is_not_dropped_as_a_copy() {
    bench.die("a", "m0");
    redrive(sqs);
    var back = bench.drained("inbound.fifo").getFirst();
    var dedupe = back.attributes().get(MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID);
    sqs.sendMessage(
        it ->
            it.queueUrl(bench.url("inbound-dead.fifo"))
                .messageGroupId(Dead.group(bench.run + "a"))
                .messageDeduplicationId(dedupe)
                .messageBody(back.body()));
    redrive(sqs);

    assertThat(bench.ids(bench.drained("inbound.fifo"), "a")).containsExactly("m0");
  }

  @Test
  void where_one_does_not_go_the_rest_of_its_conversation_stays_and_others_go_on() {
    for (var i = 0; i < 3; i++) {
      bench.die("a", "m" + i);
      bench.die("b", "m" + i);
    }
    var refusing =
        new Watched(
            sqs,
            it -> {
              if (it.messageBody().contains("\"" + bench.run + "a\"")
                  && it.messageBody().contains("m1 says")) {
                throw SqsException.builder().message("no").build();
              }
            },
            _ -> {});
    var outcome = redrive(refusing);

    assertThat(outcome.complete()).isFalse();
    assertThat(outcome.done()).isEqualTo(4);
    var back = bench.drained("inbound.fifo");
    assertThat(bench.ids(back, "a")).containsExactly("m0");
    assertThat(bench.ids(back, "b")).isEqualTo(Bench.numbered(3));
    assertThat(bench.ids(bench.drained("inbound-dead.fifo"), "a")).containsExactly("m1", "m2");
  }

  @Test
  void nothing_is_done_that_could_not_be_written_down() {
    bench.die("a", "m0");
    var office =
        new Office(
            bench.layout,
            sqs,
            new DynamoOperations(bench.services.clients().dynamoDb(), "no-such-table"),
            InstantSource.system(),
            Duration.ofSeconds(3),
            () -> {});
    assertThatThrownBy(
            () ->
                office.carryOut(
                    inbound, Bench.redrive(Selection.ALL, false), steps::add, () -> false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("could not be written down, so it was not done");
    assertThat(bench.drained("inbound.fifo")).isEmpty();
  }

  @Test
  void a_queue_that_is_not_there_is_named() {
    var elsewhere = new Shelf.Dead("nowhere-dead.fifo", List.of("nowhere.fifo"));
    assertThatThrownBy(() -> bench.office(sqs).look(elsewhere, Selection.ALL, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("there is no queue nowhere-dead.fifo");
  }

  @Test
  void receipts_and_other_queues_without_order_go_back_as_well() {
    var shelf = bench.layout.shelf("receipts-dead");
    for (var i = 0; i < 12; i++) {
      var body = "receipt " + i;
      sqs.sendMessage(it -> it.queueUrl(bench.url("receipts-dead")).messageBody(body));
    }
    var outcome =
        bench
            .office(sqs)
            .carryOut(shelf, Bench.redrive(Selection.ALL, false), steps::add, () -> false);
    assertThat(outcome.done()).isEqualTo(12);
    assertThat(new HashSet<>(bench.drained("receipts").stream().map(Message::body).toList()))
        .hasSize(12);
  }

  @Test
  void one_that_comes_back_in_the_same_run_is_not_sent_round_in_circles() {
    bench.die("a", "m0");
    var again =
        new Watched(
            sqs,
            it ->
                sqs.sendMessage(
                    dead ->
                        dead.queueUrl(bench.url("inbound-dead.fifo"))
                            .messageGroupId(it.messageGroupId())
                            .messageDeduplicationId(it.messageDeduplicationId())
                            .messageAttributes(it.messageAttributes())
                            .messageBody(it.messageBody())),
            _ -> {});
    var outcome = redrive(again);
    assertThat(outcome.done()).isEqualTo(1);
    assertThat(outcome.stayed().keySet().toString()).contains("is back already");
  }
}
