package dragoman.proof.mutation;

import java.util.List;

/** Bugs of taking an event up: when it is recorded, handed on and done, and whose it is. */
final class RouteMutants {
  private static final String ROUTE = "dragoman/pipeline/Route.java";
  private static final String PERSON = "dragoman/pipeline/Person.java";

  static final List<Mutant> ALL =
      List.of(
          new Mutant(
              "acknowledges-before-it-relays",
              "I1, I6: an event is done and due nowhere although its effects could not be handed"
                  + " on",
              ROUTE,
              """
              : Optional.of(now.plus(STUCK_AFTER));
              return switch (ledger.commit(new Commit(recorded, turn.next(), expected, aliases, dueAt))) {
                case DONE -> {
                  log.log(decided(recorded));
                  relay.relay(recorded, "", now);
                  yield true;
                }
              """,
              """
              : Optional.<Instant>empty();
              return switch (ledger.commit(new Commit(recorded, turn.next(), expected, aliases, dueAt))) {
                case DONE -> {
                  log.log(decided(recorded));
                  try {
                    relay.relay(recorded, "", now);
                  } catch (Doors.Unavailable e) {
                    log.log(new LogEvent.StepFailed("relay", "Unavailable", 0, ""));
                  }
                  yield true;
                }
              """),
          new Mutant(
              "a-recorded-event-is-done",
              "I1, I6: a crash between recording and relaying loses the effects, as with a mark"
                  + " that an event was seen",
              ROUTE,
              """
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
              """,
              """
              : Optional.<Instant>empty();
              return switch (ledger.commit(new Commit(recorded, turn.next(), expected, aliases, dueAt))) {
                case DONE -> {
                  log.log(decided(recorded));
                  relay.relay(recorded, "", now);
                  yield true;
                }
                case REPEATED -> true;
              """),
          new Mutant(
              "recomputes-on-replay",
              "I2, I3: a repeated event's effects are those of a decision made anew",
              ROUTE,
              "it -> resume(it, now)",
              "_ -> resume(recorded, now)"),
          new Mutant(
              "relays-before-it-commits",
              "I2, I3: effects of a decision that is never recorded are seen",
              ROUTE,
              """
              return switch (ledger.commit(new Commit(recorded, turn.next(), expected, aliases, dueAt))) {
                case DONE -> {
                  log.log(decided(recorded));
                  relay.relay(recorded, "", now);
                  yield true;
                }
              """,
              """
              relay.relay(recorded, "", now);
              return switch (ledger.commit(new Commit(recorded, turn.next(), expected, aliases, dueAt))) {
                case DONE -> {
                  log.log(decided(recorded));
                  yield true;
                }
              """),
          new Mutant(
              "a-repeated-event-is-a-conflict",
              "I6: an event that is recorded already is tried for ever and holds up its"
                  + " conversation",
              ROUTE,
              """
              case REPEATED -> {
                ledger
                    .find(recorded.conversation(), recorded.event().key())
                    .ifPresentOrElse(it -> resume(it, now), () -> forget(recorded));
                yield true;
              }
              case STALE -> false;
              """,
              "case REPEATED, STALE -> false;"),
          new Mutant(
              "a-conflict-counts-as-done",
              "I1, I2: an event that met another writer is dropped",
              ROUTE,
              "case STALE -> false;",
              "case STALE -> true;"),
          new Mutant(
              "endings-are-dropped",
              "I8: a reply that failed, or may have, becomes nobody's task",
              ROUTE,
              "case ReplyEnded ended -> onReplyEnded(ended, now);",
              "case ReplyEnded _ -> {}"),
          new Mutant(
              "nothing-is-ever-due",
              "I6: effects stuck behind a dead-lettered message are never found",
              ROUTE,
              ": Optional.of(now.plus(STUCK_AFTER));",
              ": Optional.<Instant>empty();"),
          new Mutant(
              "a-nudge-is-only-noted",
              "I6: the watchdog's find is moved on in the index and not handed on again",
              ROUTE,
              "relay.relay(recorded.get(), \"~\" + nudge.dueAt().getEpochSecond(), now);",
              ""),
          new Mutant(
              "other-ids-are-not-kept",
              "I5: a person who writes under another id of theirs is somebody new",
              ROUTE,
              "if (commit(recorded, turn, person.version(), person.free(), now)) {",
              "if (commit(recorded, turn, person.version(), List.of(), now)) {"),
          new Mutant(
              "the-first-id-decides",
              "I5, I6: an alias is taken for a conversation, so its messages are recorded nowhere",
              PERSON,
              "var key = targets.isEmpty() ? places.getFirst() : targets.getFirst();",
              "var key = places.getFirst();"));

  private RouteMutants() {}
}
