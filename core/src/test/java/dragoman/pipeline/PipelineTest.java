package dragoman.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.conversation.Action;
import dragoman.conversation.Owner;
import dragoman.message.Profile;
import dragoman.message.Task;
import dragoman.pipeline.Doors.Lane;
import dragoman.pipeline.Progress.Status;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PipelineTest {
  private final House house = new House();

  @Test
  void a_known_question_is_answered_with_a_link_to_the_guide() {
    assertThat(house.says("911", "wamid.1", "when will I get my payout").status()).isEqualTo(200);
    house.settle();

    assertThat(house.calls)
        .singleElement()
        .satisfies(
            call ->
                assertThat(call.body()).contains("https://guide.example/en/payout_when", "911"));
    assertThat(house.ledger.inbox())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.decision().action()).isEqualTo(Action.ANSWER);
              assertThat(row.progress()).extracting(Progress::status).containsExactly(Status.SENT);
            });
    assertThat(house.tasks("creators-general")).isEmpty();
  }

  @Test
  void the_same_webhook_delivered_five_times_is_answered_once() {
    for (var i = 0; i < 5; i++) {
      house.says("911", "wamid.1", "when will I get my payout");
    }
    house.settle();

    assertThat(house.calls).hasSize(1);
    assertThat(house.ledger.conversations())
        .singleElement()
        .satisfies(it -> assertThat(it.version()).isEqualTo(1));
  }

  @Test
  void a_retry_after_the_queue_forgot_is_answered_once() {
    var body = House.whatsApp("1001", "911", "wamid.1", house.now, "when will I get my payout");
    house.webhook(body);
    house.settle();
    for (var wait :
        new Duration[] {Duration.ofMinutes(6), Duration.ofHours(26), Duration.ofDays(6)}) {
      house.pass(wait);
      house.webhook(body);
      house.settle();
    }

    assertThat(house.calls).hasSize(1);
    assertThat(house.log).filteredOn(LogEvent.Resumed.class::isInstance).hasSize(3);
  }

  @Test
  void a_forged_webhook_has_no_effect() {
    assertThat(house.forged(House.whatsApp("1001", "911", "w", house.now, "hello")).status())
        .isEqualTo(401);
    house.settle();

    assertThat(house.ledger.inbox()).isEmpty();
    assertThat(house.queues.lanes()).isEmpty();
  }

  @Test
  void what_the_bot_does_not_know_goes_to_the_team_and_the_person_is_told() {
    house.says("911", "wamid.1", "zzz qqq unknowable");
    house.settle();

    assertThat(house.tasks("creators-general"))
        .singleElement()
        .satisfies(
            task -> {
              assertThat(task.kind()).isEqualTo(Task.Kind.OPENED);
              assertThat(task.replyTo()).isEqualTo("911");
              assertThat(house.calls)
                  .singleElement()
                  .satisfies(call -> assertThat(call.body()).contains(task.ticket()));
            });
    assertThat(house.ledger.conversations().getFirst().owner()).isEqualTo(Owner.QUEUED);
  }

  @Test
  void further_messages_follow_the_task_and_a_known_question_is_still_answered() {
    house.says("911", "wamid.1", "zzz qqq unknowable");
    house.says("911", "wamid.2", "qqq zzz are you there");
    house.says("911", "wamid.3", "when will I get my payout");
    house.settle();

    assertThat(house.tasks("creators-general"))
        .extracting(Task::kind)
        .containsExactly(Task.Kind.OPENED, Task.Kind.FOLLOW_UP);
    assertThat(house.tasks("creators-general"))
        .extracting(Task::ticket)
        .containsOnly(house.tasks("creators-general").getFirst().ticket());
    assertThat(house.calls).hasSize(2);
    assertThat(house.calls.getLast().body()).contains("payout_when");
  }

  @Test
  void workspace_genre_and_language_decide_the_team() {
    house.ledger.know(
        ContactKey.of(House.TENANT, "whatsapp", "911"),
        new Profile(
            Optional.of("Asha"),
            Optional.of("creators"),
            Optional.of("news"),
            Optional.of("hi"),
            Optional.empty()));
    house.says("911", "wamid.1", "zzz qqq unknowable");
    house.webhook(House.whatsApp("2002", "922", "wamid.2", house.now, "zzz qqq unknowable"));
    house.settle();

    assertThat(house.tasks("creators-hi-news")).hasSize(1);
    assertThat(house.tasks("aggregators-general")).hasSize(1);
  }

  @Test
  void a_team_without_a_queue_leaves_its_work_to_the_default_team() {
    var house = new House(SmallPolicy.policy(), Set.of("aggregators-general"));
    house.webhook(House.whatsApp("2002", "922", "wamid.2", house.now, "zzz qqq unknowable"));
    house.settle();

    assertThat(house.tasks("creators-general")).hasSize(1);
    assertThat(house.log).anyMatch(LogEvent.TeamQueueMissing.class::isInstance);
  }

  @Test
  void thanks_are_noted_and_a_greeting_is_greeted() {
    house.says("911", "wamid.1", "thank you so much");
    house.says("922", "wamid.2", "hello there");
    house.settle();

    assertThat(house.calls)
        .singleElement()
        .satisfies(call -> assertThat(call.body()).contains("922", "About greeting"));
    assertThat(house.ledger.inbox())
        .extracting(row -> row.decision().action())
        .containsExactly(Action.NOTE, Action.GREET);
  }

  @Test
  void an_escalation_becomes_one_card() {
    house.says("911", "wamid.1", "my account has been hacked");
    house.settle();
    house.published.forEach(it -> assertThat(it.severity()).isEqualTo("P1"));

    assertThat(house.slackCalls)
        .singleElement()
        .satisfies(call -> assertThat(call.url().getPath()).endsWith("chat.postMessage"));
    assertThat(house.ledger.inbox().getFirst().unfinished()).isFalse();
  }

  @Test
  void a_later_dialogue_begins_with_the_bot_again() {
    house.says("911", "wamid.1", "zzz qqq unknowable");
    house.settle();
    var first = house.ledger.conversations().getFirst().dialogue().ticket();
    house.pass(Duration.ofHours(25));
    house.says("911", "wamid.2", "when will I get my payout");
    house.settle();

    var conversation = house.ledger.conversations().getFirst();
    assertThat(conversation.owner()).isEqualTo(Owner.BOT);
    assertThat(conversation.dialogue().ticket()).isNotEqualTo(first);
    assertThat(conversation.version()).isEqualTo(2);
  }

  @Test
  void an_event_too_old_to_be_remembered_is_set_aside_without_an_answer() {
    var old = house.now.minus(Duration.ofDays(9));
    house.webhook(House.whatsApp("1001", "911", "wamid.1", old, "when will I get my payout"));
    house.settle();

    assertThat(house.calls).isEmpty();
    assertThat(house.ledger.inbox())
        .singleElement()
        .satisfies(row -> assertThat(row.decision().action()).isEqualTo(Action.PARK));
  }

  @Test
  void a_decision_made_once_is_resumed_and_not_made_anew_under_a_new_policy() {
    var body = House.whatsApp("1001", "911", "wamid.1", house.now, "when will I get my payout");
    house.webhook(body);
    house.settle();
    house.pass(Duration.ofMinutes(6));
    house.route = house.route(SmallPolicy.policy("hash-2"), Duration.ofDays(8));
    house.webhook(body);
    house.settle();

    assertThat(house.ledger.inbox())
        .singleElement()
        .satisfies(row -> assertThat(row.decision().policy()).isEqualTo("hash-1"));
  }

  @Test
  void one_person_under_two_ids_has_one_conversation() {
    house.webhook(bothIds("wamid.1", "15550001", "US.777", "zzz qqq one"));
    house.says("15550001", "wamid.2", "zzz qqq two");
    house.webhook(bothIds("wamid.3", "", "US.777", "zzz qqq three"));
    house.settle();

    assertThat(house.ledger.conversations())
        .singleElement()
        .satisfies(it -> assertThat(it.version()).isEqualTo(3));
    assertThat(house.tasks("creators-general")).hasSize(3);
  }

  @Test
  void two_conversations_are_never_merged_by_themselves() {
    house.says("15550001", "wamid.1", "zzz qqq one");
    house.settle();
    house.webhook(bothIds("wamid.2", "", "US.777", "zzz qqq two"));
    house.settle();
    house.webhook(bothIds("wamid.3", "15550001", "US.777", "zzz qqq three"));
    house.settle();

    assertThat(house.ledger.conversations()).hasSize(2);
    assertThat(house.ledger.inbox().getLast().decision().reasons())
        .anyMatch(it -> it.contains("two conversations"));
  }

  @Test
  void what_arrives_behind_a_newer_message_is_answered_and_moves_nothing_back() {
    var old = house.now.minus(Duration.ofHours(1));
    house.webhook(bothIds("w2", "911", "US.1", "zzz qqq unknowable"));
    house.settle();
    var before = house.ledger.conversations().getFirst();
    house.webhook(
        House.whatsApp("1001", "911", "w1", old, "when will I get my payout")
            .replace("\"from\":\"911\"", "\"from\":\"US.1\""));
    house.settle();

    var late = house.ledger.inbox().getLast();
    assertThat(late.decision().late()).isTrue();
    assertThat(late.decision().action()).isEqualTo(Action.ANSWER);
    var after = house.ledger.conversations().getFirst();
    assertThat(after.version()).isEqualTo(before.version() + 1);
    assertThat(after.lastSequence()).isEqualTo(before.lastSequence());
    assertThat(after.chat()).isEqualTo(before.chat()).isEqualTo("911");
    assertThat(after.ids()).isEqualTo(before.ids());
    assertThat(after.language()).isEqualTo(before.language());
  }

  private String bothIds(String id, String phone, String userId, String text) {
    return """
    {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":
    {"messaging_product":"whatsapp","metadata":{"phone_number_id":"1001"},
    "messages":[{%s"from_user_id":"%s","id":"%s","timestamp":"%d","type":"text","text":{"body":"%s"}}]}}]}]}\
    """
        .formatted(
            phone.isEmpty() ? "" : "\"from\":\"" + phone + "\",",
            userId,
            id,
            house.now.getEpochSecond(),
            text);
  }

  @Test
  void a_reply_that_failed_becomes_a_task_even_if_its_workspace_has_left_the_policy() {
    house.provider = _ -> House.answered(400, "{\"error\":{\"code\":131026}}");
    house.webhook(House.whatsApp("2002", "911", "w1", house.now, "when will I get my payout"));
    house.step(new Lane.Inbound(), house.route::route);
    house.route = house.route(SmallPolicy.without("aggregators"), Duration.ofDays(8));
    house.settle();

    assertThat(house.tasks("creators-general")).hasSize(1);
  }
}
