package dragoman.local.infra;

import static dragoman.local.infra.Infrastructure.STACK;
import static org.assertj.core.api.Assertions.assertThat;

import dragoman.functions.Rows;
import dragoman.functions.Wiring;
import dragoman.local.template.EventSource;
import dragoman.local.template.Stack;
import dragoman.pipeline.Notify;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The table as the code uses it, and the times that only hold together. */
class StateAndTimeTest {
  private static final Duration MAX_EVENT_AGE =
      Duration.parse(Infrastructure.parameterDefault("MaxEventAge"));
  private static final Duration RECONCILE_WAIT =
      Duration.parse(Infrastructure.parameterDefault("ReconcileWait"));

  @Test
  void rows_expire_by_the_attribute_the_code_writes() {
    assertThat(STACK.tables())
        .singleElement()
        .extracting(Stack.Table::timeToLive)
        .isEqualTo(Optional.of(Rows.EXPIRES_AT));
  }

  /** The code's side is held by the ledger's contract, which runs on this very table. */
  @Test
  void the_table_has_the_keys_and_the_index_the_ledger_uses() {
    assertThat(STACK.tables())
        .singleElement()
        .satisfies(
            table -> {
              assertThat(table.keys())
                  .containsExactly(
                      new Stack.KeyPart("pk", "HASH"), new Stack.KeyPart("sk", "RANGE"));
              assertThat(table.indexes())
                  .containsExactly(
                      new Stack.Index(
                          "due",
                          List.of(
                              new Stack.KeyPart("due", "HASH"),
                              new Stack.KeyPart("dueAt", "RANGE")),
                          "KEYS_ONLY",
                          List.of()));
              assertThat(table.attributes())
                  .isEqualTo(Map.of("pk", "S", "sk", "S", "due", "N", "dueAt", "N"));
            });
  }

  @Test
  void an_event_is_known_for_longer_than_one_may_be_old() {
    assertThat(Rows.KEEP_EVENT).isGreaterThan(MAX_EVENT_AGE);
    assertThat(Rows.KEEP_CONVERSATION).isGreaterThan(Rows.KEEP_EVENT);
  }

  @Test
  void a_doubtful_reply_is_looked_at_again_before_it_becomes_a_dead_letter() {
    var outbound = Infrastructure.queue("OutboundQueue");
    var patience =
        Duration.ofSeconds((long) QueuesTest.receives(outbound) * QueuesTest.visibility(outbound));
    assertThat(RECONCILE_WAIT).isLessThan(patience);
  }

  @Test
  void whoever_claimed_something_is_done_before_the_claim_may_be_taken_over() {
    assertThat(Wiring.LEASE).isGreaterThan(timeout("DeliverReply"));
    assertThat(RECONCILE_WAIT).isGreaterThan(timeout("DeliverReply"));
    assertThat(Notify.LEASE).isGreaterThan(timeout("NotifySlack"));
  }

  @Test
  void the_watchdog_looks_each_minute_and_is_done_before_the_next() {
    var watch = Infrastructure.function("WatchConversations");
    // ScheduleV2 without an input sends a detail that the event class cannot read.
    assertThat(watch.events())
        .containsExactly(
            new EventSource.Every(
                Duration.ofMinutes(1), EventSource.Timer.SCHEDULER, Optional.of("{}")));
    assertThat(timeout("WatchConversations")).isLessThan(Duration.ofMinutes(1));
  }

  /** An HTTP API waits no longer (API Gateway Developer Guide, "Quotas for HTTP APIs"). */
  @Test
  void a_webhook_is_answered_while_the_provider_still_listens() {
    assertThat(timeout("ReceiveWebhook")).isLessThan(Duration.ofSeconds(30));
    assertThat(Infrastructure.function("ReceiveWebhook").events())
        .containsExactlyInAnyOrder(
            new EventSource.Route("POST", "/webhooks/{channel}/{endpoint}"),
            new EventSource.Route("GET", "/webhooks/{channel}/{endpoint}"));
  }

  private static Duration timeout(String function) {
    return Duration.ofSeconds(Infrastructure.function(function).timeoutSeconds());
  }
}
