package dragoman.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dragoman.channel.HttpAnswer;
import dragoman.message.ConversationKey;
import dragoman.message.EffectRef;
import dragoman.message.Profile;
import dragoman.pipeline.Doors.Exchange;
import dragoman.pipeline.Doors.Kept;
import dragoman.pipeline.Doors.Lane;
import dragoman.pipeline.Doors.Standing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A person is erased, whatever is on its way and wherever it breaks off. */
class EraseTest {
  private static final String HACKED = "my account has been hacked";
  private static final Kept NOTHING = new Kept(List.of(), List.of());

  private final House house = new House();
  private final SlackChannel slack = new SlackChannel();

  @BeforeEach
  void slack_is_there() {
    house.slack = slack;
  }

  private static Erasure.Whom whom(String... ids) {
    return new Erasure.Whom("whatsapp", Set.of("1001"), Set.of(ids));
  }

  private static ConversationKey key(String id) {
    return ConversationKey.of(House.TENANT, "whatsapp", "1001", id);
  }

  /** Erases, and goes on until nothing is left or nothing can be done for minutes. */
  private Erasure erased(String... ids) {
    var erasure = house.erase.erase(whom(ids), () -> house.now);
    while (!erasure.complete() && erasure.after().compareTo(Duration.ofMinutes(1)) < 0) {
      house.pass(erasure.after());
      erasure = house.erase.goOn(erasure, () -> house.now);
    }
    return erasure;
  }

  private Standing standing(String id) {
    return house.ledger.read(List.of(key(id)), List.of()).conversations().get(key(id));
  }

  /** Until everything has come to rest, with all the waits that are asked for. */
  private void days(int days) {
    for (var hour = 0; hour < 24 * days; hour++) {
      house.settle();
      house.watches();
      house.settle();
      house.pass(Duration.ofHours(1));
    }
  }

  @Test
  void nothing_of_an_erased_person_is_kept_and_their_card_is_taken_down() {
    house.ledger.know(ContactKey.of(House.TENANT, "whatsapp", "911"), Profile.UNKNOWN);
    house.says("911", "wamid.1", HACKED);
    house.settle();
    house.says("911", "wamid.2", "please hurry");
    house.settle();
    assertThat(slack.standing).hasSize(1);

    var erasure = erased("911");

    assertThat(erasure.complete()).isTrue();
    assertThat(erasure)
        .extracting(Erasure::conversations, Erasure::events, Erasure::cards, Erasure::contacts)
        .containsExactly(1, 2, 1, 1);
    assertThat(house.ledger.kept(key("911"))).isEqualTo(NOTHING);
    assertThat(house.ledger.conversations()).isEmpty();
    assertThat(slack.standing).isEmpty();
    assertThat(
            house
                .ledger
                .read(List.of(), List.of(ContactKey.of(House.TENANT, "whatsapp", "911")))
                .profiles())
        .isEmpty();
  }

  @Test
  void others_stay_as_they_are() {
    house.says("911", "wamid.1", HACKED);
    house.says("912", "wamid.2", HACKED);
    house.pass(Duration.ofSeconds(2));
    house.settle();
    house.pass(Duration.ofSeconds(2));
    house.settle();
    var other = house.ledger.kept(key("912"));

    erased("911");

    assertThat(house.ledger.kept(key("912"))).isEqualTo(other);
    assertThat(standing("912")).isInstanceOf(Standing.Itself.class);
    assertThat(slack.standing).hasSize(1);
  }

  @Test
  void a_look_counts_and_changes_nothing() {
    house.says("911", "wamid.1", HACKED);
    house.settle();
    var before = house.ledger.kept(key("911"));

    var erasure = house.erase.look(whom("911"));

    assertThat(erasure)
        .extracting(Erasure::conversations, Erasure::events, Erasure::cards)
        .containsExactly(1, 1, 1);
    assertThat(house.ledger.kept(key("911"))).isEqualTo(before);
    assertThat(standing("911")).isInstanceOf(Standing.Itself.class);
    assertThat(slack.standing).hasSize(1);
  }

