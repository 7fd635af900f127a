package dragoman.pipeline;

import dragoman.card.Card;
import dragoman.card.CardRenderer;
import dragoman.card.Search;
import dragoman.card.SlackAnswer;
import dragoman.card.SlackApi;
import dragoman.channel.Capability.Rate;
import dragoman.channel.HttpCall;
import dragoman.conversation.Conversation;
import dragoman.message.ConversationKey;
import dragoman.message.Escalation;
import dragoman.message.EscalationJson;
import dragoman.message.Json;
import dragoman.pipeline.Batch.Item;
import dragoman.pipeline.Batch.Step;
import dragoman.pipeline.Doors.Claim;
import dragoman.pipeline.Doors.Exchange;
import dragoman.pipeline.Doors.Ledger;
import dragoman.pipeline.Doors.Standing;
import dragoman.pipeline.Progress.Status;
import dragoman.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Shows each escalated dialogue as one card in its workspace's Slack channel. A message is only a
 * poke: the card is drawn from the conversation as it stands, so doubles and stragglers change
 * nothing.
 *
 * <p>A post whose answer was lost is looked up in the channel's history before it is made again; an
 * update may simply be repeated. All instances together make at most one call a second for a
 * channel.
 */
public final class Notify {
  /**
   * Slack takes about one message a second for a channel; a little more, for what lies between
   * taking a slot and sending.
   */
  static final Duration PACE = Duration.ofMillis(1_250);

  static final Rate RATE = new Rate(1, PACE, 1);

  /** How long a post under way is left alone: longer than NotifySlack may run. */
  public static final Duration LEASE = Duration.ofSeconds(40);

  static final Duration OPERATOR_WAIT = Duration.ofMinutes(5);
  private static final Duration GIVE_UP = Duration.ofDays(3);
  private static final String GIVEN_UP = "Slack took no card for three days";
  static final Duration SKEW = Duration.ofMinutes(5);

  private final Policy policy;
  private final Ledger ledger;
  private final Doors.Secrets secrets;
  private final Doors.Http http;
  private final SlackHistory history;
  private final Doors.Pace pace;
  private final Doors.Log log;

  public Notify(
      Policy policy,
      Ledger ledger,
      Doors.Secrets secrets,
      Doors.Http http,
      Doors.Pace pace,
      Doors.Log log) {
    this.policy = policy;
    this.ledger = ledger;
    this.secrets = secrets;
    this.http = http;
    this.history = new SlackHistory(secrets, http);
    this.pace = pace;
    this.log = log;
  }

  public Step show(Item item, InstantSource clock) {
    var now = clock.instant();
    Escalation escalation;
    try {
      escalation = EscalationJson.read(item.body());
    } catch (Json.Malformed e) {
      log.log(new LogEvent.LetterParked("escalations", e.getMessage()));
      return Step.DONE; // The effect's row remembers; the watchdog publishes it in a form we know.
    }
    var ref = escalation.ref();
    var recorded = ledger.find(ref.conversation(), ref.event());
    var standing =
        ledger.read(List.of(ref.conversation()), List.of()).conversations().get(ref.conversation());
    if (recorded.isEmpty()
        || recorded.get().progress().get(ref.number()).status().ended()
        || !(standing instanceof Standing.Itself(var conversation))) {
      return Step.DONE; // Shown already, or erased meanwhile.
    }
    if (now.isAfter(recorded.get().at().plus(GIVE_UP))) {
      return giveUp(escalation, now);
    }
    var row =
        ledger
            .card(conversation.key(), escalation.ticket())
            .map(it -> placed(it, escalation))
            .orElseGet(() -> fresh(conversation.key(), escalation));
    var poke = new Poke(escalation, recorded.get(), conversation, item, now, clock);
    return row.ts().isPresent() && row.shown() >= recorded.get().version()
        ? shown(poke, row)
        : draw(poke, row);
  }

