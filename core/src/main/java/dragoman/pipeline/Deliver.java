package dragoman.pipeline;

import dragoman.channel.Account;
import dragoman.channel.HttpCall;
import dragoman.channel.Outcome;
import dragoman.channel.SendClass;
import dragoman.message.EffectRef;
import dragoman.message.Json;
import dragoman.pipeline.Batch.Item;
import dragoman.pipeline.Batch.Step;
import dragoman.pipeline.Doors.Claim;
import dragoman.pipeline.Doors.Exchange;
import dragoman.pipeline.Doors.Ledger;
import dragoman.pipeline.Progress.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Sends replies: claim the effect, make the call, record the outcome. What follows when the
 * provider's answer is lost depends on the channel's {@link SendClass}.
 *
 * <p>A reply never overtakes an unfinished earlier one of its conversation, which is sent in its
 * place; and none ends without an explicit end: what did not arrive, or may not have, becomes a
 * person's task.
 */
public final class Deliver {
  private final Timing timing;
  private final Ledger ledger;
  private final Doors.Secrets secrets;
  private final Doors.Http http;
  private final Doors.Pace pace;
  private final Pacing pacing;
  private final OptOuts optOuts;
  private final Endings endings;
  private final Doors.Log log;

  /**
   * @param lease longer than any one send can take; before it is over, whoever claimed is taken to
   *     be alive
   * @param reconcileWait how long a receipt may take before its absence means that nothing arrived
   * @param giveUp after this a reply is no longer worth sending
   */
  public record Timing(Duration lease, Duration reconcileWait, Duration giveUp) {}

  public Deliver(
      Timing timing,
      Ledger ledger,
      Doors.Secrets secrets,
      Doors.Http http,
      Doors.Pace pace,
      Doors.Queues queues,
      Doors.Log log) {
    this.timing = timing;
    this.ledger = ledger;
    this.secrets = secrets;
    this.http = http;
    this.pace = pace;
    this.pacing = new Pacing(pace);
    this.optOuts = new OptOuts(ledger, log);
    this.endings = new Endings(queues, log);
    this.log = log;
  }

  public Step deliver(Item item, Instant now) {
    Outgoing outgoing;
    try {
      outgoing = Outgoing.read(item.body());
    } catch (Json.Malformed e) {
      log.log(new LogEvent.LetterParked("outbound", e.getMessage()));
      return Step.DONE; // The effect's row remembers; the watchdog relays it in a form we know.
    }
    return deliver(outgoing, item, now);
  }

  private Step deliver(Outgoing outgoing, Item item, Instant now) {
    var held = pace.held(outgoing.lane(), now);
    if (held.isPositive()) {
      return later(outgoing, "the provider asked us to wait", held);
    }
    var earlier = outgoing.after().flatMap(this::unfinished);
    if (earlier.isPresent()) {
      // Its own message may be lost, or stand behind this one in the group and never be reached.
      return deliver(earlier.get(), item, now) instanceof Step.Later later
          ? later
          : later(outgoing, "an earlier reply went first", Duration.ZERO);
    }
    return pacing
        .wait(outgoing, item, now)
        .map(it -> later(outgoing, it.why(), it.time()))
        .orElseGet(() -> take(outgoing, item, now));
  }

  private Step take(Outgoing outgoing, Item item, Instant now) {
    return switch (claim(outgoing.effect(), now)) {
      case Claim.Mine(var recorded, var progress) ->
          send(new Attempt(recorded, progress, outgoing, item, now));
      case Claim.Taken(var recorded, var progress) ->
          resume(new Attempt(recorded, progress, outgoing, item, now));
      case Claim.Missing _ -> Step.DONE;
    };
  }

  /**
   * A claim whose answer was lost is found by its time: nobody else is at work on this conversation
   * in this moment, and nothing has been sent, so that there is nothing to doubt.
   */
  private Claim claim(EffectRef effect, Instant now) {
    var claim = twice(() -> ledger.claim(effect, now));
    return claim instanceof Claim.Taken(var recorded, var progress)
            && progress.status() == Status.SENDING
            && progress.since().toEpochMilli() == now.toEpochMilli()
        ? new Claim.Mine(recorded, progress)
        : claim;
  }

