package dragoman.proof.simulation;

import dragoman.conversation.Action;
import dragoman.conversation.Conversation;
import dragoman.conversation.Effect;
import dragoman.conversation.Owner;
import dragoman.message.InboundMessage;
import dragoman.message.Nudge;
import dragoman.message.ReplyEnded;
import dragoman.message.Task;
import dragoman.pipeline.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** How a conversation should go, written a second time and as simply as can be. */
final class Model {
  private static final Duration IDLE = Duration.ofHours(24);

  private final Consumer<String> broken;
  private boolean withTeam;
  private Instant lastAt = Instant.MIN;
  private long lastSequence = Long.MIN_VALUE;
  private String ticket = "";
  private String severity = "";
  private final Set<String> ids = new HashSet<>();
  private int versions;

  Model(Consumer<String> broken) {
    this.broken = broken;
  }

  /**
   * @param script by the names of their events
   */
  void take(Recorded row, Provider provider, Map<String, Said> script) {
    versions++;
    switch (row.event()) {
      case InboundMessage message -> {
        var said = script.get(provider.name(message));
        if (said == null) {
          broken.accept("a message that nobody wrote");
        } else {
          message(row, message, said);
        }
      }
      case ReplyEnded _ -> {
        expect(row, withTeam ? Action.FOLLOW_UP : Action.HAND_OVER);
        only(row, "task");
        sameTicket(row);
        withTeam = true;
      }
      case Nudge _ -> broken.accept("a nudge has a place in the transcript");
    }
  }

  private void message(Recorded row, InboundMessage message, Said said) {
    var words =
        said.kind() == Said.Kind.TAKEN_BACK ? Optional.<String>empty() : Optional.of(said.text());
    if (!message.words().equals(words)) {
      broken.accept(said + " was recorded as " + message.words());
    }
    var late = message.sequence() < lastSequence;
    if (row.decision().late() != late) {
      broken.accept(said + (late ? " is late and not marked so" : " is marked late and is not"));
    }
    if (!row.at().isBefore(lastAt.plus(IDLE))) {
      withTeam = false;
      ticket = "";
      severity = "";
    }
    ids.addAll(message.conversationIds());
    lastSequence = Math.max(lastSequence, message.sequence());
    lastAt = row.at().isAfter(lastAt) ? row.at() : lastAt;
    switch (said.kind()) {
      case KNOWN -> {
        expect(row, Action.ANSWER);
        says(row, Town.answer(said.text(), row.decision().policy()).orElseThrow());
        only(row, "reply");
      }
      case THANKS, TAKEN_BACK -> {
        expect(row, Action.NOTE);
        only(row);
      }
      case GREETING -> {
        if (withTeam) {
          toTeam(row, said, "");
        } else {
          expect(row, Action.GREET);
          says(row, Town.greeting(row.decision().policy()));
          only(row, "reply");
        }
      }
      case UNKNOWN -> toTeam(row, said, "");
      case HUMAN -> toTeam(row, said, "P3");
      case HACKED -> toTeam(row, said, "P1");
    }
  }

  private void toTeam(Recorded row, Said said, String urgency) {
    expect(row, withTeam ? Action.FOLLOW_UP : Action.HAND_OVER);
    var worse = !urgency.isEmpty() && (severity.isEmpty() || urgency.compareTo(severity) < 0);
    if (withTeam) {
      if (worse) {
        only(row, "task", "escalation");
      } else {
        only(row, "task");
      }
    } else if (worse) {
      only(row, "task", "reply", "escalation");
    } else {
      only(row, "task", "reply");
    }
    sameTicket(row);
    if (worse) {
      severity = urgency;
    }
    for (var effect : row.decision().effects()) {
      if (effect instanceof Effect.Assigning(var task)
          && !task.said().words().equals(Optional.of(said.text()))) {
        broken.accept("the task of " + said + " is about something else");
      }
    }
    withTeam = true;
  }

  private void expect(Recorded row, Action action) {
    if (row.decision().action() != action) {
      broken.accept(
          "%s was decided as %s, not %s"
              .formatted(SimulatedLedger.label(row.event()), row.decision().action(), action));
    }
  }

  private void says(Recorded row, String text) {
    for (var effect : row.decision().effects()) {
      if (effect instanceof Effect.Answering(var reply, _, _) && !reply.text().equals(text)) {
        broken.accept("\"%s\" is said instead of \"%s\"".formatted(reply.text(), text));
      }
    }
  }

  private void only(Recorded row, String... kinds) {
    var found = row.decision().effects().stream().map(Effect::kind).toArray(String[]::new);
    if (!java.util.Arrays.equals(found, kinds)) {
      broken.accept(
          "%s has the effects %s, not %s"
              .formatted(
                  SimulatedLedger.label(row.event()),
                  java.util.Arrays.toString(found),
                  java.util.Arrays.toString(kinds)));
    }
  }

  /** One number for a dialogue, from its first task to its last. */
  private void sameTicket(Recorded row) {
    for (var effect : row.decision().effects()) {
      var its =
          switch (effect) {
            case Effect.Assigning(Task task) -> task.ticket();
            case Effect.Escalating(var escalation) -> escalation.ticket();
            case Effect.Answering _ -> ticket;
          };
      if (ticket.isEmpty()) {
        ticket = its;
      } else if (!its.equals(ticket)) {
        broken.accept("one dialogue has the tickets " + ticket + " and " + its);
      }
    }
  }

  /** How the conversation stands at the end. */
  void compare(Conversation conversation) {
    if (conversation.version() != versions) {
      broken.accept("a conversation counts " + conversation.version() + " of " + versions);
    }
    if (conversation.lastSequence() != lastSequence) {
      broken.accept("a conversation forgot how far the provider's order was");
    }
    if ((conversation.owner() == Owner.QUEUED) != withTeam) {
      broken.accept("a conversation is with " + conversation.owner());
    }
    if (!Set.copyOf(conversation.ids()).equals(ids)) {
      broken.accept("a conversation knows other ids than it was told");
    }
  }
}