  /**
   * Slack has refused for days, whoever looked after it: the escalation ends, said so; its task is
   * with the team as ever.
   */
  private Step giveUp(Escalation escalation, Instant now) {
    var ref = escalation.ref();
    var claim =
        switch (ledger.claim(ref, now)) {
          case Claim.Taken(_, var progress) when progress.status() == Status.SENDING ->
              ledger.takeOver(ref, progress.attempt(), GIVEN_UP, now);
          case Claim other -> other;
        };
    if (claim instanceof Claim.Mine(var recorded, var progress)) {
      var last = recorded.othersEnded(Set.of(ref.number()));
      ledger.settle(ref, progress.to(Status.FAILED, now, Optional.of(GIVEN_UP)), last);
      log.log(new LogEvent.CardGivenUp(ref, escalation.ticket()));
    }
    return Step.DONE;
  }

  /** One poke in hand. */
  private record Poke(
      Escalation escalation,
      Recorded recorded,
      Conversation conversation,
      Item item,
      Instant now,
      InstantSource clock) {}

  private CardRow fresh(ConversationKey conversation, Escalation escalation) {
    return new CardRow(
        conversation,
        escalation.ticket(),
        0,
        channel(escalation),
        Optional.empty(),
        0,
        Optional.empty(),
        escalation.id().value());
  }

  /** A card that stands nowhere yet goes where the policy says now; it may have been put right. */
  private CardRow placed(CardRow row, Escalation escalation) {
    return row.ts().isPresent() || row.posting().isPresent()
        ? row
        : new CardRow(
            row.conversation(),
            row.ticket(),
            row.revision(),
            channel(escalation),
            row.ts(),
            row.shown(),
            row.posting(),
            row.mark());
  }

  private String channel(Escalation escalation) {
    return Optional.ofNullable(policy.workspaces().get(escalation.workspace()))
        .orElseGet(() -> policy.workspaces().get(policy.defaultWorkspace()))
        .slackChannel();
  }

  private Step draw(Poke poke, CardRow row) {
    var posting = row.posting();
    if (posting.filter(it -> poke.now().isBefore(it.plus(LEASE))).isPresent()) {
      return later(poke, row, "another post may be under way", LEASE);
    }
    var lane = "slack/" + row.slackChannel();
    var held = pace.held(lane, poke.now());
    if (held.isPositive()) {
      return later(poke, row, "Slack asked us to wait", held);
    }
    // Drawn before the slot is taken, by a fresh look at the clock: what a slot means is the time
    // of sending.
    var card = card(poke, row);
    var slot = pace.take(lane, RATE, poke.clock().instant());
    if (slot.isPositive()) {
      return new Step.Later(poke.item().spread(slot));
    }
    if (posting.isPresent()) {
      return find(poke, row, posting.get());
    }
    return row.ts().isPresent() ? update(poke, row, card, row.ts().get()) : post(poke, row, card);
  }

  /**
   * A post was begun and its answer never came: Slack's own history is the authority on whether it
   * stands.
   */
  private Step find(Poke poke, CardRow row, Instant begun) {
    return switch (history.look(row, begun.minus(SKEW))) {
      case Search.Found(var ts) ->
          moved(
              poke,
              row,
              "found where it was posted",
              swap(row, Optional.of(ts), 0, Optional.empty()));
      // Certainly not there: it is posted anew, with a slot of its own.
      case Search.Absent _ ->
          moved(
              poke,
              row,
              "not in the history, it is posted anew",
              swap(row, Optional.empty(), 0, Optional.empty()));
      case Search.More _ -> later(poke, row, "the history is too long to search", OPERATOR_WAIT);
      case Search.Unread(var why) -> troubled(poke, row, why);
    };
  }

  private Step post(Poke poke, CardRow row, Card card) {
    var begun = swap(row, Optional.empty(), 0, Optional.of(poke.now()));
    if (begun.isEmpty()) {
      return later(poke, row, "somebody else has it", PACE);
    }
    return sent(poke, begun.get(), SlackApi.post(card, secrets.slack(), row.mark()));
  }

