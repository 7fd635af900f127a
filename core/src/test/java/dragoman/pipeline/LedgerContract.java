package dragoman.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.conversation.Conversation;
import dragoman.conversation.Deciding;
import dragoman.conversation.Heeding;
import dragoman.conversation.Situation;
import dragoman.conversation.Turn;
import dragoman.message.Consent;
import dragoman.message.Content;
import dragoman.message.ConversationKey;
import dragoman.message.EffectRef;
import dragoman.message.EventKey;
import dragoman.message.InboundMessage;
import dragoman.message.Profile;
import dragoman.message.Receipt;
import dragoman.message.ReplyEnded;
import dragoman.message.Sender;
import dragoman.message.Understanding;
import dragoman.pipeline.Doors.Claim;
import dragoman.pipeline.Doors.Commitment;
import dragoman.pipeline.Doors.Kept;
import dragoman.pipeline.Doors.Ledger;
import dragoman.pipeline.Doors.Remains;
import dragoman.pipeline.Doors.Standing;
import dragoman.pipeline.Progress.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What every table door does: the same on plain maps and on the real service. */
public interface LedgerContract {
  Instant NOW = Instant.parse("2026-03-01T10:00:00.123Z");
  AtomicInteger COUNTER = new AtomicInteger();

  Ledger ledger();

  /** Puts a contact profile where the ledger finds it. */
  void know(ContactKey contact, Profile profile);

  /** A message of a person nobody else in this run writes as, so that tests may share one table. */
  static InboundMessage message(String text, String... ids) {
    var unique = COUNTER.incrementAndGet() + "-" + System.identityHashCode(COUNTER);
    var sender =
        ids.length == 0
            ? Sender.of("p" + unique)
            : new Sender(ids[0], List.of(ids), Optional.of("Asha"), Optional.empty());
    return new InboundMessage(
        EventKey.of("t", "whatsapp", "1001", "message", "wamid." + unique),
        ConversationKey.of("t", "whatsapp", "1001", sender.ids().getFirst()),
        "whatsapp",
        "main",
        "1001",
        sender,
        sender.id(),
        false,
        new Content.Text(text),
        "text",
        "wamid." + unique,
        NOW,
        1);
  }

  static Commit commit(
      InboundMessage message, Optional<Conversation> before, List<ConversationKey> aliases) {
    var understood =
        new Understanding(
            Optional.of("en"), Optional.of("account_hacked"), 0.91, List.of("an example like it"));
    var key = before.map(Conversation::key).orElse(message.group());
    var turn =
        Deciding.onMessage(
            new Situation(
                key,
                before,
                false,
                message,
                Profile.UNKNOWN,
                understood,
                Optional.of(NOW.plus(Duration.ofHours(24))),
                Heeding.NOBODY,
                Optional.empty(),
                NOW),
            SmallPolicy.policy());
    return new Commit(
        Recorded.of(key, message, turn.decision(), turn.next().version(), NOW),
        turn.next(),
        before.map(Conversation::version).orElse(0L),
        aliases,
        Optional.of(NOW.plusSeconds(600)));
  }

  private Commit written(String... ids) {
    var commit = commit(message("my account has been hacked", ids), Optional.empty(), List.of());
    assertThat(ledger().commit(commit)).isEqualTo(Commitment.DONE);
    return commit;
  }

  /** The effects of {@link #written} are task 0, reply 1, escalation 2. */
  private static EffectRef reply(Commit commit) {
    return commit.recorded().ref(1);
  }

  private Status status(EffectRef effect) {
    return ledger()
        .find(effect.conversation(), effect.event())
        .orElseThrow()
        .progress()
        .get(effect.number())
        .status();
  }

  private boolean due(Commit commit) {
    var event = commit.recorded().event().key();
    return ledger().due(Watch.shard(event.value()), NOW.plusSeconds(600), 1000).stream()
        .anyMatch(it -> it.event().equals(event));
  }