  @Test
  void a_retried_webhook_of_somebody_erased_is_answered_by_nobody() {
    var body = House.whatsApp("1001", "911", "wamid.1", house.now, HACKED);
    house.webhook(body);
    house.settle();
    erased("911");
    var calls = house.calls.size();
    var tasks = house.tasks("creators-general").size();

    for (var wait : List.of(Duration.ofMinutes(6), Duration.ofHours(26), Duration.ofDays(6))) {
      house.pass(wait);
      house.webhook(body);
      house.settle();
    }

    assertThat(house.calls).hasSize(calls);
    assertThat(house.tasks("creators-general")).hasSize(tasks);
    assertThat(house.ledger.conversations()).isEmpty();
    assertThat(house.log).filteredOn(LogEvent.Forgotten.class::isInstance).hasSize(3);
  }

  /** The provider's clock may be ahead of ours, so that what was said seems to be later. */
  @Test
  void a_retry_from_a_clock_ahead_of_ours_is_known_by_its_key() {
    var body = House.whatsApp("1001", "911", "wamid.1", house.now.plusSeconds(120), "payout when");
    house.webhook(body);
    house.settle();
    erased("911");
    var calls = house.calls.size();
    house.pass(Duration.ofMinutes(6));
    house.webhook(body);
    house.settle();

    assertThat(house.calls).hasSize(calls);
    assertThat(house.ledger.conversations()).isEmpty();
  }

