package dragoman.proof.mutation;

import java.util.List;

/** Bugs of hearing what became of a reply, and of the second line behind everything. */
final class TrackAndWatchMutants {
  private static final String TRACK = "dragoman/pipeline/Track.java";
  private static final String WATCH = "dragoman/pipeline/Watch.java";

  static final List<Mutant> ALL =
      List.of(
          new Mutant(
              "a-reported-failure-is-only-noted",
              "I8: a reply that the provider reports as failed becomes nobody's task",
              TRACK,
              "if (known && receipt.status() == Receipt.Status.FAILED) {",
              "if (known && effect.isEmpty()) {"),
          new Mutant(
              "a-receipt-is-tried-once",
              "I8: a receipt that could not be written is not come back to",
              TRACK,
              "var known = effect.filter(it -> ledger.receipt(it, receipt, now)).isPresent();",
              """
              boolean known;
              try {
                known = effect.filter(it -> ledger.receipt(it, receipt, now)).isPresent();
              } catch (Doors.Unavailable e) {
                known = false;
              }
              """),
          new Mutant(
              "sees-only-the-last-minute",
              "I6: what became due in a minute that the watchdog skipped is never seen",
              WATCH,
              ".map(it -> Nudge.of(it.conversation(), it.event(), it.dueAt()))",
              """
              .filter(it -> it.dueAt().isAfter(now.minus(Duration.ofMinutes(1))))
              .map(it -> Nudge.of(it.conversation(), it.event(), it.dueAt()))
              """),
          new Mutant(
              "watches-one-shard",
              "I6: what is stuck in the other shards of the index is never seen",
              WATCH,
              "for (var shard = 0; shard < SHARDS && enough.getAsBoolean(); shard++) {",
              "for (var shard = 0; shard < 1 && enough.getAsBoolean(); shard++) {"));

  private TrackAndWatchMutants() {}
}
