package dragoman.proof.simulation;

import dragoman.message.EventKey;
import dragoman.message.InboundMessage;
import dragoman.pipeline.Doors.Lane;
import dragoman.pipeline.Recorded;
import dragoman.proof.simulation.Script.What;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** I1, I2, I7: what came in is kept, once, with its own conversation, and only if it was proved. */
record Keeping(Evidence seen) {

  void judge() {
    nothingLost();
    processedOnce();
    onePersonEach();
    onlyGenuine();
    genuineIsTaken();
  }

  /** I1: whatever a provider was told is safe is in a transcript. */
  private void nothingLost() {
    var recorded =
        seen.rows.stream()
            .map(Recorded::event)
            .filter(InboundMessage.class::isInstance)
            .map(it -> seen.provider.name((InboundMessage) it))
            .collect(Collectors.toSet());
    for (var said : seen.simulation.script().said()) {
      if (!seen.world.journal.answered.contains(said.number())) {
        seen.broken("I1", said + " was never taken, however often it was posted");
      } else if (!recorded.contains(seen.provider.name(said))) {
        seen.broken("I1", said + " was answered 2xx and is nowhere");
      }
    }
    // Only WhatsApp sets it aside: our own app is told at once that it may not.
    if (seen.provider instanceof WhatsAppProvider
        && seen.happened(What.FOREIGN_ACCOUNT)
        && seen.world.queues.bodies(new Lane.ParkedLane()).isEmpty()) {
      seen.broken("I1", "what came in another account's name was answered 2xx and is nowhere");
    }
  }

  /** I2: one row for each event, and versions without a gap. */
  private void processedOnce() {
    var keys = new HashSet<EventKey>();
    for (var row : seen.rows) {
      if (!keys.add(row.event().key())) {
        seen.broken("I2", SimulatedLedger.label(row.event()) + " has two rows");
      }
    }
    seen.byConversation.forEach(
        (key, its) -> {
          for (var i = 0; i < its.size(); i++) {
            if (its.get(i).version() != i + 1) {
              seen.broken("I2", "version " + its.get(i).version() + " stands at place " + (i + 1));
            }
          }
          var standing = seen.standing.get(key);
          if (standing == null || standing.version() != its.size()) {
            seen.broken("I2", "a conversation does not count its " + its.size() + " events");
          }
        });
  }

  /** I2, I7: each person has one conversation, and each conversation one person. */
  private void onePersonEach() {
    var conversations = new HashMap<Integer, Set<String>>();
    var people = new HashMap<String, Set<Integer>>();
    for (var row : seen.rows) {
      if (row.event() instanceof InboundMessage message) {
        var person = Evidence.person(message);
        var conversation = row.conversation().value();
        conversations.computeIfAbsent(person, _ -> new HashSet<>()).add(conversation);
        people.computeIfAbsent(conversation, _ -> new HashSet<>()).add(person);
      }
    }
    conversations.forEach(
        (person, its) -> {
          if (its.size() > 1) {
            seen.broken("I2", "person " + person + " has " + its.size() + " conversations");
          }
        });
    people
        .values()
        .forEach(
            its -> {
              if (its.size() > 1) {
                seen.broken("I7", "a conversation holds the words of " + its.size() + " people");
              }
            });
  }

  /** I7: nothing follows from what nobody proved. */
  private void onlyGenuine() {
    for (var row : seen.rows) {
      if (row.event() instanceof InboundMessage message
          && message.words().filter(Oracle.FORGED::equals).isPresent()) {
        seen.broken("I7", "a forged message was processed");
      }
    }
  }

  /** And what is proved is taken, but for the moment of a rotation. */
  private void genuineIsTaken() {
    if (seen.world.journal.refusals.stream().anyMatch(it -> !seen.world.vault.mayRefuse(it))) {
      seen.broken("I1", "a genuine webhook was refused");
    }
  }
}
