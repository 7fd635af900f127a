package dragoman.pipeline;

import dragoman.channel.Channels;
import dragoman.conversation.Deciding;
import dragoman.conversation.Situation;
import dragoman.conversation.Turn;
import dragoman.message.ConversationKey;
import dragoman.message.Event;
import dragoman.message.EventJson;
import dragoman.message.InboundMessage;
import dragoman.message.Json;
import dragoman.message.Nudge;
import dragoman.message.Parked;
import dragoman.message.ParkedJson;
import dragoman.message.ReplyEnded;
import dragoman.pipeline.Batch.Item;
import dragoman.pipeline.Batch.Step;
import dragoman.pipeline.Doors.Lane;
import dragoman.pipeline.Doors.Ledger;
import dragoman.pipeline.Doors.Letter;
import dragoman.pipeline.Doors.Queues;
import dragoman.pipeline.Doors.Standing;
import dragoman.policy.Policy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Takes events in each conversation's order; for each, exactly one transaction writes what it was,
 * what was decided and how the conversation stands; then the effects are relayed, and only then is
 * the event done.
 *
 * <p>A crash anywhere means the queue delivers the event again, and the recorded decision is
 * resumed, never made anew.
 */
public final class Route {
  /**
   * After this an unfinished effect is the watchdog's; longer than any send that goes well, and
   * than the queues' deduplication.
   */
  static final Duration STUCK_AFTER = Duration.ofMinutes(10);

  private static final Duration LONGEST_PATIENCE = Duration.ofHours(1);

  private static final int STALE_READS = 4;

  private final Policy policy;
  private final Limits limits;
  private final Understand understand;
  private final Ledger ledger;
  private final Queues queues;
  private final Consents consents;
  private final Relay relay;
  private final Witness heard;
  private final Doors.Log log;

  /**
   * @param tenant the installation; part of every key
   * @param maxEventAge older events are set aside, because nobody remembers any more whether they
   *     were answered; zero for no limit
   */
  public record Limits(String tenant, Duration maxEventAge) {}

  public Route(
      Policy policy,
      Limits limits,
      Ledger ledger,
      Queues queues,
      Doors.Topic topic,
      Doors.Log log) {
    this(policy, new Understand(policy), limits, ledger, queues, topic, log);
  }

  /**
   * @param understand of the same policy, where many instances share what one has learnt
   */
  public Route(
      Policy policy,
      Understand understand,
      Limits limits,
      Ledger ledger,
      Queues queues,
      Doors.Topic topic,
      Doors.Log log) {
    this.policy = policy;
    this.limits = limits;
    this.understand = understand;
    this.ledger = ledger;
    this.queues = queues;
    this.consents = new Consents(policy, ledger);
    this.relay = new Relay(policy, ledger, queues, topic, log);
    this.heard = new Witness(this::hear);
    this.log = log;
  }

  public Step route(Item item, Instant now) {
    Event event;
    try {
      event = EventJson.read(item.body());
    } catch (Json.Malformed e) {
      return park(item, e.getMessage(), now);
    }
    switch (event) {
      case InboundMessage message -> onMessage(message, now);
      case ReplyEnded ended -> onReplyEnded(ended, now);
      case Nudge nudge -> onNudge(nudge, now);
    }
    return Step.DONE;
  }

  private void onMessage(InboundMessage message, Instant now) {
    for (var attempt = 0; attempt < STALE_READS; attempt++) {
      var person = Person.of(message, limits.tenant(), ledger);
      if (person.erased().filter(it -> !message.at().isAfter(it)).isPresent()) {
        log.log(new LogEvent.Forgotten(message.key(), person.key()));
        return;
      }
      var turn = decide(message, person, now).after(person.version());
      var recorded =
          Recorded.of(person.key(), message, turn.decision(), turn.next().version(), now);
      if (commit(recorded, turn, person.version(), person.free(), now)) {
        heard.at(message.channel() + "/" + message.account(), now);
        return;
      }
    }
    throw new Doors.Unavailable("the conversation was changed by others at each try");
  }

  /** Only an alarm lives on it: no message is held up because it cannot be written. */
  private void hear(String lane, Instant at) {
    try {
      ledger.heard(lane, at);
    } catch (Doors.Unavailable e) {
      log.log(new LogEvent.StepFailed("heard", e.getClass().getSimpleName(), 0, ""));
    }
  }

  private void onReplyEnded(ReplyEnded ended, Instant now) {
    for (var attempt = 0; attempt < STALE_READS; attempt++) {
      var standings = ledger.read(List.of(ended.conversation()), List.of());
      if (!(standings.conversations().get(ended.conversation())
          instanceof Standing.Itself(var before))) {
        return; // Erased meanwhile: there is nobody left to answer.
      }
      var turn = Deciding.onReplyEnded(before, ended, consents.optedOut(before), policy, now);
      var recorded = Recorded.of(before.key(), ended, turn.decision(), turn.next().version(), now);
      if (commit(recorded, turn, before.version(), List.of(), now)) {
        return;
      }
    }
    throw new Doors.Unavailable("the conversation was changed by others at each try");
  }