  @Test
  void whoever_writes_again_is_somebody_new() {
    house.says("911", "wamid.1", HACKED);
    house.settle();
    erased("911");
    var calls = house.calls.size();
    house.pass(Duration.ofSeconds(1));
    house.says("911", "wamid.2", "when will I get my payout");
    house.settle();

    assertThat(house.calls).hasSize(calls + 1);
    assertThat(house.ledger.conversations())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.recent()).hasSize(2);
              assertThat(it.toString()).doesNotContain("hacked");
              assertThat(it.version()).as("counts on").isEqualTo(3);
            });
    house.says("911", "wamid.3", "when will I get my payout");
    house.settle();
    assertThat(house.ledger.conversations().getFirst().version()).isEqualTo(4);
    assertThat(erased("911").conversations()).isEqualTo(1);
    assertThat(house.ledger.conversations()).isEmpty();
  }

  private static String bothIds(String phone, String userId, String id, Instant at, String text) {
    return House.whatsApp("1001", phone, id, at, text)
        .replace("\"from\":", "\"from_user_id\":\"" + userId + "\",\"from\":");
  }

  @Test
  void a_person_is_found_by_each_of_their_ids_and_a_retry_under_another_one_is_known() {
    for (var by : List.of("911", "IN.100")) {
      var each = new House();
      each.webhook(House.whatsApp("1001", "911", "wamid.1", each.now, "when will I get my payout"));
      each.settle();
      var second = bothIds("911", "IN.100", "wamid.2", each.now, "payout when");
      each.webhook(second);
      each.settle();
      assertThat(each.ledger.conversations()).hasSize(1);
      each.ledger.know(ContactKey.of(House.TENANT, "whatsapp", "IN.100"), Profile.UNKNOWN);
      each.ledger.know(ContactKey.of(House.TENANT, "whatsapp", "911"), Profile.UNKNOWN);

      var erasure = each.erase.erase(whom(by), () -> each.now);

      assertThat(erasure)
          .as("by " + by)
          .extracting(Erasure::conversations, Erasure::events, Erasure::contacts)
          .containsExactly(1, 2, 2);
      var calls = each.calls.size();
      each.pass(Duration.ofMinutes(6));
      each.webhook(second);
      each.settle();
      assertThat(each.calls).hasSize(calls);
      assertThat(each.ledger.conversations()).isEmpty();
    }
  }

  @Test
  void what_is_on_its_way_when_a_person_is_erased_ends_quietly() {
    house.says("911", "wamid.1", HACKED);
    house.step(new Lane.Inbound(), house.route::route);
    house.says("911", "wamid.2", "when will I get my payout");
    var reply = new EffectRef(key("911"), house.ledger.inbox().getFirst().event().key(), 1);
    house.pass(Duration.ofMinutes(11));
    house.watches();
    assertThat(house.queues.bodies(new Lane.Inbound())).as("a message and a nudge").hasSize(2);

    erased("911");
    house.webhook(
        """
        {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages",
        "value":{"metadata":{"phone_number_id":"1001"},"statuses":[{"id":"wamid.out","status":
        "failed","timestamp":"%d","recipient_id":"911","biz_opaque_callback_data":"%s"}]}}]}]}
        """
            .formatted(house.now.getEpochSecond(), reply));
    days(4);

    assertThat(house.calls).isEmpty();
    assertThat(slack.standing).isEmpty();
    assertThat(house.tasks("creators-general")).as("that of before").hasSize(1);
    assertThat(house.ledger.conversations()).isEmpty();
    assertThat(house.ledger.kept(key("911"))).isEqualTo(NOTHING);
    assertThat(house.queues.lanes())
        .filteredOn(it -> !it.equals(new Lane.TeamLane("creators-general")))
        .allSatisfy(it -> assertThat(house.queues.bodies(it)).isEmpty());
    assertThat(house.log).noneMatch(LogEvent.StepFailed.class::isInstance);
  }

  @Test
  void a_message_never_seen_that_was_sent_before_the_erasure_is_not_taken_up() {
    var body = House.whatsApp("1001", "911", "wamid.late", house.now, HACKED);
    assertThat(erased("911").conversations()).isZero();
    house.pass(Duration.ofHours(1));
    house.webhook(body);
    house.settle();

    assertThat(house.ledger.inbox()).isEmpty();
    assertThat(house.tasks("creators-general")).isEmpty();
  }

  @Test
  void a_card_that_is_being_posted_is_waited_for_and_taken_down() {
    house.slack =
        call -> {
          var posted = slack.apply(call);
          if (call.url().getPath().endsWith("postMessage")) {
            var first = house.erase.erase(whom("911"), () -> house.now);
            assertThat(first.complete()).isFalse();
            assertThat(first.after()).isEqualTo(Notify.LEASE);
          }
          return posted;
        };
    house.says("911", "wamid.1", HACKED);
    house.settle();
    house.slack = slack;
    assertThat(slack.standing).as("it was posted during the first run").hasSize(1);

    assertThat(erased("911").complete()).isTrue();
    assertThat(slack.standing).isEmpty();
    days(1);
    assertThat(slack.standing).isEmpty();
  }

  @Test
  void a_card_whose_post_was_lost_is_found_in_the_history_and_taken_down() {
    house.slack =
        call -> {
          slack.apply(call);
          return new Exchange.Lost("SocketTimeoutException");
        };
    house.says("911", "wamid.1", HACKED);
    house.settle();
    house.slack = slack;
    assertThat(slack.standing).hasSize(1);

    assertThat(erased("911").complete()).isTrue();
    assertThat(slack.standing).isEmpty();
  }

  /** NotifySlack read everything before the erasure, and begins its post after it. */
  @Test
  void a_card_that_was_not_begun_cannot_be_begun_any_more() {
    house.says("911", "wamid.1", HACKED);
    house.step(new Lane.Inbound(), house.route::route);
    var ticket = house.published.getFirst().ticket();
    erased("911");

    var begun =
        new CardRow(
            key("911"), ticket, 1, "C", Optional.empty(), 0, Optional.of(house.now), "mark");
    assertThat(house.ledger.swap(begun)).isFalse();
  }

  @Test
  void whatever_slack_answers_a_card_is_taken_down_or_said_to_be_left() {
    var answers =
        Map.of(
            "lost", new Exchange.Lost("SocketTimeoutException"),
            "not sent", new Exchange.NotSent("ConnectException"),
            "in doubt", House.answered(200, "{\"ok\":false,\"error\":\"internal_error\"}"),
            "broken", House.answered(503, ""),
            "limited", new Exchange.Answered(new HttpAnswer(429, Map.of("retry-after", "30"), "")));
    answers.forEach(
        (name, answer) -> {
          var each = "95" + Math.floorMod(name.hashCode(), 1000);
          house.says(each, "wamid." + name, HACKED);
          house.settle();
          house.pass(Duration.ofSeconds(5));
          house.slack =
              call -> {
                if (name.equals("lost")) {
                  slack.apply(call);
                }
                house.slack = slack;
                return answer;
              };
          assertThat(erased(each).complete()).as(name).isTrue();
          assertThat(slack.standing).as(name).isEmpty();
          house.pass(Duration.ofMinutes(1));
        });
  }

  @Test
  void a_card_that_slack_refuses_to_delete_is_left_and_named_and_the_next_run_takes_it_down() {
    house.says("911", "wamid.1", HACKED);
    house.settle();
    house.pass(Duration.ofSeconds(5));
    house.slack = _ -> House.answered(200, "{\"ok\":false,\"error\":\"not_in_channel\"}");

    var erasure = erased("911");
    assertThat(erasure.left())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.reason()).isEqualTo("not_in_channel");
              assertThat(it.after()).isEqualTo(Notify.OPERATOR_WAIT);
            });
    assertThat(house.ledger.kept(key("911")).events()).isEmpty();

    house.slack = slack;
    house.pass(Duration.ofMinutes(5));
    assertThat(erased("911").complete()).isTrue();
    assertThat(slack.standing).isEmpty();
    assertThat(house.ledger.kept(key("911"))).isEqualTo(NOTHING);
  }

  private static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** It looks at the clock before each call that changes anything. */
  private static InstantSource breaking(House house, int at) {
    var calls = new int[1];
    return () -> {
      if (++calls[0] == at) {
        throw new Crash();
      }
      return house.now;
    };
  }

  @Test
  void wherever_it_breaks_off_the_next_run_finishes() {
    for (var at = 1; ; at++) {
      var each = new House();
      var channel = new SlackChannel();
      each.slack = channel;
      each.ledger.know(ContactKey.of(House.TENANT, "whatsapp", "911"), Profile.UNKNOWN);
      each.ledger.know(ContactKey.of(House.TENANT, "whatsapp", "IN.100"), Profile.UNKNOWN);
      each.webhook(House.whatsApp("1001", "911", "wamid.1", each.now, HACKED));
      each.webhook(bothIds("911", "IN.100", "wamid.2", each.now, "payout when"));
      each.settle();
      each.pass(Duration.ofDays(2));
      each.says("911", "wamid.3", HACKED);
      each.settle();
      each.pass(Duration.ofDays(2));
      each.says("911", "wamid.4", HACKED);
      each.step(new Lane.Inbound(), each.route::route);
      assertThat(channel.standing).as("the third is not begun").hasSize(2);

      var broke = false;
      try {
        each.erase.erase(whom("911"), breaking(each, at));
      } catch (Crash e) {
        broke = true;
      }
      each.pass(Duration.ofMinutes(1));
      var erasure = each.erase.erase(whom("911"), () -> each.now);
      while (!erasure.complete()) {
        each.pass(erasure.after());
        erasure = each.erase.goOn(erasure, () -> each.now);
      }

      each.settle();
      assertThat(each.ledger.kept(key("911"))).as("broken off at " + at).isEqualTo(NOTHING);
      assertThat(each.ledger.conversations()).as("broken off at " + at).isEmpty();
      assertThat(channel.standing).as("broken off at " + at).isEmpty();
      assertThat(
              each.ledger
                  .read(
                      List.of(),
                      List.of(
                          ContactKey.of(House.TENANT, "whatsapp", "911"),
                          ContactKey.of(House.TENANT, "whatsapp", "IN.100")))
                  .profiles())
          .as("broken off at " + at)
          .isEmpty();
      if (!broke) {
        assertThat(at).as("as many calls as there is to erase").isGreaterThan(10);
        return;
      }
    }
  }

  @Test
  void nobody_is_erased_by_nothing() {
    assertThatThrownBy(() -> new Erasure.Whom("whatsapp", Set.of("1001"), Set.of()))
        .hasMessageContaining("must all be given");
    assertThatThrownBy(() -> new Erasure.Whom("whatsapp", Set.of("1001"), Set.of(" ")))
        .hasMessageContaining("must all be given");
  }
}