  /** An index follows its table "in an eventually consistent fashion", as DynamoDB's guide says. */
  private void becomesDue(Commit commit, boolean expected) {
    var patience = Instant.now().plusSeconds(10);
    while (due(commit) != expected && Instant.now().isBefore(patience)) {
      LockSupport.parkNanos(50_000_000);
    }
    assertThat(due(commit)).as("due").isEqualTo(expected);
  }

  @Test
  default void what_was_written_is_read_back_equal() {
    var commit = written();
    var recorded = commit.recorded();

    assertThat(ledger().find(recorded.conversation(), recorded.event().key())).contains(recorded);
    assertThat(ledger().read(List.of(recorded.conversation()), List.of()).conversations())
        .containsEntry(recorded.conversation(), new Standing.Itself(commit.next()));
  }

  @Test
  default void an_event_is_found_by_the_beginning_of_its_key() {
    var commit = written();
    var conversation = commit.recorded().conversation();
    var event = commit.recorded().event().key();
    var beginning = event.value().substring(0, 28);
    var other = (beginning.startsWith("0") ? "1" : "0") + beginning.substring(1);

    assertThat(ledger().event(conversation, beginning)).contains(event);
    assertThat(ledger().event(conversation, event.value())).contains(event);
    assertThat(ledger().event(conversation, other)).isEmpty();
    assertThat(ledger().event(new ConversationKey(event.value()), beginning)).isEmpty();
  }

  @Test
  default void two_events_that_begin_alike_are_none() {
    var first = written().next();
    var event = message("me too", first.ids().toArray(String[]::new));
    assertThat(ledger().commit(commit(event, Optional.of(first), List.of())))
        .isEqualTo(Commitment.DONE);

    assertThat(ledger().event(first.key(), "")).isEmpty();
  }

  @Test
  default void a_reply_that_ended_badly_is_read_back_equal() {
    var before = written().next();
    var ended =
        ReplyEnded.of(
            new EffectRef(before.key(), EventKey.of("t", "c", "a", "k", before.key().value()), 0),
            true,
            "its answer was lost");
    var turn = Deciding.onReplyEnded(before, ended, Optional.empty(), SmallPolicy.policy(), NOW);
    var recorded = Recorded.of(before.key(), ended, turn.decision(), turn.next().version(), NOW);

    assertThat(ledger().commit(new Commit(recorded, turn.next(), 1, List.of(), Optional.empty())))
        .isEqualTo(Commitment.DONE);
    assertThat(ledger().find(before.key(), ended.key())).contains(recorded);
  }

  @Test
  default void the_same_event_is_repeated_even_if_the_conversation_went_on() {
    var commit = written();

    assertThat(ledger().commit(commit)).isEqualTo(Commitment.REPEATED);
    var second =
        commit(
            message("my account has been hacked", commit.next().ids().toArray(String[]::new)),
            Optional.of(commit.next()),
            List.of());
    assertThat(ledger().commit(second)).isEqualTo(Commitment.DONE);
    assertThat(ledger().commit(commit)).isEqualTo(Commitment.REPEATED);
  }

  @Test
  default void a_writer_who_read_an_older_version_writes_nothing() {
    var commit = written();
    var late =
        commit(
            message("me too", commit.next().ids().toArray(String[]::new)),
            Optional.empty(),
            List.of());

    assertThat(ledger().commit(late)).isEqualTo(Commitment.STALE);
    assertThat(ledger().find(late.recorded().conversation(), late.recorded().event().key()))
        .isEmpty();
  }

  @Test
  default void of_many_writers_at_once_one_wins() throws Exception {
    var message = message("my account has been hacked");
    Callable<Commitment> write =
        () -> {
          try {
            return ledger().commit(commit(message, Optional.empty(), List.of()));
          } catch (Doors.Unavailable e) {
            return Commitment.STALE; // Two transactions met; the queue would deliver again.
          }
        };
    try (var threads = Executors.newFixedThreadPool(8)) {
      var results = threads.invokeAll(java.util.Collections.nCopies(16, write));
      var done = 0;
      for (var result : results) {
        done += result.get() == Commitment.DONE ? 1 : 0;
      }
      assertThat(done).isEqualTo(1);
    }
  }

