package dragoman.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.channel.HttpAnswer;
import dragoman.channel.HttpCall;
import dragoman.message.ConversationKey;
import dragoman.pipeline.Doors.Exchange;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The card in Slack, whatever Slack does. */
class NotifyTest {
  private final House house = new House();

  private static final Exchange POSTED =
      House.answered(200, "{\"ok\":true,\"ts\":\"111.222\",\"channel\":\"C\"}");

  private void hacked(String from, String id) {
    house.says(from, id, "my account has been hacked");
  }

  private long posts() {
    return house.slackCalls.stream().filter(NotifyTest::isPost).count();
  }

  private static boolean isPost(HttpCall call) {
    return call.url().getPath().endsWith("chat.postMessage");
  }

  @Test
  void an_escalation_delivered_twice_by_the_topic_is_one_card() {
    hacked("911", "wamid.1");
    house.step(new Doors.Lane.Inbound(), (item, now) -> house.route.route(item, now));
    var doubled = house.published.getFirst();
    house.queues.send(
        new Doors.Lane.TeamLane("(escalations)"),
        java.util.List.of(
            new Doors.Letter("double", "double", dragoman.message.EscalationJson.write(doubled))));
    house.settle();
    house.pass(Duration.ofMinutes(2));
    house.settle();

    assertThat(posts()).isEqualTo(1);
  }

  @Test
  void a_channel_gets_at_most_one_message_a_second_and_none_is_dropped() {
    for (var i = 0; i < 5; i++) {
      hacked("91" + i, "wamid." + i);
    }
    house.settle();
    assertThat(posts()).isEqualTo(1);

    for (var i = 0; i < 60; i++) {
      house.pass(Duration.ofSeconds(1));
      var before = posts();
      house.settle();
      assertThat(posts() - before).isLessThanOrEqualTo(1);
    }
    assertThat(posts()).isEqualTo(5);
  }

  @Test
  void a_storm_of_escalations_is_shown_whole_long_before_the_queue_gives_up() {
    for (var i = 0; i < 120; i++) {
      hacked("92" + i, "wamid.storm" + i);
    }
    for (var seconds = 0; seconds < 600; seconds++) {
      house.settle();
      house.pass(Duration.ofSeconds(1));
    }

    assertThat(posts()).isEqualTo(120);
    assertThat(house.mostReceived).isLessThan(200);
  }

  @Test
  void an_escalation_that_slack_never_takes_ends_after_three_days_and_says_so() {
    house.slack = _ -> House.answered(200, "{\"ok\":false,\"error\":\"channel_not_found\"}");
    hacked("911", "wamid.1");
    for (var hours = 0; hours < 80; hours++) {
      house.settle();
      house.watches();
      house.pass(Duration.ofHours(1));
    }

    var row = house.ledger.inbox().getFirst();
    assertThat(row.progress().getLast().status()).isEqualTo(Progress.Status.FAILED);
    assertThat(row.unfinished()).isFalse();
    assertThat(house.log).filteredOn(LogEvent.CardGivenUp.class::isInstance).hasSize(1);
    assertThat(house.tasks("creators-general")).hasSize(1);
    var calls = house.slackCalls.size();
    house.pass(Duration.ofHours(1));
    house.settle();
    assertThat(house.slackCalls).hasSize(calls);
  }

  /** The policy named a channel that is not there, and has been put right since. */
  @Test
  void a_card_that_stands_nowhere_yet_goes_where_the_policy_says_now() {
    house.slack = _ -> House.answered(200, "{\"ok\":false,\"error\":\"channel_not_found\"}");
    hacked("911", "wamid.1");
    house.settle();
    var escalation = house.published.getFirst();
    var row = house.ledger.card(escalation.ref().conversation(), escalation.ticket()).orElseThrow();
    house.ledger.swap(
        new CardRow(
            row.conversation(),
            row.ticket(),
            row.revision() + 1,
            "C0ELSEWHERE",
            row.ts(),
            row.shown(),
            row.posting(),
            row.mark()));
    house.slack = _ -> POSTED;
    house.pass(Duration.ofMinutes(6));
    house.settle();

    assertThat(house.slackCalls.getLast().body())
        .contains("\"channel\":\"" + row.slackChannel() + "\"");
    assertThat(
            house.ledger.card(escalation.ref().conversation(), escalation.ticket()).orElseThrow())
        .extracting(CardRow::slackChannel, CardRow::ts)
        .containsExactly(row.slackChannel(), java.util.Optional.of("111.222"));
  }