  private Step update(Poke poke, CardRow row, Card card, String ts) {
    return sent(poke, row, SlackApi.update(card, ts, secrets.slack()));
  }

  private Step sent(Poke poke, CardRow row, HttpCall call) {
    return switch (http.send("slack", call)) {
      case Exchange.Answered(var answer) -> {
        var meaning = SlackApi.answer(answer);
        yield meaning instanceof SlackAnswer.Posted(var ts)
            ? swap(row, Optional.of(ts), poke.conversation().version(), Optional.empty())
                .map(it -> shown(poke, it))
                .orElseGet(() -> later(poke, row, "somebody else has it", PACE))
            : troubled(poke, row, meaning);
      }
      case Exchange.NotSent(var why) -> {
        swap(row, row.ts(), row.shown(), Optional.empty());
        yield later(poke, row, why, Batch.backoff(poke.item().received()));
      }
      case Exchange.Lost(var why) -> later(poke, row, why, row.ts().isPresent() ? PACE : LEASE);
    };
  }

  private Step troubled(Poke poke, CardRow row, SlackAnswer answer) {
    return switch (answer) {
      case SlackAnswer.Limited(var wait) -> {
        pace.hold("slack/" + row.slackChannel(), poke.now().plus(wait));
        yield withdrawn(poke, row, "Slack's limit", wait);
      }
      case SlackAnswer.Gone _ ->
          moved(
              poke,
              row,
              "the card was deleted, it is posted anew",
              swap(row, Optional.empty(), 0, Optional.empty()));
      case SlackAnswer.Broken(var code) -> withdrawn(poke, row, code, OPERATOR_WAIT);
      // It may stand there: the next try searches first.
      case SlackAnswer.Ambiguous(var code) ->
          later(poke, row, code, row.ts().isPresent() ? PACE : LEASE);
      case SlackAnswer.Posted _ -> throw new IllegalStateException("not trouble");
    };
  }

  /**
   * A post that certainly was not made is no longer under way; one that is being searched for stays
   * in doubt.
   */
  private Step withdrawn(Poke poke, CardRow row, String reason, Duration wait) {
    if (row.posting().equals(Optional.of(poke.now()))) {
      swap(row, row.ts(), row.shown(), Optional.empty());
    }
    return later(poke, row, reason, wait);
  }

  private Step shown(Poke poke, CardRow row) {
    var ref = poke.escalation().ref();
    ledger.finish(ref, poke.now(), poke.recorded().othersEnded(Set.of(ref.number())));
    log.log(new LogEvent.CardShown(ref, row.ticket(), row.shown(), row.revision() <= 2));
    return Step.DONE;
  }

  private Card card(Poke poke, CardRow row) {
    return CardRenderer.render(
        row.slackChannel(),
        poke.conversation(),
        poke.escalation(),
        Optional.of(poke.recorded().decision().policy()),
        poke.now());
  }

  private Optional<CardRow> swap(
      CardRow row, Optional<String> ts, long shown, Optional<Instant> posting) {
    var next =
        new CardRow(
            row.conversation(),
            row.ticket(),
            row.revision() + 1,
            row.slackChannel(),
            ts,
            shown,
            posting,
            row.mark());
    return ledger.swap(next) ? Optional.of(next) : Optional.empty();
  }

  private Step moved(Poke poke, CardRow row, String reason, Optional<CardRow> next) {
    return later(poke, next.orElse(row), next.isPresent() ? reason : "somebody else has it", PACE);
  }

  private Step later(Poke poke, CardRow row, String reason, Duration wait) {
    log.log(
        new LogEvent.CardPutOff(poke.escalation().ref(), row.ticket(), reason, wait.toSeconds()));
    return new Step.Later(wait);
  }
}
