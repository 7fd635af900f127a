package dragoman.proof.simulation;

import dragoman.conversation.Effect;
import dragoman.memory.MemoryLedger;
import dragoman.message.Consent;
import dragoman.message.ConversationKey;
import dragoman.message.EffectRef;
import dragoman.message.Event;
import dragoman.message.EventKey;
import dragoman.message.InboundMessage;
import dragoman.message.Nudge;
import dragoman.message.Receipt;
import dragoman.message.ReplyEnded;
import dragoman.pipeline.CardRow;
import dragoman.pipeline.Commit;
import dragoman.pipeline.ContactKey;
import dragoman.pipeline.Doors.Claim;
import dragoman.pipeline.Doors.Commitment;
import dragoman.pipeline.Doors.Due;
import dragoman.pipeline.Doors.Kept;
import dragoman.pipeline.Doors.Ledger;
import dragoman.pipeline.Doors.Remains;
import dragoman.pipeline.Doors.Standings;
import dragoman.pipeline.Progress;
import dragoman.pipeline.Recorded;
import dragoman.proof.simulation.Faults.Door;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The table, behind the {@link Gate}. */
final class SimulatedLedger implements Ledger {
  private final MemoryLedger table;
  private final Gate gate;
  private final Journal journal;
  private final Scheduler time;

  SimulatedLedger(MemoryLedger table, Gate gate, Journal journal, Scheduler time) {
    this.table = table;
    this.gate = gate;
    this.journal = journal;
    this.time = time;
  }

  @Override
  public Standings read(List<ConversationKey> conversations, List<ContactKey> contacts) {
    return call("table: read", () -> "", () -> table.read(conversations, contacts));
  }

  @Override
  public Commitment commit(Commit commit) {
    return call(
        "table: commit",
        () ->
            "%s as version %d: %s"
                .formatted(
                    label(commit.recorded().event()),
                    commit.next().version(),
                    commit.recorded().decision().action()),
        () -> table.commit(commit));
  }

  @Override
  public Optional<Consent> consent(ConversationKey conversation) {
    return call("table: consent", conversation::value, () -> table.consent(conversation));
  }

  @Override
  public void noteConsent(ConversationKey conversation, Consent consent) {
    call(
        "table: note consent",
        conversation::value,
        () -> done(() -> table.noteConsent(conversation, consent)));
  }

  @Override
  public Optional<Recorded> find(ConversationKey conversation, EventKey event) {
    return call(
        "table: find", () -> label(conversation, event), () -> table.find(conversation, event));
  }

  @Override
  public Optional<EventKey> event(ConversationKey conversation, String beginning) {
    return call("table: event", () -> beginning, () -> table.event(conversation, beginning));
  }

  @Override
  public Claim claim(EffectRef effect, Instant now) {
    return call("table: claim", () -> label(effect), () -> table.claim(effect, now));
  }

  @Override
  public Claim takeOver(EffectRef effect, int attempt, String note, Instant now) {
    return call(
        "table: take over",
        () -> label(effect) + " from attempt " + attempt,
        () -> table.takeOver(effect, attempt, note, now));
  }

  @Override
  public boolean settle(EffectRef effect, Progress progress, boolean last) {
    return call(
        "table: settle",
        () -> label(effect) + " " + progress.status(),
        () -> table.settle(effect, progress, last));
  }

  @Override
  public void finish(EffectRef effect, Instant now, boolean last) {
    call("table: finish", () -> label(effect), () -> done(() -> table.finish(effect, now, last)));
  }

  @Override
  public boolean receipt(EffectRef effect, Receipt receipt, Instant now) {
    return call(
        "table: receipt",
        () -> label(effect) + " " + receipt.status(),
        () -> {
          note(effect);
          return table.receipt(effect, receipt, now);
        });
  }

  private void note(EffectRef effect) {
    table
        .find(effect.conversation(), effect.event())
        .map(it -> it.effect(effect.number()))
        .ifPresent(
            it -> {
              if (it instanceof Effect.Answering(var reply, _, _)) {
                journal.receipts.putIfAbsent(
                    List.of(Provider.numbered(reply.to()), reply.text()), time.millis());
              }
            });
  }

  @Override
  public void receiptsArrive(String lane, Instant at) {
    call("table: receipts come", () -> "", () -> done(() -> table.receiptsArrive(lane, at)));
  }

  @Override
  public void heard(String lane, Instant at) {
    call("table: heard", () -> "", () -> done(() -> table.heard(lane, at)));
  }

  @Override
  public Map<String, Instant> lastHeard() {
    return call("table: last heard", () -> "", table::lastHeard);
  }

  @Override
  public Optional<Instant> receiptsArrived(String lane) {
    return call("table: receipts?", () -> "", () -> table.receiptsArrived(lane));
  }

  @Override
  public List<Due> due(int shard, Instant until, int limit) {
    return call("table: due", () -> "shard " + shard, () -> table.due(shard, until, limit));
  }

  @Override
  public void postpone(ConversationKey conversation, EventKey event, Optional<Instant> dueAt) {
    call(
        "table: postpone",
        () -> label(conversation, event),
        () -> done(() -> table.postpone(conversation, event, dueAt)));
  }

  @Override
  public Optional<CardRow> card(ConversationKey conversation, String ticket) {
    return call("table: card", () -> ticket, () -> table.card(conversation, ticket));
  }

  @Override
  public boolean swap(CardRow next) {
    return call(
        "table: swap card",
        () -> next.ticket() + " to revision " + next.revision(),
        () -> table.swap(next));
  }

  @Override
  public Kept kept(ConversationKey conversation) {
    return call("table: kept", conversation::value, () -> table.kept(conversation));
  }

  @Override
  public boolean erase(Remains remains, Instant now) {
    return call("table: erase", remains::toString, () -> table.erase(remains, now));
  }

  private <T> T call(String operation, Supplier<String> about, Supplier<T> act) {
    return gate.call(Door.LEDGER, operation, about, act);
  }

  private static Void done(Runnable act) {
    act.run();
    return null;
  }

  private String label(EffectRef effect) {
    var kind =
        table
            .find(effect.conversation(), effect.event())
            .filter(it -> effect.number() < it.progress().size())
            .map(it -> it.effect(effect.number()).kind() + " " + effect.number() + " of ")
            .orElse("an effect of ");
    return kind + label(effect.conversation(), effect.event());
  }

  private String label(ConversationKey conversation, EventKey event) {
    return table.find(conversation, event).map(it -> label(it.event())).orElse("nothing recorded");
  }

  static String label(Event event) {
    return switch (event) {
      case InboundMessage message ->
          message.externalId()
              + " ("
              + message.sender().name().orElse("")
              + ": "
              + message.words().orElse("")
              + ")";
      case ReplyEnded ended -> "the end of a reply (" + ended.reason() + ")";
      case Nudge _ -> "a nudge";
    };
  }
}
