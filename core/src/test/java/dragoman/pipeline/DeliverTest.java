package dragoman.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.channel.HttpAnswer;
import dragoman.channel.HttpCall;
import dragoman.conversation.Effect.Answering;
import dragoman.message.ConversationKey;
import dragoman.message.EffectRef;
import dragoman.message.EventKey;
import dragoman.message.Receipt;
import dragoman.message.ReceiptJson;
import dragoman.pipeline.Doors.Exchange;
import dragoman.pipeline.Doors.Lane;
import dragoman.pipeline.Doors.Letter;
import dragoman.pipeline.Progress.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of a reply when the provider, the network or we ourselves fail. */
class DeliverTest {
  private final House house = new House();

  private static final Exchange SENT =
      House.answered(200, "{\"messages\":[{\"id\":\"wamid.out\"}]}");

  private static final Optional<String> ANOTHER =
      Optional.of(
          new EffectRef(
                  ConversationKey.of("default", "whatsapp", "1001", "922"),
                  EventKey.of("default", "whatsapp", "1001", "message", "wamid.2"),
                  0)
              .toString());

  private void asked() {
    house.says("911", "wamid.1", "when will I get my payout");
  }

  private Progress reply() {
    return house.ledger.inbox().getFirst().progress().getFirst();
  }

  @Test
  void a_refused_connection_is_tried_again_until_it_works() {
    house.provider = _ -> new Exchange.NotSent("ConnectException");
    asked();
    house.settle();
    assertThat(reply().status()).isEqualTo(Status.PENDING);

    house.provider = _ -> SENT;
    house.pass(Duration.ofSeconds(3));
    house.settle();
    assertThat(reply().status()).isEqualTo(Status.SENT);
  }

  @Test
  void a_rate_limit_is_waited_out_as_long_as_the_provider_asked() {
    house.provider =
        _ -> new Exchange.Answered(new HttpAnswer(429, Map.of("retry-after", "30"), "{}"));
    asked();
    house.settle();
    house.provider = _ -> SENT;
    house.pass(Duration.ofSeconds(25));
    house.settle();
    assertThat(house.calls).hasSize(1);

    house.pass(Duration.ofSeconds(10));
    house.settle();
    assertThat(house.calls).hasSize(2);
    assertThat(reply().status()).isEqualTo(Status.SENT);
  }

  @Test
  void one_person_is_sent_what_the_provider_allows_and_the_rest_in_order_at_its_pace() {
    for (var i = 0; i < 48; i++) {
      house.says("911", "wamid." + i, "when will I get my payout");
    }
    house.settle();
    assertThat(house.calls).as("a burst of 45").hasSize(45);

    house.pass(Duration.ofMillis(5_900));
    house.settle();
    assertThat(house.calls).as("one in six seconds").hasSize(45);
    house.pass(Duration.ofMillis(200));
    house.settle();
    assertThat(house.calls).hasSize(46);

    house.pass(Duration.ofSeconds(6));
    house.settle();
    house.pass(Duration.ofSeconds(6));
    house.settle();
    assertThat(house.calls).hasSize(48);
    assertThat(house.ledger.inbox())
        .allSatisfy(it -> assertThat(it.progress().getFirst().status()).isEqualTo(Status.SENT));
    var sent = house.calls.stream().map(HttpCall::body).toList();
    var places =
        house.ledger.inbox().stream()
            .sorted(Comparator.comparingLong(Recorded::version))
            .map(it -> it.ref(0).toString())
            .map(ref -> IntStream.range(0, 48).filter(at -> sent.get(at).contains(ref)).sum())
            .toList();
    assertThat(places).as("in the order in which they were said").isSorted();
  }

  @Test
  void an_account_sends_what_the_provider_allows_and_the_rest_a_moment_later() {
    for (var i = 0; i < 90; i++) {
      house.says("9" + i, "wamid." + i, "when will I get my payout");
    }
    house.settle();
    assertThat(house.calls).as("a burst of 80").hasSize(80);

    house.pass(Duration.ofSeconds(3));
    house.settle();
    assertThat(house.calls).as("nothing is dropped").hasSize(90);
    assertThat(house.ledger.inbox())
        .allSatisfy(it -> assertThat(it.progress().getFirst().status()).isEqualTo(Status.SENT));
  }

