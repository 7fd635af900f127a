package dragoman.pipeline;

import dragoman.message.EffectHint;
import dragoman.message.EffectRef;
import dragoman.message.Json;
import dragoman.message.Receipt;
import dragoman.message.ReceiptJson;
import dragoman.pipeline.Batch.Item;
import dragoman.pipeline.Batch.Step;
import java.time.Instant;
import java.util.Optional;

/**
 * Notes what providers tell of our messages: ever onwards, never back. A reply that turns out not
 * to have arrived becomes a person's task.
 */
public final class Track {
  private final Doors.Ledger ledger;
  private final Endings endings;
  private final Doors.Log log;
  private final Witness receiptsArrive;

  public Track(Doors.Ledger ledger, Doors.Queues queues, Doors.Log log) {
    this.ledger = ledger;
    this.endings = new Endings(queues, log);
    this.receiptsArrive = new Witness(ledger::receiptsArrive);
    this.log = log;
  }

  public Step track(Item item, Instant now) {
    Receipt receipt;
    try {
      receipt = ReceiptJson.read(item.body());
    } catch (Json.Malformed e) {
      log.log(new LogEvent.LetterParked("receipts", e.getMessage()));
      return Step.DONE; // It can carry nobody's words.
    }
    var effect = receipt.callback().flatMap(this::effect);
    // Only one that names its reply is a witness: where the others alone arrive, none of a lost
    // reply's would. By the provider's time, because one that waited long says nothing of what is
    // behind it.
    effect.ifPresent(
        it ->
            receiptsArrive.at(
                receipt.channel() + "/" + receipt.account(),
                receipt.at().isBefore(now) ? receipt.at() : now));
    var known = effect.filter(it -> ledger.receipt(it, receipt, now)).isPresent();
    if (known && receipt.status() == Receipt.Status.FAILED) {
      endings.tell(
          effect.get(),
          receipt.channel(),
          Progress.Status.FAILED,
          "the provider reported failure " + receipt.error().orElse("without a code"));
    }
    log.log(new LogEvent.ReceiptNoted(effect, receipt.channel(), receipt.status().name(), known));
    return Step.DONE;
  }

  private Optional<EffectRef> effect(String callback) {
    return EffectRef.parse(callback).or(() -> EffectHint.parse(callback).flatMap(this::hintedAt));
  }

  private Optional<EffectRef> hintedAt(EffectHint hint) {
    return ledger
        .event(hint.conversation(), hint.event())
        .map(event -> new EffectRef(hint.conversation(), event, hint.number()));
  }
}
