package dragoman.pipeline;

import dragoman.card.Search;
import dragoman.card.SlackAnswer;
import dragoman.card.SlackApi;
import dragoman.pipeline.Doors.Exchange;
import dragoman.pipeline.Doors.Ledger;
import dragoman.pipeline.Doors.Remains;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Takes cards down from Slack. To delete twice does no harm, so a lost answer is simply asked for
 * again; a post that may be under way is waited for, or it would stand there after its row is gone.
 */
final class TakeDown {
  private final Ledger ledger;
  private final Doors.Secrets secrets;
  private final Doors.Http http;
  private final SlackHistory history;
  private final Doors.Pace pace;

  TakeDown(Ledger ledger, Doors.Secrets secrets, Doors.Http http, Doors.Pace pace) {
    this.ledger = ledger;
    this.secrets = secrets;
    this.http = http;
    this.history = new SlackHistory(secrets, http);
    this.pace = pace;
  }

  /** Empty once the card is certainly not there, and no row of it is. */
  Optional<Erasure.Left> takeDown(CardRow row, Instant now) {
    var lease = row.posting().map(it -> Duration.between(now, it.plus(Notify.LEASE)));
    if (lease.filter(Duration::isPositive).isPresent()) {
      return left(row, "it may be being posted right now", lease.get());
    }
    if (row.ts().isEmpty() && row.posting().isEmpty()) {
      return gone(row, now);
    }
    var lane = "slack/" + row.slackChannel();
    var held = pace.held(lane, now);
    if (held.isPositive()) {
      return left(row, "Slack asked us to wait", held);
    }
    var slot = pace.take(lane, Notify.RATE, now);
    if (slot.isPositive()) {
      return left(row, "others of its channel come first", slot);
    }
    return row.ts().isPresent()
        ? delete(row, row.ts().get(), now)
        : search(row, row.posting().get(), now);
  }

  /** A post was begun and its answer never came: only the channel's history knows. */
  private Optional<Erasure.Left> search(CardRow row, Instant begun, Instant now) {
    return switch (history.look(row, begun.minus(Notify.SKEW))) {
      case Search.Found(var ts) -> delete(row, ts, now);
      case Search.Absent _ -> gone(row, now);
      case Search.More _ -> left(row, "the history is too long to search", Notify.OPERATOR_WAIT);
      case Search.Unread(var why) -> meant(row, why, now);
    };
  }

  private Optional<Erasure.Left> delete(CardRow row, String ts, Instant now) {
    return switch (http.send("slack", SlackApi.delete(row.slackChannel(), ts, secrets.slack()))) {
      case Exchange.Answered(var answer) -> meant(row, SlackApi.answer(answer), now);
      case Exchange.NotSent(var why) -> left(row, why, Notify.PACE);
      case Exchange.Lost(var why) -> left(row, why, Notify.PACE);
    };
  }

  private Optional<Erasure.Left> meant(CardRow row, SlackAnswer answer, Instant now) {
    return switch (answer) {
      case SlackAnswer.Posted _, SlackAnswer.Gone _ -> gone(row, now);
      case SlackAnswer.Limited(var wait) -> {
        pace.hold("slack/" + row.slackChannel(), now.plus(wait));
        yield left(row, "Slack's limit", wait);
      }
      case SlackAnswer.Ambiguous(var code) -> left(row, code, Notify.PACE);
      case SlackAnswer.Broken(var code) -> left(row, code, Notify.OPERATOR_WAIT);
    };
  }

  private Optional<Erasure.Left> gone(CardRow row, Instant now) {
    var card = new Remains.OfCard(row.conversation(), row.ticket(), row.revision());
    return ledger.erase(card, now)
        ? Optional.empty()
        : left(row, "somebody else has it", Notify.PACE);
  }

  private static Optional<Erasure.Left> left(CardRow row, String reason, Duration after) {
    return Optional.of(new Erasure.Left(row.conversation(), row.ticket(), reason, after));
  }
}