  /** Once more at once where it matters that what is known now is written down. */
  private static <T> T twice(Supplier<T> call) {
    try {
      return call.get();
    } catch (Doors.Unavailable e) {
      return call.get();
    }
  }

  private Optional<Outgoing> unfinished(EffectRef earlier) {
    return ledger
        .find(earlier.conversation(), earlier.event())
        .filter(it -> !it.progress().get(earlier.number()).status().ended())
        .map(it -> it.reply(earlier.number()))
        .map(it -> Outgoing.of(it.reply(), it.after()));
  }

  /**
   * Somebody claimed this before: it has ended, is being sent right now, or its sender vanished.
   */
  private Step resume(Attempt attempt) {
    var progress = attempt.progress();
    return switch (progress.status()) {
      case SENT, CANCELLED -> Step.DONE;
      case FAILED, UNKNOWN -> {
        // The one who ended it may have crashed before telling; telling twice is one event.
        endings.tell(
            attempt.ref(),
            attempt.outgoing().lane(),
            progress.status(),
            progress.note().orElse(""));
        yield Step.DONE;
      }
      case PENDING -> new Step.Later(Duration.ofSeconds(1));
      case SENDING -> {
        var sendClass = attempt.channel().sendClass();
        var wait = sendClass == SendClass.RECEIPT ? timing.reconcileWait() : timing.lease();
        if (attempt.age().compareTo(wait) < 0) {
          yield later(attempt, "an earlier attempt may be alive", wait.minus(attempt.age()));
        }
        yield switch (sendClass) {
          case IDEMPOTENT -> sendAgain(attempt);
          case RECEIPT -> reconcile(attempt);
          case BLIND -> end(attempt, Status.UNKNOWN, "its answer was lost");
        };
      }
    };
  }

  /**
   * No receipt came in time. That tells something only where receipts come at all: a lane that has
   * been silent since is no witness.
   */
  private Step reconcile(Attempt attempt) {
    if (attempt.followsDoubt()) {
      return end(attempt, Status.UNKNOWN, "sent twice, and no receipt came");
    }
    var witnessed =
        ledger
            .receiptsArrived(attempt.outgoing().lane())
            .filter(attempt.progress().since()::isBefore)
            .isPresent();
    return witnessed
        ? sendAgain(attempt)
        : end(attempt, Status.UNKNOWN, "its answer was lost, and no receipts arrive");
  }

  private Step sendAgain(Attempt attempt) {
    return switch (ledger.takeOver(
        attempt.ref(), attempt.progress().attempt(), attempt.resent(), attempt.now())) {
      case Claim.Mine(var recorded, var progress) ->
          send(new Attempt(recorded, progress, attempt.outgoing(), attempt.item(), attempt.now()));
      case Claim.Taken _ -> new Step.Later(Duration.ofSeconds(1));
      case Claim.Missing _ -> Step.DONE;
    };
  }

  private Step send(Attempt attempt) {
    var answering = attempt.answering();
    if (answering.before().filter(attempt.now()::isAfter).isPresent()) {
      return end(attempt, Status.FAILED, plain(Outcome.Why.WINDOW_CLOSED));
    }
    if (attempt.now().isAfter(attempt.recorded().at().plus(timing.giveUp()))) {
      return end(attempt, Status.FAILED, "given up after " + timing.giveUp());
    }
    try {
      if (optOuts.stop(attempt)) {
        return cancel(attempt, "the person opted out before it was sent");
      }
    } catch (Doors.Unavailable e) {
      return putBack(attempt, "the consent could not be read", attempt.backoff());
    }
    var reply = attempt.reply();
    Optional<Account> account;
    try {
      account = secrets.account(reply.channel(), reply.account());
    } catch (Doors.Unavailable e) {
      // Nothing was sent: that must not look like an answer that was lost.
      return putBack(attempt, "the token could not be read", attempt.backoff());
    }
    if (account.isEmpty()) {
      return end(attempt, Status.FAILED, "no token for this account");
    }
    var channel = attempt.channel();
    HttpCall call;
    try {
      call = channel.reply(reply, account.get(), attempt.now());
    } catch (IllegalArgumentException e) {
      return end(attempt, Status.FAILED, "the account's settings are not usable");
    }
    return switch (http.send(reply.channel(), call)) {
      case Exchange.Answered(var answer) -> {
        var outcome = channel.outcome(answer);
        if (answer.status() == 429 && outcome instanceof Outcome.Retry(var after, _)) {
          pace.hold(attempt.outgoing().lane(), attempt.now().plus(after));
        }
        yield settle(attempt, outcome);
      }
      case Exchange.NotSent(var why) -> settle(attempt, new Outcome.Retry(attempt.backoff(), why));
      // It may still be under way: behind it nothing goes out until it has landed or never will.
      case Exchange.Lost(var why) when channel.sendClass() == SendClass.BLIND ->
          later(attempt, why, timing.lease());
      case Exchange.Lost(var why) -> settle(attempt, new Outcome.Ambiguous(why));
    };
  }