  @Test
  void a_lost_answer_waits_for_the_receipt_and_is_sent_only_once_when_it_comes() {
    house.provider = _ -> new Exchange.Lost("SocketTimeoutException");
    asked();
    house.settle();
    assertThat(reply().status()).isEqualTo(Status.SENDING);

    receipt(Receipt.Status.SENT);
    house.settle();
    house.pass(Duration.ofMinutes(10));
    house.settle();

    assertThat(house.calls).hasSize(1);
    assertThat(reply().status()).isEqualTo(Status.SENT);
  }

  @Test
  void where_no_receipts_arrive_a_lost_answer_is_left_to_a_person() {
    house.provider = _ -> new Exchange.Lost("SocketTimeoutException");
    asked();
    house.settle();
    house.pass(Duration.ofSeconds(95));
    house.settle();

    assertThat(house.calls).hasSize(1);
    assertThat(reply().status()).isEqualTo(Status.UNKNOWN);
    assertThat(house.tasks("creators-general")).hasSize(1);
  }

  @Test
  void a_lost_answer_without_a_receipt_is_sent_once_more_with_the_same_key() {
    house.provider = _ -> new Exchange.Lost("SocketTimeoutException");
    asked();
    house.settle();
    receiptsFlow();
    house.provider = _ -> SENT;
    house.pass(Duration.ofSeconds(85));
    house.settle();
    assertThat(house.calls).hasSize(1);

    house.pass(Duration.ofSeconds(10));
    house.settle();
    assertThat(house.calls).hasSize(2);
    assertThat(house.calls.get(1).body()).isEqualTo(house.calls.get(0).body());
    assertThat(reply().status()).isEqualTo(Status.SENT);
  }

  @Test
  void a_reply_lost_twice_is_unknown_and_becomes_one_task() {
    house.provider = _ -> House.answered(502, "");
    asked();
    for (var i = 0; i < 5; i++) {
      house.settle();
      receiptsFlow();
      house.pass(Duration.ofSeconds(100));
    }
    house.settle();

    assertThat(house.calls).hasSize(2);
    assertThat(reply().status()).isEqualTo(Status.UNKNOWN);
    assertThat(house.tasks("creators-general"))
        .singleElement()
        .satisfies(task -> assertThat(task.reasons().getFirst()).contains("nobody knows"));
  }

  @Test
  void a_receipt_for_a_doubtful_reply_counts_even_while_its_second_sending_is_put_off() {
    house.provider = _ -> new Exchange.Lost("SocketTimeoutException");
    asked();
    house.settle();
    receiptsFlow();
    house.provider = _ -> House.answered(429, "");
    house.pass(Duration.ofSeconds(95));
    house.settle();
    assertThat(reply().status()).isEqualTo(Status.PENDING);

    house.provider = _ -> SENT;
    receipt(Receipt.Status.DELIVERED);
    house.pass(Duration.ofMinutes(3));
    house.step(new Lane.Receipts(), house.track::track);
    house.settle();

    assertThat(house.calls).hasSize(2);
    assertThat(reply().status()).isEqualTo(Status.SENT);
  }

  @Test
  void a_second_doubt_is_the_last_even_if_a_limit_came_between() {
    house.provider = _ -> new Exchange.Lost("SocketTimeoutException");
    asked();
    house.settle();
    receiptsFlow();
    house.provider = _ -> House.answered(429, "");
    house.pass(Duration.ofSeconds(95));
    house.settle();
    house.provider = _ -> new Exchange.Lost("SocketTimeoutException");
    for (var i = 0; i < 5; i++) {
      house.pass(Duration.ofSeconds(100));
      house.settle();
      receiptsFlow();
    }

    assertThat(house.calls).hasSize(3);
    assertThat(reply().status()).isEqualTo(Status.UNKNOWN);
  }

