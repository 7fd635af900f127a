package dragoman.proof.simulation;

import dragoman.conversation.Conversation;
import dragoman.conversation.Effect;
import dragoman.message.Event;
import dragoman.message.EventKey;
import dragoman.message.InboundMessage;
import dragoman.message.Json;
import dragoman.message.ReplyEnded;
import dragoman.message.Task;
import dragoman.message.TaskJson;
import dragoman.pipeline.Doors.Lane;
import dragoman.pipeline.Progress;
import dragoman.pipeline.Progress.Status;
import dragoman.pipeline.Recorded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Knows only what went in and what the world saw, and says which promises were broken. It has a
 * model of a conversation of its own ({@link Model}) and shares nothing with the rules it judges.
 */
final class Oracle {
  static final String FORGED = "zqx forged";

  private static final Duration BOUND = World.RECONCILE_WAIT.plus(Duration.ofMinutes(10));
  private static final Duration SOON = Duration.ofMinutes(2);

  private final Simulation simulation;
  private final World world;
  private final Provider provider;
  private final SlackWorld slack;
  private final List<Violation> violations = new ArrayList<>();
  private final List<Recorded> rows;
  private final Map<String, List<Recorded>> byConversation;
  private final List<Task> desk = new ArrayList<>();
  private int resent;

