package dragoman.proof.simulation;

import dragoman.channel.SendClass;
import dragoman.conversation.Effect;
import dragoman.message.EffectId;
import dragoman.message.Receipt;
import dragoman.message.ReplyEnded;
import dragoman.message.Task;
import dragoman.pipeline.Progress.Status;
import dragoman.proof.simulation.Evidence.Standing;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** I3, I8: each effect is seen once, or has an end that says otherwise and a person who knows. */
final class Showing {
  /** Nobody looks for a receipt sooner; clocks and queues may take a part of it. */
  private static final long WAITED_MILLIS =
      World.RECONCILE_WAIT.minus(Duration.ofSeconds(30)).toMillis();

  private final Evidence seen;
  private int resent;

  Showing(Evidence seen) {
    this.seen = seen;
  }

  /** How many replies were seen twice because no receipt had come in time. */
  int resent() {
    return resent;
  }

  void judge() {
    replies();
    tasks();
    cards();
  }

  private void replies() {
    var sights =
        seen.world.journal.seen.stream()
            .collect(
                Collectors.groupingBy(
                    it -> List.<Object>of(it.person(), it.text()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    var decided = new HashSet<List<Object>>();
    for (var it : seen.effects(Effect.Answering.class)) {
      var reply = it.effect().reply();
      var key = List.<Object>of(Provider.numbered(reply.to()), reply.text());
      if (!decided.add(key)) {
        seen.broken("I3", "two decisions to say \"" + reply.text() + "\"");
      }
      var its = sights.getOrDefault(key, List.of());
      once(it, its, key);
      ended(it, its);
    }
    sights.keySet().stream()
        .filter(it -> !decided.contains(it))
        .forEach(it -> seen.broken("I3", "a person saw what nobody decided: " + it));
  }

  private void once(Standing<Effect.Answering> it, List<Journal.Seen> its, List<Object> key) {
    if (its.size() <= 1) {
      return;
    }
    var second = its.get(1).atMillis();
    // The promise of this class: one, unless no receipt came for as long as we wait for one.
    var allowed =
        seen.simulation.sendClass() == SendClass.RECEIPT
            && its.size() == 2
            && second - its.getFirst().atMillis() >= WAITED_MILLIS
            && seen.world.journal.receipts.getOrDefault(key, Long.MAX_VALUE) > second;
    if (allowed) {
      resent++;
    } else {
      seen.broken("I3", it + " was seen " + its.size() + " times");
    }
  }

  private void ended(Standing<Effect.Answering> it, List<Journal.Seen> its) {
    switch (it.progress().status()) {
      case SENT -> sent(it, its);
      case FAILED -> {
        if (!its.isEmpty() && !witnessedTooLate(it, its.getFirst())) {
          seen.broken("I3", it + " is FAILED and was seen");
        }
        told(it);
      }
      case UNKNOWN -> {
        if (seen.simulation.sendClass() == SendClass.IDEMPOTENT && !hasBlockedUs(it)) {
          seen.broken("I3", it + " is UNKNOWN, where a copy could have made it certain");
        }
        told(it);
      }
      case PENDING, SENDING, CANCELLED -> unended(it);
    }
  }

  /** No receipt came for as long as we wait, so that a copy went out, and that one failed. */
  private boolean witnessedTooLate(Standing<Effect.Answering> it, Journal.Seen first) {
    var reply = it.effect().reply();
    var key = List.<Object>of(Provider.numbered(reply.to()), reply.text());
    return seen.simulation.sendClass() == SendClass.RECEIPT
        && seen.world.journal.receipts.getOrDefault(key, Long.MAX_VALUE) - first.atMillis()
            >= WAITED_MILLIS;
  }

  private void sent(Standing<Effect.Answering> it, List<Journal.Seen> its) {
    var receipt = it.progress().receipt();
    if (receipt.equals(Optional.of(Receipt.Status.FAILED))) {
      told(it);
    } else if (its.isEmpty()) {
      seen.broken("I3", it + " is SENT and nobody saw it");
    }
    if (seen.simulation.sendClass() == SendClass.RECEIPT && receipt.isEmpty()) {
      seen.broken("I5", it + " has no receipt, and its provider told of it");
    }
  }

  private boolean hasBlockedUs(Standing<Effect.Answering> it) {
    var person = Provider.numbered(it.effect().reply().to());
    return seen.simulation.script().said().stream()
        .map(Said::by)
        .anyMatch(by -> by.blocked() && by.number() == person);
  }

  private void unended(Standing<?> it) {
    seen.broken("I8", it + " ended as " + it.progress().status());
  }

  /** A reply that did not surely arrive became a person's task. */
  private void told(Standing<Effect.Answering> it) {
    var ref = it.effect().reply().ref();
    if (seen.rows.stream()
        .noneMatch(row -> row.event() instanceof ReplyEnded end && end.effect().equals(ref))) {
      seen.broken("I8", it + " ended as " + it.progress().status() + " and nobody was told");
    }
  }

  private void tasks() {
    Map<EffectId, List<Task>> copies =
        seen.desk.stream()
            .collect(Collectors.groupingBy(Task::id, LinkedHashMap::new, Collectors.toList()));
    var calm = seen.world.troubles().isEmpty();
    for (var it : seen.effects(Effect.Assigning.class)) {
      var task = it.effect().task();
      if (it.progress().status() != Status.SENT) {
        unended(it);
      }
      var its = Optional.ofNullable(copies.remove(task.id())).orElse(List.of());
      if (its.isEmpty()) {
        seen.broken("I1", it + " is on no team's queue");
      } else if (its.size() > 1 && calm) {
        seen.broken("I3", it + " is on a queue " + its.size() + " times, without any fault");
      }
      if (its.stream().anyMatch(copy -> !copy.equals(task))) {
        seen.broken("I3", it + " lies on a queue otherwise than it was decided");
      }
    }
    copies.keySet().forEach(_ -> seen.broken("I3", "a task that nobody decided"));
  }

  /** One card for each dialogue that managers must know of, whatever happened. */
  private void cards() {
    var tickets = new HashSet<String>();
    for (var it : seen.effects(Effect.Escalating.class)) {
      tickets.add(it.effect().escalation().ticket());
      if (it.progress().status() != Status.SENT) {
        unended(it);
      }
    }
    var shown = new HashMap<String, Integer>();
    for (var posted : seen.slack.posts()) {
      tickets.stream()
          .filter(posted.shown::contains)
          .forEach(it -> shown.merge(it, 1, Integer::sum));
    }
    for (var ticket : tickets) {
      if (shown.getOrDefault(ticket, 0) != 1) {
        seen.broken(
            "I3", "ticket %s has %d cards".formatted(ticket, shown.getOrDefault(ticket, 0)));
      }
    }
    if (seen.slack.posts().size() > tickets.size()) {
      seen.broken(
          "I3", "%d cards for %d dialogues".formatted(seen.slack.posts().size(), tickets.size()));
    }
  }
}