  @Test
  void a_reply_in_doubt_whose_second_sending_is_refused_is_unknown_and_not_failed() {
    house.provider = _ -> new Exchange.Lost("SocketTimeoutException");
    asked();
    house.settle();
    receiptsFlow();
    house.provider = _ -> House.answered(400, "{\"error\":{\"code\":131047}}");
    house.pass(Duration.ofSeconds(95));
    house.settle();

    assertThat(house.calls).hasSize(2);
    assertThat(reply().status()).isEqualTo(Status.UNKNOWN);
    assertThat(house.tasks("creators-general"))
        .singleElement()
        .satisfies(task -> assertThat(task.reasons().getFirst()).contains("nobody knows"));
  }

  @Test
  void receipts_that_waited_long_on_their_queue_say_nothing_about_a_later_reply() {
    house.provider = _ -> new Exchange.Lost("SocketTimeoutException");
    asked();
    house.settle();
    house.pass(Duration.ofSeconds(1));
    receiptOfAnother(house.now.minus(Duration.ofMinutes(5)), ANOTHER);
    house.settle();
    house.pass(Duration.ofSeconds(95));
    house.settle();

    assertThat(house.calls).hasSize(1);
    assertThat(reply().status()).isEqualTo(Status.UNKNOWN);
  }

  @Test
  void receipts_that_name_no_reply_are_no_witness_for_one_that_would() {
    house.provider = _ -> new Exchange.Lost("SocketTimeoutException");
    asked();
    house.settle();
    house.pass(Duration.ofSeconds(1));
    receiptOfAnother(house.now, Optional.empty());
    house.settle();
    house.pass(Duration.ofSeconds(95));
    house.settle();

    assertThat(house.calls).hasSize(1);
    assertThat(reply().status()).isEqualTo(Status.UNKNOWN);
  }

  @Test
  void a_token_that_cannot_be_read_just_now_puts_the_reply_off_without_a_doubt() {
    house.tokens = false;
    asked();
    house.settle();
    assertThat(reply().status()).isEqualTo(Status.PENDING);

    house.tokens = true;
    house.pass(Duration.ofSeconds(3));
    house.settle();
    assertThat(house.calls).hasSize(1);
    assertThat(reply().status()).isEqualTo(Status.SENT);
  }

  @Test
  void a_crash_between_claim_and_answer_is_never_answered_twice_without_the_wait() {
    house.provider =
        _ -> {
          throw new IllegalStateException("the process died");
        };
    asked();
    house.settle();
    receiptsFlow();
    house.provider = _ -> SENT;
    house.pass(Duration.ofSeconds(60));
    house.settle();
    assertThat(house.calls).hasSize(1);

    house.pass(Duration.ofSeconds(40));
    house.settle();
    assertThat(reply().status()).isEqualTo(Status.SENT);
  }

  @Test
  void a_closed_window_ends_the_reply_and_a_person_takes_over() {
    house.provider = _ -> House.answered(400, "{\"error\":{\"code\":131047}}");
    asked();
    house.settle();

    assertThat(reply().status()).isEqualTo(Status.FAILED);
    assertThat(house.tasks("creators-general")).hasSize(1);
  }

  @Test
  void a_reply_is_not_sent_after_the_window_has_closed() {
    house.provider = _ -> new Exchange.NotSent("ConnectException");
    asked();
    house.settle();
    house.provider = _ -> SENT;
    house.pass(Duration.ofHours(25));
    house.settle();

    assertThat(house.calls).hasSize(1);
    assertThat(reply().status()).isEqualTo(Status.FAILED);
  }

  @Test
  void a_failure_reported_later_by_the_provider_becomes_a_task() {
    asked();
    house.settle();
    receipt(Receipt.Status.FAILED);
    receipt(Receipt.Status.FAILED);
    house.settle();

    assertThat(house.tasks("creators-general")).hasSize(1);
  }

  @Test
  void a_reported_failure_becomes_a_task_even_if_its_first_reader_crashed_before_telling() {
    asked();
    house.settle();
    var reply = ((Answering) house.ledger.inbox().getFirst().effect(0)).reply();
    house.ledger.receipt(reply.ref(), about(Receipt.Status.FAILED, "1001"), house.now);
    receipt(Receipt.Status.FAILED);
    house.settle();

    assertThat(house.tasks("creators-general")).hasSize(1);
  }

