package dragoman.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.channel.HttpAnswer;
import dragoman.channel.HttpCall;
import dragoman.pipeline.Doors.Exchange;
import dragoman.pipeline.Progress.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A reply that holds its message's handle, which is good once and for a short time: by it while it
 * is certain and in time, by its address otherwise, and never by both.
 */
class HandleTest {
  private static final Exchange SENT =
      House.answered(200, "{\"sentMessages\":[{\"id\":\"461230966842064897\"}]}");
  private static final Exchange SPENT =
      House.answered(400, "{\"message\":\"Invalid reply token\"}");
  private static final Exchange LOST = new Exchange.Lost("SocketTimeoutException");
  private static final Exchange NOT_SENT = new Exchange.NotSent("ConnectException");
  private static final Exchange BUSY = new Exchange.Answered(new HttpAnswer(429, Map.of(), "{}"));

  private final House house = new House();

  private void asked() {
    var at = house.now.toEpochMilli();
    house.webhook(
        "line",
        """
        {"destination":"1001","events":[{"type":"message","webhookEventId":"01","mode":"active",
        "timestamp":%d,"source":{"type":"user","userId":"U911"},"replyToken":"token-1",
        "message":{"id":"1","type":"text","text":"when will I get my payout"}}]}
        """
            .formatted(at));
  }

  /** Whatever is due is done, with this answer. */
  private void answered(Exchange with) {
    house.provider = _ -> with;
    house.settle();
  }

  private void later(Duration time, Exchange with) {
    house.pass(time);
    answered(with);
  }

  private Progress reply() {
    return house.ledger.inbox().getFirst().progress().getFirst();
  }

  private List<String> ways() {
    return house.calls.stream().map(HandleTest::way).toList();
  }

  private static String way(HttpCall call) {
    return call.url().getPath().replaceFirst(".*/", "");
  }

  @Test
  void in_time_it_goes_by_the_handle() {
    asked();
    answered(SENT);
    assertThat(ways()).containsExactly("reply");
    assertThat(house.calls.getFirst().body()).contains("token-1");
    assertThat(reply().status()).isEqualTo(Status.SENT);
  }

  @Test
  void too_late_for_the_handle_it_goes_by_its_address() {
    asked();
    later(Duration.ofSeconds(51), SENT);
    assertThat(ways()).containsExactly("push");
    assertThat(reply().status()).isEqualTo(Status.SENT);
  }

  @Test
  void what_certainly_was_not_sent_may_go_by_the_handle_while_there_is_time() {
    asked();
    answered(NOT_SENT);
    later(Duration.ofSeconds(5), BUSY);
    later(Duration.ofSeconds(20), SENT);
    assertThat(ways()).containsExactly("reply", "reply", "reply");
    assertThat(reply().status()).isEqualTo(Status.SENT);
  }

  @Test
  void what_certainly_was_not_sent_goes_by_its_address_when_time_is_up() {
    asked();
    answered(NOT_SENT);
    later(Duration.ofSeconds(60), SENT);
    assertThat(ways()).containsExactly("reply", "push");
    assertThat(reply().status()).isEqualTo(Status.SENT);
  }

  @Test
  void a_spent_handle_is_left_at_once_and_for_good() {
    asked();
    answered(SPENT);
    later(Duration.ofMillis(2), NOT_SENT);
    later(Duration.ofSeconds(5), LOST);
    later(Duration.ofSeconds(10), SENT);
    assertThat(ways()).containsExactly("reply", "push", "push", "push");
    assertThat(reply().status()).isEqualTo(Status.SENT);
  }

  @Test
  void in_doubt_the_same_handle_is_sent_again_and_never_the_address() {
    asked();
    answered(LOST);
    later(Duration.ofSeconds(60), House.answered(503, ""));
    later(Duration.ofSeconds(60), SENT);
    assertThat(ways()).containsExactly("reply", "reply", "reply");
    assertThat(house.calls).extracting(HttpCall::body).containsOnly(house.calls.getFirst().body());
    assertThat(reply().status()).isEqualTo(Status.SENT);
  }

  @Test
  void a_handle_found_used_up_after_a_doubt_is_unknown_and_a_persons_task() {
    asked();
    answered(LOST);
    later(Duration.ofSeconds(5), SPENT);
    later(Duration.ofMinutes(5), SENT);
    assertThat(ways()).containsExactly("reply", "reply");
    assertUnknown();
  }

  @Test
  void a_limit_between_does_not_make_the_doubt_certain() {
    asked();
    answered(LOST);
    later(Duration.ofSeconds(5), BUSY);
    later(Duration.ofMinutes(1), SPENT);
    assertThat(ways()).containsExactly("reply", "reply", "reply");
    assertUnknown();
  }

  @Test
  void a_crash_in_mid_send_is_a_doubt_too() {
    house.provider =
        _ -> {
          throw new IllegalStateException("the process died");
        };
    asked();
    house.settle();
    for (var i = 0; i < 4; i++) {
      later(Duration.ofSeconds(35), SPENT);
    }
    assertThat(ways()).containsExactly("reply", "reply");
    assertUnknown();
  }

  @Test
  void a_crash_in_mid_send_without_the_handle_is_sent_again_without_it() {
    house.provider =
        _ -> {
          throw new IllegalStateException("the process died");
        };
    asked();
    house.pass(Duration.ofSeconds(51));
    house.settle();
    for (var i = 0; i < 4; i++) {
      later(Duration.ofSeconds(35), SENT);
    }
    assertThat(ways()).containsExactly("push", "push");
    assertThat(reply().status()).isEqualTo(Status.SENT);
  }

  @Test
  void a_handle_once_passed_over_in_doubt_is_out_of_use_whatever_the_next_clock_says() {
    asked();
    later(Duration.ofSeconds(51), LOST);
    assertThat(ways()).containsExactly("push");
    assertThat(reply().note()).contains(Attempt.HANDLE_LEFT);
  }

  private void assertUnknown() {
    assertThat(reply().status()).isEqualTo(Status.UNKNOWN);
    assertThat(house.tasks("creators-general"))
        .singleElement()
        .satisfies(task -> assertThat(task.reasons().getFirst()).contains("nobody knows"));
  }
}