  @Test
  default void an_alias_leads_to_its_conversation_and_is_never_taken_twice() {
    var unique = "" + COUNTER.incrementAndGet();
    var alias = ConversationKey.of("t", "whatsapp", "1001", "alias" + unique);
    var first = commit(message("hacked", "lasting" + unique), Optional.empty(), List.of(alias));
    assertThat(ledger().commit(first)).isEqualTo(Commitment.DONE);

    assertThat(ledger().read(List.of(alias), List.of()).conversations())
        .containsEntry(alias, new Standing.Alias(first.recorded().conversation()));
    var second = commit(message("hacked", "other" + unique), Optional.empty(), List.of(alias));
    assertThat(ledger().commit(second)).isEqualTo(Commitment.STALE);
  }

  @Test
  default void an_effect_is_claimed_by_one_and_settled_by_the_one_who_claimed() {
    var effect = reply(written());

    assertThat(ledger().claim(effect, NOW)).isInstanceOf(Claim.Mine.class);
    assertThat(ledger().claim(effect, NOW))
        .isInstanceOfSatisfying(
            Claim.Taken.class, it -> assertThat(it.progress().status()).isEqualTo(Status.SENDING));

    assertThat(ledger().takeOver(effect, 7, "resent", NOW)).isInstanceOf(Claim.Taken.class);
    assertThat(ledger().takeOver(effect, 1, "resent", NOW.plusSeconds(90)))
        .isInstanceOfSatisfying(
            Claim.Mine.class,
            it ->
                assertThat(it.progress())
                    .isEqualTo(
                        new Progress(
                            Status.SENDING,
                            2,
                            NOW.plusSeconds(90),
                            Optional.of("resent"),
                            Optional.empty())));

    var old = new Progress(Status.SENT, 1, NOW, Optional.of("id"), Optional.empty());
    assertThat(ledger().settle(effect, old, false)).isFalse();
    var mine = new Progress(Status.SENT, 2, NOW, Optional.of("id"), Optional.empty());
    assertThat(ledger().settle(effect, mine, false)).isTrue();
    assertThat(ledger().settle(effect, mine, false)).isFalse();
    assertThat(ledger().claim(effect, NOW)).isInstanceOf(Claim.Taken.class);
  }

  @Test
  default void an_effect_put_back_can_be_claimed_again() {
    var effect = reply(written());
    ledger().claim(effect, NOW);
    ledger()
        .settle(
            effect,
            new Progress(Status.PENDING, 1, NOW, Optional.of("429"), Optional.empty()),
            false);

    assertThat(ledger().claim(effect, NOW))
        .isInstanceOfSatisfying(
            Claim.Mine.class,
            it -> {
              assertThat(it.progress().attempt()).isEqualTo(2);
              assertThat(it.progress().note()).contains("429");
            });
  }

  @Test
  default void an_effect_nobody_recorded_is_missing() {
    var effect = reply(written());
    var elsewhere =
        new EffectRef(effect.conversation(), EventKey.of("t", "c", "a", "k", "none"), 0);

    assertThat(ledger().claim(elsewhere, NOW)).isEqualTo(new Claim.Missing());
    assertThat(ledger().claim(new EffectRef(effect.conversation(), effect.event(), 9), NOW))
        .isEqualTo(new Claim.Missing());
  }

  @Test
  default void a_row_is_due_until_its_last_effect_has_ended() {
    var commit = written();
    var recorded = commit.recorded();
    becomesDue(commit, true);

    ledger().finish(recorded.ref(0), NOW, false);
    ledger().finish(recorded.ref(2), NOW, false);
    becomesDue(commit, true);
    ledger().claim(reply(commit), NOW);
    ledger()
        .settle(
            reply(commit),
            new Progress(Status.SENT, 1, NOW, Optional.empty(), Optional.empty()),
            true);

    becomesDue(commit, false);
    assertThat(
            ledger()
                .find(recorded.conversation(), recorded.event().key())
                .orElseThrow()
                .unfinished())
        .isFalse();
  }