  @Test
  void receipts_never_go_back() {
    asked();
    house.settle();
    for (var status : List.of(Receipt.Status.READ, Receipt.Status.SENT, Receipt.Status.DELIVERED)) {
      receipt(status);
      house.settle();
    }

    assertThat(reply().receipt()).contains(Receipt.Status.READ);
  }

  @Test
  void a_receipt_of_another_account_changes_nothing() {
    asked();
    house.settle();
    receipt(Receipt.Status.READ, "2002");
    house.settle();

    assertThat(reply().receipt()).isEmpty();
  }

  @Test
  void replies_keep_their_order_while_the_first_has_to_wait() {
    house.provider =
        call ->
            call.body().contains("payout_when") ? new Exchange.NotSent("ConnectException") : SENT;
    asked();
    house.says("911", "wamid.2", "hello there");
    house.settle();
    assertThat(house.calls).hasSize(1);

    house.provider = _ -> SENT;
    house.pass(Duration.ofSeconds(5));
    house.settle();
    assertThat(house.calls)
        .extracting(call -> call.body().contains("payout_when"))
        .containsExactly(true, true, false);
  }

  @Test
  void a_reply_whose_queue_message_vanished_does_not_hold_up_the_next() {
    asked();
    house.step(new Lane.Inbound(), house.route::route);
    var waiting = house.queues.receive(new Lane.Outbound(), 10, Duration.ZERO);
    waiting.forEach(it -> house.queues.delete(new Lane.Outbound(), it.id()));
    house.says("911", "wamid.2", "hello there");
    for (var i = 0; i < 5; i++) {
      house.settle();
      house.pass(Duration.ofSeconds(10));
    }

    assertThat(house.calls)
        .extracting(call -> call.body().contains("payout_when"))
        .containsExactly(true, false);
  }

  @Test
  void the_watchdog_takes_up_a_reply_whose_queue_message_vanished() {
    asked();
    house.step(new Lane.Inbound(), (item, now) -> house.route.route(item, now));
    var waiting = house.queues.receive(new Lane.Outbound(), 10, Duration.ZERO);
    waiting.forEach(it -> house.queues.delete(new Lane.Outbound(), it.id()));
    house.settle();
    assertThat(house.calls).isEmpty();

    house.pass(Duration.ofMinutes(11));
    assertThat(house.watches()).isEqualTo(1);
    assertThat(house.watches()).isEqualTo(1);
    house.settle();
    assertThat(house.calls).hasSize(1);

    house.pass(Duration.ofMinutes(11));
    assertThat(house.watches()).isZero();
  }

  private void receipt(Receipt.Status status) {
    receipt(status, "1001");
  }

  /** A receipt for some other message on the same account arrives a second later. */
  private void receiptsFlow() {
    house.pass(Duration.ofSeconds(1));
    receiptOfAnother(house.now, ANOTHER);
    house.settle();
  }

  private void receiptOfAnother(Instant at, Optional<String> callback) {
    house.queues.send(
        new Lane.Receipts(),
        List.of(
            new Letter(
                "",
                "",
                ReceiptJson.write(
                    new Receipt(
                        house.ledger.inbox().getFirst().event().key(),
                        "whatsapp",
                        "main",
                        "1001",
                        "wamid.other",
                        "922",
                        Receipt.Status.SENT,
                        callback,
                        Optional.empty(),
                        at)))));
  }

  private void receipt(Receipt.Status status, String account) {
    house.queues.send(
        new Lane.Receipts(),
        List.of(new Letter("", "", ReceiptJson.write(about(status, account)))));
  }

  private Receipt about(Receipt.Status status, String account) {
    var row = house.ledger.inbox().getFirst();
    var reply = ((Answering) row.effect(0)).reply();
    return new Receipt(
        row.event().key(),
        "whatsapp",
        "main",
        account,
        "wamid.out",
        "911",
        status,
        Optional.of(reply.ref().toString()),
        Optional.empty(),
        house.now);
  }
}
