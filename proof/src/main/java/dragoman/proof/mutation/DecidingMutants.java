package dragoman.proof.mutation;

import java.util.List;

/** Bugs of how a conversation goes on from an event. */
final class DecidingMutants {
  private static final String CLOSING = "dragoman/conversation/Closing.java";
  private static final String OPENING = "dragoman/conversation/Opening.java";

  static final List<Mutant> ALL =
      List.of(
          new Mutant(
              "late-moves-the-state-back",
              "I4, I5: after a message that arrived late the newest one counts as never seen",
              CLOSING,
              "Math.max(message.sequence(),"
                  + " before.map(Conversation::lastSequence).orElse(Long.MIN_VALUE)),",
              "message.sequence(),"),
          new Mutant(
              "late-goes-unmarked",
              "I4: a message that arrived behind a newer one is not marked late",
              OPENING,
              "var late = before.filter(it -> message.sequence() < it.lastSequence()).isPresent();",
              "var late = before.filter(it -> message.sequence() < 0).isPresent();"),
          new Mutant(
              "an-ending-does-not-count",
              "I2, I5: a reply's bad end changes its conversation under the version it had",
              "dragoman/conversation/Conversation.java",
              "version + 1,",
              "version,"),
          new Mutant(
              "each-message-opens-a-dialogue",
              "I3, I5: what goes on within a dialogue gets a ticket, a team and a card of its own",
              OPENING,
              ".filter(it -> goesOn(it, situation, policy))",
              ".filter(it -> goesOn(it, situation, policy) && it.owner() == Owner.BOT)"),
          new Mutant(
              "replies-are-not-chained",
              "I4: a reply does not know of the one before it, and overtakes it",
              CLOSING,
              "lastReply = Optional.of(reply.ref());",
              ""),
          new Mutant(
              "nobody-takes-over",
              "I8: a reply's bad end is recorded without a task",
              CLOSING,
              "List.of(new Assigning(task)));",
              "List.of());"));

  private DecidingMutants() {}
}