  private Step settle(Attempt attempt, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Sent(var externalId) -> {
        record(attempt, Status.SENT, externalId);
        log.log(attempt.sent());
        yield Step.DONE;
      }
      case Outcome.Refused(var why, var code) -> {
        if (why == Outcome.Why.OPTED_OUT) {
          optOuts.note(attempt, code);
        }
        yield end(attempt, Status.FAILED, plain(why) + " (" + code + ")");
      }
      case Outcome.Retry(var after, var code) -> putBack(attempt, code, after);
      // By its address it can still go; after a lost answer nobody knows who used the handle up.
      case Outcome.HandleSpent(var code) ->
          attempt.byHandle() && !attempt.followsDoubt()
              ? putBack(attempt, Attempt.HANDLE_LEFT, code, Duration.ZERO)
              : end(attempt, Status.FAILED, "its handle is used up (" + code + ")");
      case Outcome.Ambiguous(var code) ->
          switch (attempt.channel().sendClass()) {
            case IDEMPOTENT -> putBack(attempt, attempt.doubted(code), code, attempt.backoff());
            // It stays SENDING: a receipt ends it, or the wait for one does.
            case RECEIPT -> later(attempt, code, timing.reconcileWait());
            case BLIND -> end(attempt, Status.UNKNOWN, "no clear answer (" + code + ")");
          };
    };
  }

  /** It is not sent, and nobody has to do anything about it: the person wants it so. */
  private Step cancel(Attempt attempt, String reason) {
    if (attempt.followsDoubt()) {
      return end(attempt, Status.UNKNOWN, reason);
    }
    if (!record(attempt, Status.CANCELLED, Optional.of(reason))) {
      return new Step.Later(Duration.ofSeconds(1)); // A receipt came in between: look again.
    }
    log.log(new LogEvent.ReplyCancelled(attempt.ref(), attempt.outgoing().lane(), reason));
    return Step.DONE;
  }

  private Step putBack(Attempt attempt, String code, Duration wait) {
    return putBack(attempt, attempt.unsent(code), code, wait);
  }

  private Step putBack(Attempt attempt, String note, String code, Duration wait) {
    record(attempt, Status.PENDING, Optional.of(note));
    return later(attempt, code, wait);
  }

  private Step end(Attempt attempt, Status certain, String reason) {
    var status = attempt.followsDoubt() ? Status.UNKNOWN : certain;
    if (!record(attempt, status, Optional.of(reason))) {
      return new Step.Later(Duration.ofSeconds(1)); // A receipt came in between: look again.
    }
    endings.tell(attempt.ref(), attempt.outgoing().lane(), status, reason);
    return Step.DONE;
  }

  private boolean record(Attempt attempt, Status status, Optional<String> note) {
    var last = status.ended() && attempt.recorded().othersEnded(Set.of(attempt.ref().number()));
    var progress = attempt.progress().to(status, attempt.now(), note);
    return twice(() -> ledger.settle(attempt.ref(), progress, last));
  }

  private Step later(Attempt attempt, String reason, Duration wait) {
    return later(attempt.outgoing(), reason, wait);
  }

  private Step later(Outgoing outgoing, String reason, Duration wait) {
    log.log(new LogEvent.ReplyPutOff(outgoing.effect(), outgoing.lane(), reason, wait.toSeconds()));
    return new Step.Later(wait);
  }

  private static String plain(Outcome.Why why) {
    return switch (why) {
      case PERMANENT -> "the recipient cannot be reached";
      case WINDOW_CLOSED -> "the channel's window is closed";
      case OPTED_OUT -> "the person opted out";
      case OUR_FAULT -> "our account or request was refused";
    };
  }
}