  @Test
  void a_limited_post_waits_and_is_made_later() {
    house.slack = _ -> new Exchange.Answered(new HttpAnswer(429, Map.of("retry-after", "30"), ""));
    hacked("911", "wamid.1");
    house.settle();
    house.slack = _ -> POSTED;
    house.pass(Duration.ofSeconds(20));
    house.settle();
    assertThat(posts()).isEqualTo(1);

    house.pass(Duration.ofSeconds(20));
    house.settle();
    assertThat(posts()).isEqualTo(2);
    assertThat(house.ledger.inbox().getFirst().unfinished()).isFalse();
  }

  @Test
  void a_post_whose_answer_was_lost_is_found_in_the_history_and_not_made_again() {
    house.slack = _ -> new Exchange.Lost("SocketTimeoutException");
    hacked("911", "wamid.1");
    house.settle();
    var effect = house.published.getFirst().id().value();
    house.slack =
        call ->
            call.url().getPath().endsWith("conversations.history")
                ? House.answered(
                    200,
                    """
                    {"ok":true,"has_more":false,"messages":[{"ts":"9.9","metadata":{"event_type":
                    "dragoman_escalation","event_payload":{"effect":"%s"}}}]}\
                    """
                        .formatted(effect))
                : POSTED;
    for (var i = 0; i < 10; i++) {
      house.pass(Duration.ofSeconds(41));
      house.settle();
    }

    assertThat(posts()).isEqualTo(1);
    assertThat(house.ledger.inbox().getFirst().unfinished()).isFalse();
  }

  @Test
  void a_lost_post_that_the_history_does_not_know_is_made_again() {
    house.slack = _ -> new Exchange.Lost("SocketTimeoutException");
    hacked("911", "wamid.1");
    house.settle();
    house.slack =
        call ->
            call.url().getPath().endsWith("conversations.history")
                ? House.answered(200, "{\"ok\":true,\"has_more\":false,\"messages\":[]}")
                : POSTED;
    for (var i = 0; i < 5; i++) {
      house.pass(Duration.ofSeconds(41));
      house.settle();
    }

    assertThat(posts()).isEqualTo(2);
    assertThat(house.ledger.inbox().getFirst().unfinished()).isFalse();
  }

  @Test
  void while_the_topic_is_down_for_an_hour_the_team_still_gets_its_task_once() {
    house.topic = false;
    hacked("911", "wamid.1");
    for (var minute = 0; minute < 60; minute++) {
      house.settle();
      house.pass(Duration.ofMinutes(1));
      house.watches();
    }
    house.topic = true;
    house.pass(Duration.ofMinutes(5));
    house.settle();

    assertThat(house.tasks("creators-general")).hasSize(1);
    assertThat(posts()).isEqualTo(1);
  }

  @Test
  void while_slack_refuses_everything_for_a_day_the_watchdog_does_not_flood_the_queue() {
    house.slack = _ -> House.answered(200, "{\"ok\":false,\"error\":\"channel_not_found\"}");
    hacked("911", "wamid.1");
    for (var minute = 0; minute < 24 * 60; minute++) {
      house.settle();
      house.pass(Duration.ofMinutes(1));
      house.watches();
    }
    assertThat(house.published).hasSizeBetween(20, 30);

    house.slack = _ -> House.answered(200, "{\"ok\":true,\"ts\":\"111.222\"}");
    house.pass(Duration.ofMinutes(10));
    house.settle();
    assertThat(house.ledger.inbox().getFirst().unfinished()).isFalse();
  }

  @Test
  void a_second_escalation_of_one_dialogue_updates_its_card() {
    house.ledger.know(
        ContactKey.of(House.TENANT, "whatsapp", "911"),
        new dragoman.message.Profile(
            java.util.Optional.empty(),
            java.util.Optional.empty(),
            java.util.Optional.empty(),
            java.util.Optional.empty(),
            java.util.Optional.of("gold")));
    house.says("911", "wamid.1", "zzz qqq unknowable");
    house.settle();
    house.pass(Duration.ofSeconds(5));
    hacked("911", "wamid.2");
    house.settle();

    assertThat(house.published).extracting(it -> it.severity()).containsExactly("P2", "P1");
    assertThat(posts()).isEqualTo(1);
    assertThat(house.slackCalls.getLast().url().getPath()).endsWith("chat.update");
    var key = ConversationKey.of(House.TENANT, "whatsapp", "1001", "911");
    var ticket = house.ledger.conversations().getFirst().dialogue().ticket();
    assertThat(house.ledger.card(key, ticket))
        .hasValueSatisfying(card -> assertThat(card.shown()).isEqualTo(2));
  }

  @Test
  void each_dialogue_has_a_card_of_its_own() {
    house.says("911", "wamid.1", "my account has been hacked");
    house.settle();
    house.pass(Duration.ofHours(25));
    assertThat(posts()).isEqualTo(1);
    house.says("911", "wamid.2", "my account has been hacked");
    house.settle();

    assertThat(posts()).isEqualTo(2);
  }
}
