package dragoman.local.deadletters;

import dragoman.functions.DynamoOperations;
import dragoman.functions.DynamoOperations.Operation;
import dragoman.local.deadletters.Step.Result;
import dragoman.local.deadletters.Walk.Held;
import dragoman.local.deadletters.Walk.Pile;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Carries out an order: writes down what it is about to do to the messages in hand, then does it to
 * one after the other. A message is removed only after all it goes on as was taken, so that
 * whenever it is broken off, one message at most is both here and there.
 *
 * <p>Of a conversation nothing goes on behind a message that stays.
 */
final class Work {
  /** So many failures one after the other mean that the service is not there. */
  private static final int GIVE_UP = 5;

  private final Shelf shelf;
  private final Order order;
  private final Function<DeadLetter, Way> ways;
  private final Function<String, Optional<Drawer>> queues;
  private final Drawer from;
  private final Walk walk;
  private final DynamoOperations operations;
  private final InstantSource clock;
  private final Consumer<Step> told;
  private final boolean ordered;
  private final boolean outOfOrder;
  private final Pacer pacer;

  /** Conversations of which a message stays that was meant to go on. */
  private final Set<String> stopped = new HashSet<>();

  /** Conversations of which an earlier message was not meant. */
  private final Set<String> passedOver = new HashSet<>();

  private final Operation operation;
  private final Set<String> found = new HashSet<>();
  private final Map<String, Integer> stayed = new TreeMap<>();

  private int steps;
  private int done;
  private int tooOld;
  private int failures;
  private boolean limited;

  /**
   * @param ways how a letter goes on
   * @param queues the queues it goes on to, by name; empty if there is none
   */
  Work(
      Shelf shelf,
      Order order,
      Function<DeadLetter, Way> ways,
      Function<String, Optional<Drawer>> queues,
      Drawer from,
      Walk walk,
      DynamoOperations operations,
      InstantSource clock,
      Consumer<Step> told) {
    this.shelf = shelf;
    this.order = order;
    this.ways = ways;
    this.queues = queues;
    this.from = from;
    this.walk = walk;
    this.operations = operations;
    this.clock = clock;
    this.told = told;
    var redrive =
        order.what() instanceof Order.What.Redrive it
            ? Optional.of(it)
            : Optional.<Order.What.Redrive>empty();
    var at = clock.instant();
    this.operation =
        new Operation(
            shelf.queue(),
            at + "#" + UUID.randomUUID().toString().substring(0, 8),
            order.what().verb(),
            order.operator(),
            order.reason(),
            order.selection().toString(),
            at);
    this.ordered = shelf.fifo() && redrive.isPresent();
    this.outOfOrder = redrive.filter(Order.What.Redrive::outOfOrder).isPresent();
    this.pacer = new Pacer(redrive.map(Order.What.Redrive::perSecond).orElse(1000.0));
  }

  Outcome run() {
    var ended = false;
    while (!ended && !limited && !allFound() && failures < GIVE_UP) {
      var piles = walk.next();
      ended = piles.isEmpty();
      var intended = new ArrayList<Intent>();
      piles.forEach(it -> plan(it, intended));
      if (order.dryRun()) {
        intended.forEach(this::pretend);
      } else if (!intended.isEmpty()) {
        record(intended);
        intended.forEach(this::act);
      }
    }
    var missing = new HashSet<>(order.selection().ids());
    missing.removeAll(found);
    var outcome =
        new Outcome(
            done,
            stayed,
            tooOld,
            unseen(),
            walk.heldByOthers(),
            missing,
            limited,
            failures >= GIVE_UP);
    if (steps > 0) {
      operations.end(operation, outcome.done(), outcome.left(), clock.instant());
    }
    return outcome;
  }

  private int unseen() {
    return order.dryRun() && !limited && !allFound()
        ? Math.max(0, from.depth().total() - walk.kept())
        : 0;
  }

