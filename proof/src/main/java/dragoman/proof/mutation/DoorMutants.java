package dragoman.proof.mutation;

import java.util.List;

/**
 * Conditions left out of the table's door. The memory ledger stands for the real one, which a
 * contract holds to it; queues have no conditions of ours.
 */
final class DoorMutants {
  private static final String LEDGER = "dragoman/memory/MemoryLedger.java";

  static final List<Mutant> ALL =
      List.of(
          new Mutant(
              "no-inbox-condition",
              "I2, I3: an event delivered twice changes its conversation twice and is answered"
                  + " twice",
              LEDGER,
              "if (inbox.containsKey(place) || erasedEvents.contains(place)) { return"
                  + " Commitment.REPEATED; }",
              ""),
          new Mutant(
              "no-version-condition",
              "I5: of two writers to one conversation the slower overwrites the other",
              LEDGER,
              "if (version(recorded.conversation()) != commit.expected() ||",
              "if ("),
          new Mutant(
              "no-alias-condition",
              "I5: an alias is put over a conversation that came to be meanwhile",
              LEDGER,
              "|| commit.aliases().stream().anyMatch(conversations::containsKey)) {",
              ") {"),
          new Mutant(
              "the-inbox-is-not-in-the-transaction",
              "I2, I5: an event that met another writer is recorded and does not count",
              LEDGER,
              """
              if (version(recorded.conversation()) != commit.expected()
                  || commit.aliases().stream().anyMatch(conversations::containsKey)) {
                return Commitment.STALE;
              }
              inbox.put(place, recorded);
              """,
              """
              inbox.put(place, recorded);
              if (version(recorded.conversation()) != commit.expected()
                  || commit.aliases().stream().anyMatch(conversations::containsKey)) {
                return Commitment.STALE;
              }
              """),
          new Mutant(
              "claims-what-is-being-sent",
              "I3: a reply whose sender crashed after the provider took it is sent again",
              LEDGER,
              "it -> it.status() == Status.PENDING,",
              "it -> !it.status().ended(),"),
          new Mutant(
              "claims-whatever-is-there",
              "I3: a reply that is handed on twice is sent twice",
              LEDGER,
              "it -> it.status() == Status.PENDING,",
              "_ -> true,"),
          new Mutant(
              "no-card-condition",
              "I3: two who post a dialogue's card at once both do",
              LEDGER,
              "if (revision(place) != next.revision() - 1) { return false; }",
              ""),
          new Mutant(
              "receipts-end-nothing",
              "I3: a reply whose answer was lost is sent again though its receipt came",
              LEDGER,
              "var settles = !stands.status().ended();",
              "var settles = stands.status() == Status.CANCELLED;"),
          new Mutant(
              "a-failure-is-news-only-once",
              "I8: a crash between noting a failure and telling of it leaves the reply in silence",
              LEDGER,
              "if (arrived && stands.receipt().filter(",
              "if (stands.receipt().filter("));

  private DoorMutants() {}
}