  @Test
  default void what_is_due_later_is_not_due_now() {
    var commit = written();
    var recorded = commit.recorded();
    ledger()
        .postpone(
            recorded.conversation(), recorded.event().key(), Optional.of(NOW.plusSeconds(601)));
    becomesDue(commit, false);
    ledger().postpone(recorded.conversation(), recorded.event().key(), Optional.of(NOW));
    becomesDue(commit, true);
    ledger().postpone(recorded.conversation(), recorded.event().key(), Optional.empty());
    becomesDue(commit, false);
  }

  private static Receipt receipt(Receipt.Status status, String account) {
    return new Receipt(
        EventKey.of("t", "whatsapp", account, "status", status.name()),
        "whatsapp",
        "main",
        account,
        "wamid.out",
        "911",
        status,
        Optional.empty(),
        Optional.empty(),
        NOW);
  }

  @Test
  default void receipts_go_onwards_only() {
    var effect = reply(written());
    ledger().claim(effect, NOW);
    ledger()
        .settle(
            effect, new Progress(Status.SENT, 1, NOW, Optional.empty(), Optional.empty()), false);

    assertThat(ledger().receipt(effect, receipt(Receipt.Status.READ, "1001"), NOW)).isTrue();
    assertThat(ledger().receipt(effect, receipt(Receipt.Status.READ, "1001"), NOW)).isFalse();
    assertThat(ledger().receipt(effect, receipt(Receipt.Status.DELIVERED, "1001"), NOW)).isFalse();
    assertThat(status(effect)).isEqualTo(Status.SENT);
  }

  @Test
  default void a_failure_is_news_each_time_for_its_first_reader_may_have_crashed() {
    var effect = reply(written());
    ledger().claim(effect, NOW);

    assertThat(ledger().receipt(effect, receipt(Receipt.Status.FAILED, "1001"), NOW)).isTrue();
    assertThat(ledger().receipt(effect, receipt(Receipt.Status.FAILED, "1001"), NOW)).isTrue();
    assertThat(ledger().receipt(effect, receipt(Receipt.Status.READ, "1001"), NOW)).isFalse();
    assertThat(status(effect)).isEqualTo(Status.FAILED);
  }

  @Test
  default void a_receipt_ends_a_reply_that_is_being_sent() {
    var effect = reply(written());
    ledger().claim(effect, NOW);

    assertThat(ledger().receipt(effect, receipt(Receipt.Status.DELIVERED, "1001"), NOW)).isTrue();
    assertThat(status(effect)).isEqualTo(Status.SENT);
    assertThat(
            ledger()
                .settle(
                    effect,
                    new Progress(Status.UNKNOWN, 1, NOW, Optional.empty(), Optional.empty()),
                    false))
        .isFalse();
  }

  @Test
  default void a_receipt_ends_a_reply_that_waits_to_be_sent_again() {
    var effect = reply(written());
    ledger().claim(effect, NOW);
    var putBack = new Progress(Status.PENDING, 1, NOW, Optional.of("429"), Optional.empty());
    ledger().settle(effect, putBack, false);

    assertThat(ledger().receipt(effect, receipt(Receipt.Status.DELIVERED, "1001"), NOW)).isTrue();
    assertThat(status(effect)).isEqualTo(Status.SENT);
    assertThat(ledger().claim(effect, NOW)).isInstanceOf(Claim.Taken.class);
  }

  @Test
  default void what_ends_without_a_note_keeps_none() {
    var effect = reply(written());
    ledger().claim(effect, NOW);
    ledger().takeOver(effect, 1, "resent", NOW);
    var sent = new Progress(Status.SENT, 2, NOW, Optional.empty(), Optional.empty());
    ledger().settle(effect, sent, true);

    assertThat(ledger().claim(effect, NOW))
        .isInstanceOfSatisfying(Claim.Taken.class, it -> assertThat(it.progress()).isEqualTo(sent));
  }

  @Test
  default void a_receipt_of_another_account_or_of_no_reply_is_not_noted() {
    var effect = reply(written());
    var escalation = new EffectRef(effect.conversation(), effect.event(), 2);
    assertThat(ledger().receipt(escalation, receipt(Receipt.Status.READ, "1001"), NOW)).isFalse();
    assertThat(status(escalation)).isEqualTo(Status.PENDING);

    assertThat(ledger().receipt(effect, receipt(Receipt.Status.READ, "2002"), NOW)).isFalse();
    assertThat(
            ledger()
                .receipt(
                    new EffectRef(effect.conversation(), effect.event(), 9),
                    receipt(Receipt.Status.READ, "1001"),
                    NOW))
        .isFalse();
  }