  private boolean allFound() {
    var selection = order.selection();
    return !selection.ids().isEmpty()
        && selection.conversations().isEmpty()
        && selection.persons().isEmpty()
        && found.containsAll(selection.ids());
  }

  private void plan(Pile pile, List<Intent> intended) {
    for (var held : pile.letters()) {
      var letter = held.letter();
      var label = Label.of(letter.body());
      var conversation = letter.group().or(label::conversation);
      if (!order.selection().takes(letter.id(), conversation.orElse(""), letter.body())) {
        passedOver.add(pile.group());
        walk.keep(letter);
      } else if (done + intended.size() >= order.limit()) {
        limited = true;
        walk.keep(letter);
      } else {
        found.add(letter.id());
        plan(held, label, pile.group(), intended);
      }
    }
  }

  private void plan(Held held, Label label, String group, List<Intent> intended) {
    var letter = held.letter();
    if (ordered && stopped.contains(group)) {
      stays(letter, label, group, "an earlier message of its conversation stays");
    } else if (ordered && !outOfOrder && passedOver.contains(group)) {
      stays(
          letter,
          label,
          group,
          "earlier messages of its conversation lie here too: name them as well, or say"
              + " --out-of-order");
    } else if (Redriven.by(operation.id(), letter)) {
      stays(
          letter, label, group, "it was sent on and is back already: look why before trying again");
    } else {
      switch (ways.apply(letter)) {
        case Way.Stays(var why) -> stays(letter, label, group, why);
        case Way.On on -> intended.add(new Intent(held, label, group, on));
      }
    }
  }

  /** What is about to be done; the first time, who does it and why as well. */
  private void record(List<Intent> intended) {
    if (steps == 0) {
      operations.begin(operation);
    }
    operations.intend(operation, ++steps, intended.stream().map(Intent::entry).toList());
  }

  private void pretend(Intent intent) {
    if (ordered && stopped.contains(intent.group())) {
      stays(intent, "an earlier message of its conversation stays");
    } else {
      walk.keep(intent.letter());
      counted(intent);
    }
  }

  private void act(Intent intent) {
    if (ordered && stopped.contains(intent.group())) {
      stays(intent, "an earlier message of its conversation stays");
      return;
    }
    for (var letter : intent.way().letters()) {
      pacer.await();
      if (walk.isStopped()) {
        walk.keep(intent.letter());
        return;
      }
      if (!walk.secured(intent.held())) {
        return; // Its time is over: whoever has it now takes it further, or it comes again.
      }
      var queue = queues.apply(letter.queue());
      if (queue.isEmpty()) {
        stays(intent, "there is no queue " + letter.queue());
        return;
      }
      try {
        queue
            .get()
            .put(
                letter,
                Redriven.marked(
                    intent.letter().attributes(), order, operation.id(), clock.instant()));
        failures = 0;
      } catch (SdkException e) {
        failures++;
        stays(intent, letter.queue() + " did not take it: " + Trouble.of(e));
        return;
      }
    }
    try {
      from.remove(intent.letter());
      walk.done(intent.letter());
      counted(intent);
    } catch (SdkException e) {
      failures++;
      stays(intent, "it could not be removed, and may have gone on: " + Trouble.of(e));
    }
  }

  private void counted(Intent intent) {
    done++;
    tooOld += intent.way().tooOld() ? 1 : 0;
    var queues = intent.queues();
    told.accept(
        new Step(
            intent.letter().id(),
            intent.label().kind(),
            intent.conversation(),
            intent.label().key(),
            queues.isEmpty() ? new Result.Removed() : new Result.Moved(queues)));
  }

  private void stays(Intent intent, String why) {
    stays(intent.letter(), intent.label(), intent.group(), why);
  }

  private void stays(DeadLetter letter, Label label, String group, String why) {
    stopped.add(group);
    walk.keep(letter);
    stayed.merge(why, 1, Integer::sum);
    told.accept(
        new Step(
            letter.id(),
            label.kind(),
            letter.group().or(label::conversation),
            label.key(),
            new Result.Stayed(why)));
  }
}
