package dragoman.local.doors;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.conversation.Conversation;
import dragoman.functions.DynamoLedger;
import dragoman.local.aws.Aws;
import dragoman.memory.MemoryLedger;
import dragoman.message.ConversationKey;
import dragoman.message.EffectRef;
import dragoman.message.EventKey;
import dragoman.message.InboundMessage;
import dragoman.message.Receipt;
import dragoman.pipeline.CardRow;
import dragoman.pipeline.Commit;
import dragoman.pipeline.Doors.Due;
import dragoman.pipeline.Doors.Ledger;
import dragoman.pipeline.Doors.Standing;
import dragoman.pipeline.LedgerContract;
import dragoman.pipeline.Progress;
import dragoman.pipeline.Watch;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * The simulation stands on {@link MemoryLedger}: whatever is done to it in whatever order, it
 * answers as the ledger on DynamoDB does. {@code -Dsequences=500} for more.
 */
class HonestTableTest {
  private static final int SEQUENCES = Integer.getInteger("sequences", 25);
  private static final int STEPS = 30;

  private final DynamoLedger real =
      new DynamoLedger(
          Aws.EMBEDDED.services().clients().dynamoDb(),
          Aws.EMBEDDED.services().table(),
          () -> LedgerContract.NOW);

  @Test
  void the_table_in_memory_answers_as_dynamodb_does() {
    for (var seed = 1; seed <= SEQUENCES; seed++) {
      new Sequence(seed).run();
    }
  }

  /** One random sequence of operations, on people and lanes of its own. */
  private final class Sequence {
    private final int seed;
    private final Random dice;
    private final MemoryLedger memory = new MemoryLedger();
    private final List<Commit> written = new ArrayList<>();
    private final List<String> people;
    private final String lane;
    private int step;
    private Instant now = LedgerContract.NOW;

    private Sequence(int seed) {
      this.seed = seed;
      this.dice = new Random(seed);
      this.people = List.of(name("ana"), name("ben"));
      this.lane = name("lane");
    }

    private String name(String what) {
      return "honest-%s-%d-%d".formatted(what, seed, System.identityHashCode(HonestTableTest.this));
    }

    private void run() {
      for (step = 0; step < STEPS; step++) {
        now = now.plusMillis(dice.nextInt(5_000));
        operate();
      }
      written.forEach(it -> find(ref(it, 0)));
      shards();
    }

    private void same(String what, Function<Ledger, Object> call) {
      assertThat(call.apply(memory))
          .as("seed %d, step %d: %s", seed, step, what)
          .isEqualTo(call.apply(real));
    }

    private void operate() {
      switch (dice.nextInt(14)) {
        case 0, 1, 2 -> commit(0);
        case 3 -> commit(dice.nextInt(3) - 1);
        case 4 -> repeat();
        case 5 -> read();
        case 6, 7 -> on(it -> same("claim " + it, ledger -> ledger.claim(it, now)));
        case 8 -> on(this::takeOver);
        case 9 -> on(this::settle);
        case 10 -> on(this::receipt);
        case 11 -> on(this::finish);
        case 12 -> on(this::postpone);
        case 13 -> card();
        default -> throw new IllegalStateException();
      }
      if (dice.nextInt(6) == 0) {
        receipts();
      }
    }

    /** What was written of a person in memory is where both ledgers are. */
    private Optional<Conversation> standing(String person) {
      var key = place(person);
      var standing = memory.read(List.of(key), List.of()).conversations().get(key);
      return standing instanceof Standing.Itself(var it) ? Optional.of(it) : Optional.empty();
    }

    private static ConversationKey place(String person) {
      return ConversationKey.of("t", "whatsapp", "1001", person);
    }

    private void commit(int off) {
      var person = people.get(dice.nextInt(people.size()));
      var before = standing(person);
      var aliases =
          dice.nextInt(4) == 0
              ? List.of(place(person + "-other" + dice.nextInt(2)))
              : List.<ConversationKey>of();
      var message = LedgerContract.message("my account has been hacked", person);
      var right = LedgerContract.commit(message, before, aliases);
      var commit =
          new Commit(
              right.recorded(),
              right.next(),
              Math.max(0, right.expected() + off),
              right.aliases(),
              right.dueAt());
      same("commit", ledger -> ledger.commit(commit));
      written.add(commit);
    }