  @Test
  default void a_card_is_replaced_only_by_who_knows_its_last_revision() {
    var key = written().recorded().conversation();
    var first = card(key, 1, Optional.empty(), Optional.of(NOW));
    assertThat(ledger().swap(first)).isTrue();
    assertThat(ledger().swap(first)).isFalse();

    var second = card(key, 2, Optional.of("1.2"), Optional.empty());
    assertThat(ledger().swap(second)).isTrue();
    assertThat(ledger().swap(card(key, 2, Optional.empty(), Optional.empty()))).isFalse();
    assertThat(ledger().card(key, "D-1")).contains(second);
  }

  @Test
  default void that_receipts_arrive_is_remembered_by_lane() {
    var lane = "whatsapp/" + COUNTER.incrementAndGet();
    assertThat(ledger().receiptsArrived(lane)).isEmpty();
    ledger().receiptsArrive(lane, NOW);
    ledger().receiptsArrive(lane, NOW.minusSeconds(5));
    assertThat(ledger().receiptsArrived(lane)).contains(NOW);
  }

  @Test
  default void when_each_lane_was_last_heard_is_remembered() {
    var one = "whatsapp/" + COUNTER.incrementAndGet();
    var two = "telegram/" + COUNTER.incrementAndGet();
    ledger().heard(one, NOW);
    ledger().heard(one, NOW.minusSeconds(5));
    ledger().heard(two, NOW.minusSeconds(90));
    assertThat(ledger().lastHeard())
        .containsEntry(one, NOW)
        .containsEntry(two, NOW.minusSeconds(90));
  }

  private static CardRow card(
      ConversationKey key, long revision, Optional<String> ts, Optional<Instant> posting) {
    return new CardRow(key, "D-1", revision, "C1", ts, 3, posting, "mark");
  }

  private Kept kept(Commit commit) {
    return ledger().kept(commit.recorded().conversation());
  }

  private long erased(Commit commit) {
    var key = commit.recorded().conversation();
    assertThat(ledger().erase(new Remains.OfConversation(key, commit.next().version()), NOW))
        .isTrue();
    return commit.next().version() + 1;
  }