  Oracle(Simulation simulation, World world, Provider provider, SlackWorld slack) {
    this.simulation = simulation;
    this.world = world;
    this.provider = provider;
    this.slack = slack;
    this.rows =
        world.table.inbox().stream().sorted(Comparator.comparingLong(Recorded::version)).toList();
    this.byConversation =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    it -> it.conversation().value(), LinkedHashMap::new, Collectors.toList()));
  }

  Result judge(List<Violation> found) {
    violations.addAll(found);
    world.journal.broken.forEach(
        it -> violations.add(new Violation(it.startsWith("I7") ? "I7" : "I0", it)));
    readDesk();
    nothingLost();
    processedOnce();
    oneEffectEach();
    inOrder();
    asModelled();
    endedInTime();
    onlyGenuine();
    cards();
    var replies = effects(Effect.Answering.class);
    return new Result(
        violations,
        world.gate.calls(),
        world.gate.faultTimes().size(),
        replies.size(),
        (int) replies.stream().filter(it -> it.progress().status() == Status.UNKNOWN).count(),
        resent,
        soon(),
        (int) rows.stream().mapToLong(it -> it.progress().size()).sum(),
        world.trace.hash());
  }

  private void broken(String invariant, String what) {
    violations.add(new Violation(invariant, what));
  }

  /** One effect as it stands. */
  private record Standing<E extends Effect>(Recorded row, E effect, Progress progress) {
    String shown() {
      return "%s of %s".formatted(effect.kind(), SimulatedLedger.label(row.event()));
    }
  }

  private <E extends Effect> List<Standing<E>> effects(Class<E> kind) {
    var all = new ArrayList<Standing<E>>();
    for (var row : rows) {
      for (var number = 0; number < row.progress().size(); number++) {
        if (kind.isInstance(row.effect(number))) {
          all.add(new Standing<>(row, kind.cast(row.effect(number)), row.progress().get(number)));
        }
      }
    }
    return all;
  }

  private void readDesk() {
    for (var lane : world.queues.lanes()) {
      if (lane instanceof Lane.TeamLane) {
        for (var body : world.queues.bodies(lane)) {
          try {
            desk.add(TaskJson.read(body));
          } catch (Json.Malformed e) {
            broken("I0", "a task that cannot be read: " + e.getMessage());
          }
        }
      }
    }
  }

  /** I1: whatever a provider was told is safe is in a transcript. */
  private void nothingLost() {
    var recorded =
        rows.stream()
            .map(Recorded::event)
            .filter(InboundMessage.class::isInstance)
            .map(it -> ((InboundMessage) it).externalId())
            .collect(Collectors.toSet());
    for (var said : simulation.script().said()) {
      if (!world.journal.answered.contains(said.number())) {
        broken("I1", said + " was never taken, however often it was posted");
      } else if (!recorded.contains(provider.externalId(said))) {
        broken("I1", said + " was answered 2xx and is nowhere");
      }
    }
  }

  /** I2: one row for each event, and versions without a gap. */
  private void processedOnce() {
    var keys = new HashSet<EventKey>();
    for (var row : rows) {
      if (!keys.add(row.event().key())) {
        broken("I2", SimulatedLedger.label(row.event()) + " has two rows");
      }
    }
    var standing =
        world.table.conversations().stream()
            .collect(Collectors.toMap(it -> it.key().value(), it -> it));
    byConversation.forEach(
        (key, its) -> {
          for (var i = 0; i < its.size(); i++) {
            if (its.get(i).version() != i + 1) {
              broken("I2", "version " + its.get(i).version() + " stands at place " + (i + 1));
            }
          }
          var conversation = Optional.ofNullable(standing.get(key));
          if (conversation.filter(it -> it.version() == its.size()).isEmpty()) {
            broken(
                "I2",
                "a conversation of %d events is at version %s"
                    .formatted(its.size(), conversation.map(Conversation::version)));
          }
        });
    var people = new HashMap<Integer, Set<String>>();
    for (var row : rows) {
      if (row.event() instanceof InboundMessage message) {
        people
            .computeIfAbsent(person(message), _ -> new HashSet<>())
            .add(row.conversation().value());
      }
    }
    people.forEach(
        (person, conversations) -> {
          if (conversations.size() > 1) {
            broken("I2", "person " + person + " has " + conversations.size() + " conversations");
          }
        });
  }

  private static int person(InboundMessage message) {
    return Provider.numbered(message.chat());
  }

  /** I3 and I8: each reply seen once or ended otherwise and said so; each task there once. */
  private void oneEffectEach() {
    var seen =
        world.journal.seen.stream()
            .collect(
                Collectors.groupingBy(
                    it -> List.<Object>of(it.person(), it.text()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    var decided = new HashSet<List<Object>>();
    var tasks = desk.stream().collect(Collectors.groupingBy(Task::id));
    for (var it : effects(Effect.Answering.class)) {
      var reply = it.effect().reply();
      var key = List.<Object>of(Provider.numbered(reply.to()), reply.text());
      if (!decided.add(key)) {
        broken("I3", "two decisions to say \"" + reply.text() + "\"");
      }
      reply(it, seen.getOrDefault(key, List.of()), key);
    }
    seen.keySet().stream()
        .filter(it -> !decided.contains(it))
        .forEach(it -> broken("I3", "a person saw what nobody decided: " + it));
    tasks(tasks);
    asDecided(tasks.values());
  }

  private void reply(Standing<Effect.Answering> it, List<Journal.Seen> seen, List<Object> key) {
    if (seen.size() > 1) {
      if (simulation.sendClass() == dragoman.channel.SendClass.RECEIPT
          && seen.size() == 2
          && world.journal.receipts.getOrDefault(key, Long.MAX_VALUE) > seen.get(1).atMillis()) {
        resent++; // The promise for this class: one, unless its receipt comes too late.
      } else {
        broken("I3", it.shown() + " was seen " + seen.size() + " times");
      }
    }
    switch (it.progress().status()) {
      case SENT -> {
        if (seen.isEmpty()) {
          broken("I3", it.shown() + " is SENT and nobody saw it");
        }
      }
      case FAILED -> {
        if (!seen.isEmpty()) {
          broken("I3", it.shown() + " is FAILED and was seen");
        }
        taken(it);
      }
      case UNKNOWN -> taken(it);
      case PENDING, SENDING, CANCELLED ->
          broken("I8", it.shown() + " ended as " + it.progress().status());
    }
  }

  /** A reply that did not surely arrive became a person's task. */
  private void taken(Standing<Effect.Answering> it) {
    var ref = it.effect().reply().ref();
    var told =
        rows.stream()
            .anyMatch(row -> row.event() instanceof ReplyEnded end && end.effect().equals(ref));
    if (!told) {
      broken("I8", it.shown() + " ended as " + it.progress().status() + " and nobody was told");
    }
  }

  private void tasks(Map<dragoman.message.EffectId, List<Task>> tasks) {
    var decided = new HashSet<dragoman.message.EffectId>();
    for (var it : effects(Effect.Assigning.class)) {
      var task = it.effect().task();
      decided.add(task.id());
      if (it.progress().status() != Status.SENT) {
        broken("I8", it.shown() + " ended as " + it.progress().status());
      }
      for (var copy : tasks.getOrDefault(task.id(), List.of())) {
        if (!copy.equals(task)) {
          broken("I3", it.shown() + " lies on a queue otherwise than it was decided");
        }
      }
      if (!tasks.containsKey(task.id())) {
        broken("I1", it.shown() + " is on no team's queue");
      }
    }
    tasks.keySet().stream()
        .filter(it -> !decided.contains(it))
        .forEach(it -> broken("I3", "a task that nobody decided"));
  }

  /** What a person sees or a team gets is said in the words of the policy it was decided under. */
  private void asDecided(Collection<List<Task>> copies) {
    copies.stream()
        .filter(it -> it.stream().distinct().count() > 1)
        .forEach(it -> broken("I3", "one task in two wordings"));
  }

  /** I4: processed as accepted, and seen and assigned as processed. */
  private void inOrder() {
    var place = new HashMap<EventKey, Integer>();
    for (var i = 0; i < rows.size(); i++) {
      place.put(rows.get(i).event().key(), i);
    }
    world.journal.accepted.forEach(
        (group, keys) -> {
          if (!world.journal.redriven.contains(group)) {
            var places =
                keys.stream().filter(it -> isMessage(it)).map(place::get).filter(it -> it != null);
            ordered(
                "I4", "messages were processed in another order than accepted", places.toList());
          }
        });
    byConversation.forEach(
        (_, its) -> {
          if (its.stream().noneMatch(it -> world.journal.redriven.contains(group(it.event())))) {
            seenInOrder(its);
          }
        });
  }

  private boolean isMessage(EventKey key) {
    return rows.stream()
        .anyMatch(it -> it.event().key().equals(key) && it.event() instanceof InboundMessage);
  }

  private static String group(Event event) {
    return event.group().value();
  }

  private void seenInOrder(List<Recorded> its) {
    var replies = new ArrayList<Integer>();
    // Who writes under two ids writes in two groups of the queue; tasks keep each one's order.
    var tasks = new LinkedHashMap<String, List<Integer>>();
    for (var row : its) {
      for (var effect : row.decision().effects()) {
        switch (effect) {
          case Effect.Answering(var reply, _, _) ->
              first(
                      world.journal.seen,
                      it ->
                          it.person() == Provider.numbered(reply.to())
                              && it.text().equals(reply.text()))
                  .ifPresent(replies::add);
          case Effect.Assigning(var task) ->
              first(desk, it -> it.id().equals(task.id()))
                  .ifPresent(
                      it ->
                          tasks
                              .computeIfAbsent(group(row.event()), _ -> new ArrayList<>())
                              .add(it));
          case Effect.Escalating _ -> {}
        }
      }
    }
    ordered("I4", "replies were seen in another order than decided", replies);
    if (desk.stream().map(Task::team).distinct().count() <= 1) {
      tasks.values().forEach(it -> ordered("I4", "tasks lie in another order than decided", it));
    }
  }

  private static <T> Optional<Integer> first(List<T> in, java.util.function.Predicate<T> wanted) {
    for (var i = 0; i < in.size(); i++) {
      if (wanted.test(in.get(i))) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  private void ordered(String invariant, String what, List<Integer> places) {
    for (var i = 1; i < places.size(); i++) {
      if (places.get(i) < places.get(i - 1)) {
        broken(invariant, what);
        return;
      }
    }
  }

  /** I5: each decision, and how the conversation stands, as the model has it. */
  private void asModelled() {
    var said =
        simulation.script().said().stream()
            .collect(Collectors.toMap(provider::externalId, it -> it));
    var standing =
        world.table.conversations().stream()
            .collect(Collectors.toMap(it -> it.key().value(), it -> it));
    byConversation.forEach(
        (key, its) -> {
          var model = new Model(this::brokenModel);
          its.forEach(row -> model.take(row, said));
          Optional.ofNullable(standing.get(key)).ifPresent(model::compare);
        });
  }

  private void brokenModel(String what) {
    broken("I5", what);
  }

  /** I6: soon after the last trouble before it, every effect has its end. */
  private void endedInTime() {
    if (world.journal.redrives > 0) {
      return; // What lay with the dead letters ends when an operator wants it.
    }
    forEachEnd(
        (row, progress, late) -> {
          if (late.compareTo(BOUND) > 0) {
            broken(
                "I6",
                "an effect of %s ended %s after the last trouble"
                    .formatted(SimulatedLedger.label(row.event()), late));
          }
        });
  }

  private int soon() {
    var soon = new int[1];
    forEachEnd(
        (_, _, late) -> {
          if (late.compareTo(SOON) <= 0) {
            soon[0]++;
          }
        });
    return soon[0];
  }

  private interface End {
    void at(Recorded row, Progress progress, Duration late);
  }

  private void forEachEnd(End end) {
    for (var row : rows) {
      for (var progress : row.progress()) {
        var at = Duration.between(Scheduler.BEGIN, progress.since()).toMillis();
        var from = Duration.between(Scheduler.BEGIN, row.at()).toMillis();
        for (var trouble : world.troubles()) {
          if (trouble <= at) {
            from = Math.max(from, trouble);
          }
        }
        end.at(row, progress, Duration.ofMillis(Math.max(0, at - from)));
      }
    }
  }

  /** I7: nothing follows from what nobody proved. */
  private void onlyGenuine() {
    for (var row : rows) {
      if (row.event() instanceof InboundMessage message
          && message.words().filter(FORGED::equals).isPresent()) {
        broken("I7", "a forged message was processed");
      }
    }
  }

  /** One card for each dialogue that managers must know of, whatever happened. */
  private void cards() {
    var tickets = new LinkedHashMap<String, Long>();
    for (var it : effects(Effect.Escalating.class)) {
      tickets.merge(it.effect().escalation().ticket(), it.row().version(), Math::max);
      if (it.progress().status() != Status.SENT) {
        broken("I8", it.shown() + " ended as " + it.progress().status());
      }
    }
    var shown = new HashMap<String, Integer>();
    for (var posted : slack.posts()) {
      tickets.keySet().stream()
          .filter(posted.shown::contains)
          .forEach(it -> shown.merge(it, 1, Integer::sum));
    }
    for (var ticket : tickets.keySet()) {
      if (shown.getOrDefault(ticket, 0) != 1) {
        broken("I3", "ticket %s has %d cards".formatted(ticket, shown.getOrDefault(ticket, 0)));
      }
    }
    if (slack.posts().size() > tickets.size()) {
      broken("I3", "%d cards for %d dialogues".formatted(slack.posts().size(), tickets.size()));
    }
  }
}
