package dragoman.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.conversation.Action;
import dragoman.conversation.Heeding;
import dragoman.message.Consent;
import dragoman.message.Content;
import dragoman.message.ConversationKey;
import dragoman.message.Task;
import dragoman.pipeline.Progress.Status;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** STOP, START and HELP, on a channel where they are ours to obey. */
class ConsentTest {
  private static final String QUESTION = "when will I get my payout";
  private static final ConversationKey KEY =
      ConversationKey.of(House.TENANT, "whatsapp", "1001", "911");

  private final House house = new House(SmallPolicy.heeding(), Set.of());
  private int number;

  private void says(String text) {
    house.pass(Duration.ofSeconds(10));
    house.says("911", "wamid." + ++number, text);
  }

  private void saysAndWaits(String text) {
    says(text);
    house.settle();
  }

  private Optional<Consent> consent() {
    return house.ledger.consent(KEY);
  }

  private Recorded last() {
    return house.ledger.inbox().getLast();
  }

  private boolean sent(String text) {
    return house.calls.stream().anyMatch(it -> it.body().contains(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"STOP", "stop", "  Stop. ", "STOP ALL", "unsubscribe!", "ＳＴＯＰ", "stop 🛑"})
  void a_word_is_heard_whatever_its_case_blanks_and_signs(String text) {
    saysAndWaits(text);
    assertThat(consent().map(Consent::given)).contains(false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"please stop the video ads", "stop, o Ze nao vem", "don't stop", "unstoppable"})
  void a_word_within_a_sentence_is_no_word(String text) {
    saysAndWaits(text);
    assertThat(consent()).isEmpty();
  }

  @Test
  void stop_is_confirmed_once_and_recorded_with_its_word_and_time() {
    saysAndWaits("stop");
    var at = house.now;
    saysAndWaits("STOP");

    assertThat(house.calls).hasSize(1);
    assertThat(house.calls.getFirst().body()).contains("You will hear no more from us.");
    assertThat(consent()).contains(new Consent(false, "STOP", at));
    assertThat(last().decision().action()).isEqualTo(Action.NOTE);
  }

  @Test
  void after_stop_the_bot_is_silent_and_the_team_gets_what_is_said_with_the_consent() {
    saysAndWaits("stop");
    saysAndWaits(QUESTION);
    saysAndWaits("and hello there");

    assertThat(house.calls).as("the confirmation alone").hasSize(1);
    var tasks = house.tasks("creators-general");
    assertThat(tasks).hasSize(2);
    assertThat(tasks).allSatisfy(it -> assertThat(it.optedOut()).isPresent());
    assertThat(tasks.getFirst().said()).isEqualTo(new Content.Text(QUESTION));
  }

  @Test
  void a_reply_that_was_planned_before_stop_is_not_sent_and_nobody_is_troubled() {
    house.tokens = false; // It waits for a moment, as behind any trouble.
    saysAndWaits(QUESTION);
    house.tokens = true;
    house.says("911", "wamid.stop", "stop");
    house.step(new Doors.Lane.Inbound(), house.route::route);
    house.pass(Duration.ofMinutes(5));
    house.settle();

    assertThat(sent("About payout_when")).isFalse();
    assertThat(sent("You will hear no more from us.")).isTrue();
    var reply = house.ledger.inbox().getFirst().progress().getFirst();
    assertThat(reply.status()).isEqualTo(Status.CANCELLED);
    assertThat(reply.note()).contains("the person opted out before it was sent");
    assertThat(house.tasks("creators-general")).isEmpty();
  }

  @Test
  void start_brings_the_bot_back_with_one_confirmation() {
    saysAndWaits("stop");
    saysAndWaits("Yes");
    saysAndWaits(QUESTION);

    assertThat(consent().map(Consent::given)).contains(true);
    assertThat(house.calls).hasSize(3);
    assertThat(house.calls.get(1).body()).contains("Welcome back.");
    assertThat(sent("About payout_when")).isTrue();
  }

  @Test
  void yes_of_somebody_who_never_opted_out_is_a_word_like_any_other() {
    saysAndWaits("yes");
    assertThat(consent()).isEmpty();
    assertThat(sent("Welcome back.")).isFalse();
  }

  @Test
  void help_is_answered_before_and_after_stop_and_changes_nothing() {
    saysAndWaits("HELP");
    assertThat(consent()).isEmpty();
    saysAndWaits("stop");
    saysAndWaits("info");

    assertThat(house.calls).hasSize(3);
    assertThat(house.calls.getLast().body()).contains("We are Example Ltd.");
    assertThat(consent().map(Consent::given)).contains(false);
  }

  @Test
  void a_team_that_has_the_dialogue_is_told_of_stop() {
    saysAndWaits("I want to talk to a human");
    saysAndWaits("stop");

    var told = house.tasks("creators-general").getLast();
    assertThat(told.kind()).isEqualTo(Task.Kind.FOLLOW_UP);
    assertThat(told.optedOut()).isPresent();
  }

  @Test
  void a_stop_that_arrives_behind_a_newer_start_changes_nothing() {
    saysAndWaits("stop");
    var between = house.now.plusSeconds(2);
    saysAndWaits("start");
    house.webhook(House.whatsApp("1001", "911", "wamid.late", between, "stop"));
    house.settle();

    assertThat(consent().map(Consent::given)).contains(true);
  }

  @Test
  void a_stop_too_old_to_be_answered_is_obeyed_all_the_same() {
    house.webhook(
        House.whatsApp("1001", "911", "wamid.old", house.now.minus(Duration.ofDays(9)), "stop"));
    house.settle();
    assertThat(consent().map(Consent::given)).contains(false);
  }

  @Test
  void what_the_provider_says_of_it_counts_as_well() {
    house.provider =
        _ -> House.answered(400, "{\"error\":{\"code\":131050,\"message\":\"opted out\"}}");
    saysAndWaits(QUESTION);
    house.provider = _ -> House.answered(200, "{\"messages\":[{\"id\":\"wamid.out\"}]}");
    assertThat(consent().map(Consent::given)).contains(false);
    assertThat(house.tasks("creators-general").getFirst().optedOut()).isPresent();

    var before = house.calls.size();
    saysAndWaits(QUESTION);
    assertThat(house.calls).hasSize(before);
  }

  @Test
  void who_opted_out_stays_so_after_their_erasure() {
    saysAndWaits("stop");
    house.erase.erase(new Erasure.Whom("whatsapp", Set.of("1001"), Set.of("911")), () -> house.now);
    saysAndWaits(QUESTION);

    assertThat(sent("About payout_when")).isFalse();
    assertThat(house.tasks("creators-general").getLast().optedOut()).isPresent();
  }

  @Test
  void where_the_person_has_a_button_for_it_the_words_are_words() {
    var other = new House();
    other.says("911", "wamid.1", "stop");
    other.settle();
    assertThat(other.ledger.consent(KEY)).isEmpty();
    assertThat(other.ledger.inbox().getFirst().decision().heeds()).isFalse();
  }

  @Test
  void where_the_provider_confirms_stop_is_obeyed_and_nothing_is_said() {
    var stop = LedgerContract.consenting("stop", Optional.empty(), Heeding.PROVIDER_CONFIRMS);
    var decision = stop.recorded().decision();
    assertThat(decision.consent().map(Consent::given)).contains(false);
    assertThat(decision.effects()).isEmpty();
    assertThat(decision.action()).isEqualTo(Action.NOTE);
  }
}