  @Test
  default void what_is_kept_of_a_conversation_is_its_events_and_its_cards() {
    var commit = written();
    var key = commit.recorded().conversation();
    var card = card(key, 1, Optional.of("1.2"), Optional.empty());
    ledger().swap(card);

    assertThat(kept(commit).cards()).containsExactly(card);
    assertThat(kept(commit).events())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.event()).isEqualTo(commit.recorded().event().key());
              assertThat(it.tickets()).containsExactly(commit.next().dialogue().ticket());
            });
    assertThat(ledger().kept(ConversationKey.of("t", "c", "a", "nobody")))
        .isEqualTo(new Kept(List.of(), List.of()));
  }

  @Test
  default void an_erased_event_is_not_found_and_yet_never_processed_again() {
    var commit = written();
    var recorded = commit.recorded();
    var erase = new Remains.OfEvent(recorded.conversation(), recorded.event().key());
    assertThat(ledger().erase(erase, NOW)).isTrue();
    assertThat(ledger().erase(erase, NOW)).isTrue();

    assertThat(ledger().find(recorded.conversation(), recorded.event().key())).isEmpty();
    assertThat(ledger().commit(commit)).isEqualTo(Commitment.REPEATED);
    assertThat(kept(commit).events()).isEmpty();
    becomesDue(commit, false);
  }

  @Test
  default void the_effects_of_an_erased_event_are_missing_to_whoever_has_them_in_hand() {
    var commit = written();
    var recorded = commit.recorded();
    ledger().claim(reply(commit), NOW);
    ledger().erase(new Remains.OfEvent(recorded.conversation(), recorded.event().key()), NOW);

    var sent = new Progress(Status.SENT, 1, NOW, Optional.of("id"), Optional.empty());
    assertThat(ledger().settle(reply(commit), sent, true)).isFalse();
    assertThat(ledger().takeOver(reply(commit), 1, "resent", NOW)).isEqualTo(new Claim.Missing());
    assertThat(ledger().claim(recorded.ref(2), NOW)).isEqualTo(new Claim.Missing());
    assertThat(ledger().receipt(reply(commit), receipt(Receipt.Status.FAILED, "1001"), NOW))
        .isFalse();
    ledger().finish(recorded.ref(0), NOW, true);
    ledger().postpone(recorded.conversation(), recorded.event().key(), Optional.empty());
    assertThat(ledger().find(recorded.conversation(), recorded.event().key())).isEmpty();
  }

  @Test
  default void an_erased_conversation_leaves_a_mark_from_which_the_next_one_counts_on() {
    var person = "again" + COUNTER.incrementAndGet();
    var commit = written(person);
    var key = commit.recorded().conversation();
    var version = erased(commit);
    assertThat(ledger().read(List.of(key), List.of()).conversations())
        .containsEntry(key, new Standing.Erased(version, NOW));

    var anew = commit(message("hello again", person), Optional.empty(), List.of());
    assertThat(ledger().commit(anew)).as("as if nothing were there").isEqualTo(Commitment.STALE);
    var turn = new Turn(anew.recorded().decision(), anew.next());
    var next = turn.after(version).next();
    assertThat(
            ledger()
                .commit(new Commit(anew.recorded(), next, version, List.of(), Optional.empty())))
        .isEqualTo(Commitment.DONE);
    assertThat(ledger().read(List.of(key), List.of()).conversations())
        .containsEntry(key, new Standing.Itself(next));
  }

  @Test
  default void a_conversation_that_went_on_meanwhile_is_not_erased_unread() {
    var commit = written();
    var key = commit.recorded().conversation();

    assertThat(ledger().erase(new Remains.OfConversation(key, 0), NOW)).isFalse();
    assertThat(ledger().erase(new Remains.OfConversation(key, 2), NOW)).isFalse();
    erased(commit);
    assertThat(ledger().erase(new Remains.OfConversation(key, 1), NOW)).isFalse();
    var late =
        commit(
            message("me too", commit.next().ids().toArray(String[]::new)),
            Optional.of(commit.next()),
            List.of());
    assertThat(ledger().commit(late)).isEqualTo(Commitment.STALE);
  }

  @Test
  default void where_nothing_stood_a_mark_can_stand_too() {
    var key = ConversationKey.of("t", "whatsapp", "1001", "never" + COUNTER.incrementAndGet());

    assertThat(ledger().erase(new Remains.OfConversation(key, 0), NOW)).isTrue();
    assertThat(ledger().read(List.of(key), List.of()).conversations())
        .containsEntry(key, new Standing.Erased(1, NOW));
    assertThat(ledger().erase(new Remains.OfConversation(key, 1), NOW.plusSeconds(1))).isTrue();
  }

  @Test
  default void an_erased_card_is_not_there_and_nobody_can_put_it_back() {
    var key = written().recorded().conversation();
    var card = card(key, 1, Optional.of("1.2"), Optional.empty());
    ledger().swap(card);
    assertThat(ledger().erase(new Remains.OfCard(key, "D-1", 0), NOW)).isFalse();
    assertThat(ledger().erase(new Remains.OfCard(key, "D-1", 2), NOW)).isFalse();
    assertThat(ledger().erase(new Remains.OfCard(key, "D-1", 1), NOW)).isTrue();

    assertThat(ledger().card(key, "D-1")).isEmpty();
    assertThat(ledger().kept(key).cards()).isEmpty();
    assertThat(ledger().swap(card)).isFalse();
    assertThat(ledger().swap(card(key, 2, Optional.of("1.2"), Optional.empty()))).isFalse();
  }

  @Test
  default void a_card_that_was_never_begun_cannot_be_begun_once_it_is_erased() {
    var key = written().recorded().conversation();
    assertThat(ledger().erase(new Remains.OfCard(key, "D-1", 0), NOW)).isTrue();

    assertThat(ledger().swap(card(key, 1, Optional.empty(), Optional.of(NOW)))).isFalse();
  }

  @Test
  default void an_erased_contact_is_not_known() {
    var contact = ContactKey.of("t", "whatsapp", "e" + COUNTER.incrementAndGet());
    know(contact, Profile.UNKNOWN);
    assertThat(ledger().erase(new Remains.OfContact(contact), NOW)).isTrue();
    assertThat(ledger().erase(new Remains.OfContact(contact), NOW)).isTrue();

    assertThat(ledger().read(List.of(), List.of(contact)).profiles()).isEmpty();
  }

  @Test
  default void consent_is_written_with_its_turn_and_outlives_the_conversation() {
    var stop = consenting("stop", Optional.empty(), Heeding.WE_CONFIRM);
    var key = stop.recorded().conversation();
    assertThat(ledger().consent(key)).isEmpty();
    assertThat(ledger().commit(stop)).isEqualTo(Commitment.DONE);

    var out = new Consent(false, "STOP", NOW);
    assertThat(ledger().consent(key)).contains(out);
    assertThat(ledger().find(key, stop.recorded().event().key()))
        .get()
        .extracting(it -> it.decision().consent())
        .isEqualTo(Optional.of(out));
    assertThat(ledger().kept(key).events()).hasSize(1);
    assertThat(ledger().erase(new Remains.OfConversation(key, 1), NOW)).isTrue();
    assertThat(ledger().consent(key)).contains(out);
  }

  @Test
  default void a_turn_that_is_not_written_changes_no_consent() {
    var before = written("c" + COUNTER.incrementAndGet()).next();
    var stop = consenting("stop", Optional.of(before), Heeding.WE_CONFIRM);
    var stale =
        new Commit(stop.recorded(), stop.next(), before.version() + 7, List.of(), Optional.empty());
    assertThat(ledger().commit(stale)).isEqualTo(Commitment.STALE);
    assertThat(ledger().consent(before.key())).isEmpty();
  }

  @Test
  default void what_a_provider_says_of_consent_counts_unless_the_person_spoke_later() {
    var stop = consenting("stop", Optional.empty(), Heeding.WE_CONFIRM);
    var key = stop.recorded().conversation();
    var first = new Consent(false, "21610", NOW.minusSeconds(5));
    ledger().noteConsent(key, first);
    assertThat(ledger().consent(key)).contains(first);

    assertThat(ledger().commit(stop)).isEqualTo(Commitment.DONE);
    ledger().noteConsent(key, new Consent(false, "21610", NOW.minusSeconds(1)));
    assertThat(ledger().consent(key)).contains(new Consent(false, "STOP", NOW));
  }

  static Commit consenting(String word, Optional<Conversation> before, Heeding heeding) {
    var message = message(word, "k" + COUNTER.incrementAndGet());
    var key = before.map(Conversation::key).orElse(message.group());
    var turn =
        Deciding.onMessage(
            new Situation(
                key,
                before,
                false,
                message,
                Profile.UNKNOWN,
                new Understanding(Optional.of("en"), Optional.empty(), 0, List.of()),
                Optional.empty(),
                heeding,
                Optional.empty(),
                NOW),
            SmallPolicy.heeding());
    return new Commit(
        Recorded.of(key, message, turn.decision(), turn.next().version(), NOW),
        turn.next(),
        before.map(Conversation::version).orElse(0L),
        List.of(),
        Optional.empty());
  }

  @Test
  default void a_contact_is_known_by_any_account_of_the_channel() {
    var contact = ContactKey.of("t", "whatsapp", "c" + COUNTER.incrementAndGet());
    var profile =
        new Profile(
            Optional.of("आशा"),
            Optional.of("creators"),
            Optional.of("news"),
            Optional.of("hi"),
            Optional.of("gold"));
    know(contact, profile);

    assertThat(ledger().read(List.of(), List.of(contact)).profiles())
        .containsEntry(contact, profile);
  }
}