  /**
   * The watchdog found effects unfinished: they are relayed again under a new deduplication id, and
   * looked at again later.
   */
  private void onNudge(Nudge nudge, Instant now) {
    var recorded = ledger.find(nudge.conversation(), nudge.stuck());
    if (recorded.isEmpty() || !recorded.get().unfinished()) {
      ledger.postpone(nudge.conversation(), nudge.stuck(), Optional.empty());
      return;
    }
    ledger.postpone(
        nudge.conversation(), nudge.stuck(), Optional.of(now.plus(patience(recorded.get(), now))));
    log.log(new LogEvent.Nudged(nudge.stuck(), nudge.conversation()));
    relay.relay(recorded.get(), "~" + nudge.dueAt().getEpochSecond(), now);
  }

  /** What has been stuck for long is looked at less often: each look puts one more on a queue. */
  private static Duration patience(Recorded stuck, Instant now) {
    var age = Duration.between(stuck.at(), now);
    if (age.compareTo(STUCK_AFTER) < 0) {
      return STUCK_AFTER;
    }
    return age.compareTo(LONGEST_PATIENCE) < 0 ? age : LONGEST_PATIENCE;
  }

  /**
   * True once the event is recorded (now or earlier) and its effects are relayed; false if the
   * conversation must be read again.
   */
  private boolean commit(
      Recorded recorded, Turn turn, long expected, List<ConversationKey> aliases, Instant now) {
    var dueAt =
        recorded.progress().isEmpty()
            ? Optional.<Instant>empty()
            : Optional.of(now.plus(STUCK_AFTER));
    return switch (ledger.commit(new Commit(recorded, turn.next(), expected, aliases, dueAt))) {
      case DONE -> {
        log.log(decided(recorded));
        relay.relay(recorded, "", now);
        yield true;
      }
      case REPEATED -> {
        ledger
            .find(recorded.conversation(), recorded.event().key())
            .ifPresentOrElse(it -> resume(it, now), () -> forget(recorded));
        yield true;
      }
      case STALE -> false;
    };
  }

  private void resume(Recorded earlier, Instant now) {
    var relayed = relay.relay(earlier, "", now);
    log.log(new LogEvent.Resumed(earlier.event().key(), earlier.conversation(), relayed));
  }

  /** It was processed once, and is erased: all that is known of it is that it was. */
  private void forget(Recorded again) {
    log.log(new LogEvent.Forgotten(again.event().key(), again.conversation()));
  }

  private Turn decide(InboundMessage message, Person person, Instant now) {
    var replyBefore =
        Channels.named(message.channel())
            .flatMap(dragoman.channel.Channel::window)
            .map(sentAt(message, now)::plus);
    var situation =
        new Situation(
            person.key(),
            person.before(),
            person.split(),
            message,
            person.profile(),
            heard(message, person),
            replyBefore,
            consents.heeding(message.channel()),
            consents.of(message.channel(), person.key()),
            now);
    var tooOld =
        !limits.maxEventAge().isZero() && message.at().isBefore(now.minus(limits.maxEventAge()));
    if (tooOld) {
      return Deciding.parked(
          situation, "older than " + limits.maxEventAge() + ": set aside, not answered", policy);
    }
    try {
      return Deciding.onMessage(situation, policy);
    } catch (RuntimeException e) {
      // Poison must not hold up its conversation: it is recorded, and a person takes it.
      log.log(
          new LogEvent.StepFailed(
              "decide", e.getClass().getSimpleName(), 0, situation.key().value()));
      return Deciding.stumbled(situation, e.getClass().getSimpleName(), policy);
    }
  }

  /**
   * Without a limit on age, recorded messages are played: they count as just sent, or each window
   * would long be closed.
   */
  private Instant sentAt(InboundMessage message, Instant now) {
    return limits.maxEventAge().isZero() ? now : message.at();
  }

  private dragoman.message.Understanding heard(InboundMessage message, Person person) {
    try {
      return understand.of(message, person.profile(), person.before());
    } catch (RuntimeException e) {
      // A message the bot stumbles over is a person's work, not a reason to hold up the
      // conversation.
      return Understand.failed(e);
    }
  }

  private static LogEvent decided(Recorded recorded) {
    var decision = recorded.decision();
    return new LogEvent.Decided(
        recorded.event().key(),
        recorded.conversation(),
        decision.action(),
        decision.understood().intent().orElse(""),
        decision.understood().confidence(),
        decision.understood().language().orElse(""),
        decision.workspace(),
        decision.team().orElse(""),
        decision.late());
  }

  /**
   * What no version of ours can read is set aside whole, so that it does not hold up its
   * conversation.
   */
  private Step park(Item item, String reason, Instant now) {
    var parked = new Parked("inbound", reason, item.body().getBytes(StandardCharsets.UTF_8), now);
    var refused =
        queues.send(
            new Lane.ParkedLane(), List.of(new Letter("inbound", "", ParkedJson.write(parked))));
    if (!refused.isEmpty()) {
      throw new Doors.Unavailable("the parked queue did not take it");
    }
    log.log(new LogEvent.LetterParked("inbound", reason));
    return Step.DONE;
  }
}