    private void repeat() {
      if (!written.isEmpty()) {
        var commit = written.get(dice.nextInt(written.size()));
        same("commit again", ledger -> ledger.commit(commit));
      }
    }

    private void read() {
      var places = new ArrayList<ConversationKey>();
      people.forEach(
          it -> {
            places.add(place(it));
            places.add(place(it + "-other0"));
          });
      same("read", ledger -> ledger.read(places, List.of()));
    }

    private void on(java.util.function.Consumer<EffectRef> operation) {
      if (!written.isEmpty()) {
        var commit = written.get(dice.nextInt(written.size()));
        operation.accept(ref(commit, dice.nextInt(commit.recorded().progress().size())));
      }
    }

    private static EffectRef ref(Commit commit, int number) {
      return new EffectRef(
          commit.recorded().conversation(), commit.recorded().event().key(), number);
    }

    private Progress.Status status() {
      var all = Progress.Status.values();
      return all[dice.nextInt(all.length)];
    }

    private void takeOver(EffectRef effect) {
      var attempt = dice.nextInt(3);
      same("take over", ledger -> ledger.takeOver(effect, attempt, "resent", now));
    }

    private void settle(EffectRef effect) {
      var progress =
          new Progress(
              status(), dice.nextInt(3), now, Optional.of("note " + step), Optional.empty());
      var last = dice.nextBoolean();
      same("settle " + progress, ledger -> ledger.settle(effect, progress, last));
      find(effect);
    }

    private void finish(EffectRef effect) {
      var last = dice.nextBoolean();
      same(
          "finish",
          ledger -> {
            ledger.finish(effect, now, last);
            return ledger.find(effect.conversation(), effect.event());
          });
    }

    private void receipt(EffectRef effect) {
      var statuses = Receipt.Status.values();
      var receipt =
          new Receipt(
              EventKey.of("t", "whatsapp", "1001", "status", name("s" + step)),
              "whatsapp",
              "main",
              dice.nextInt(5) == 0 ? "9999" : "1001",
              "wamid.out" + step,
              "911",
              statuses[dice.nextInt(statuses.length)],
              Optional.of(effect.toString()),
              Optional.empty(),
              now);
      same("receipt " + receipt.status(), ledger -> ledger.receipt(effect, receipt, now));
      find(effect);
    }

    private void postpone(EffectRef effect) {
      var dueAt =
          dice.nextInt(3) == 0
              ? Optional.<Instant>empty()
              : Optional.of(now.plusSeconds(dice.nextInt(900)));
      same(
          "postpone",
          ledger -> {
            ledger.postpone(effect.conversation(), effect.event(), dueAt);
            return due(ledger, effect.event());
          });
    }

    private void find(EffectRef effect) {
      same("find", ledger -> ledger.find(effect.conversation(), effect.event()));
    }

    private void card() {
      var place = place(people.getFirst());
      var row =
          new CardRow(
              place,
              "D-1",
              dice.nextInt(4),
              "C1",
              dice.nextBoolean() ? Optional.of("1." + step) : Optional.empty(),
              dice.nextInt(9),
              dice.nextBoolean() ? Optional.of(now) : Optional.empty(),
              "mark");
      same("swap to revision " + row.revision(), ledger -> ledger.swap(row));
      same("card", ledger -> ledger.card(place, "D-1"));
    }

    /** To the minute, as the door says. */
    private void receipts() {
      var at = now.minusSeconds(dice.nextInt(300));
      same(
          "receipts",
          ledger -> {
            ledger.receiptsArrive(lane, at);
            return ledger.receiptsArrived(lane).map(it -> it.truncatedTo(ChronoUnit.MINUTES));
          });
    }

    private List<Due> due(Ledger ledger, EventKey event) {
      return ledger.due(Watch.shard(event.value()), now.plusSeconds(2_000), 10_000).stream()
          .filter(it -> it.event().equals(event))
          .toList();
    }

    private void shards() {
      var mine = new HashSet<EventKey>();
      written.forEach(it -> mine.add(((InboundMessage) it.recorded().event()).key()));
      for (var shard = 0; shard < Watch.SHARDS; shard++) {
        var of = shard;
        same(
            "due in shard " + of,
            ledger ->
                ledger.due(of, now.plusSeconds(2_000), 10_000).stream()
                    .filter(it -> mine.contains(it.event()))
                    .map(it -> it.event().value() + it.dueAt())
                    .sorted()
                    .toList());
      }
    }
  }
}
