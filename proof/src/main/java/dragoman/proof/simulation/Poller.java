package dragoman.proof.simulation;

import dragoman.memory.MemoryQueues;
import dragoman.memory.MemoryQueues.Delivered;
import dragoman.pipeline.Batch;
import dragoman.pipeline.Doors;
import dragoman.pipeline.Doors.Lane;
import dragoman.pipeline.Doors.Letter;
import dragoman.proof.simulation.Faults.Door;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Lambda on a queue: takes batches, invokes the function, and deletes what it does not report as
 * failed. What is delivered too often goes to the dead letters.
 */
final class Poller {
  /** The real step, on one instance. */
  interface Step {
    Batch.Step take(Batch.Item item, Supplier<Instant> now);
  }

  /**
   * @param reserve with less time left no further item is begun
   * @param zombies whether an invocation may go on beyond its timeout now and then: harsher than
   *     Lambda, for steps that must stand it
   */
  record Settings(
      String name,
      Lane lane,
      Duration visibility,
      Duration timeout,
      Duration reserve,
      int maxReceive,
      boolean zombies) {}

  private static final int CONCURRENCY = 3;

  private final Settings settings;
  private final MemoryQueues queues;
  private final Fleet<Step> fleet;
  private final World world;
  private final Dice dice;
  private final List<Delivered> dead = new ArrayList<>();
  private int atWork;
  private int invocations;

  Poller(Settings settings, MemoryQueues queues, Fleet<Step> fleet, World world, Dice dice) {
    this.settings = settings;
    this.queues = queues;
    this.fleet = fleet;
    this.world = world;
    this.dice = dice;
  }

  Fleet<Step> fleet() {
    return fleet;
  }

  Lane lane() {
    return settings.lane();
  }

  boolean idle() {
    return atWork == 0 && queues.bodies(settings.lane()).isEmpty();
  }

  boolean hasDead() {
    return !dead.isEmpty();
  }

  /** Looks at the queue after a moment. */
  void wake() {
    world.time.after(Duration.ofMillis(dice.between(1, 30)), this::poll);
  }

  private void wakeAfter(Duration wait) {
    world.time.after(wait.plusMillis(1), this::poll);
  }

  private void poll() {
    if (atWork >= CONCURRENCY) {
      return; // The end of an invocation looks again.
    }
    var max = dice.chance(0.5) ? 10 : dice.between(1, 4);
    var batch = new ArrayList<Delivered>();
    for (var it : queues.receive(settings.lane(), max, settings.visibility())) {
      if (it.received() > settings.maxReceive()) {
        dead.add(it);
        queues.delete(settings.lane(), it.id());
        world.journal.redriven.add(it.group());
        world.trace.step(world.time, settings.name(), "dead letter", it::body);
        wake();
      } else {
        batch.add(it);
      }
    }
    if (!batch.isEmpty()) {
      invoke(batch);
      wake();
    }
  }

  private void invoke(List<Delivered> batch) {
    atWork++;
    wakeAfter(settings.visibility());
    var instance = fleet.take();
    var beyond = settings.zombies() && dice.chance(0.2);
    var end = world.time.millis() + settings.timeout().toMillis();
    var name = settings.name() + "-" + ++invocations;
    world
        .strand(
            name,
            beyond ? Long.MAX_VALUE : end,
            () -> work(batch, instance, end),
            thrown -> {
              atWork--;
              if (thrown == null) {
                fleet.giveBack(instance);
              } else if (!(thrown instanceof Crash)) {
                world.journal.broken.add(name + " threw " + thrown);
              }
              wake();
            })
        .go();
  }

  private void work(List<Delivered> batch, Fleet.Instance<Step> instance, long end) {
    var left =
        Batch.run(
            batch.stream()
                .map(it -> new Batch.Item(it.id(), it.group(), it.body(), it.received()))
                .toList(),
            () -> end - world.time.millis() > settings.reserve().toMillis(),
            settings.name(),
            world.log,
            item -> instance.step().take(item, () -> instance.now(world.time)));
    if (!left.isEmpty()) {
      hide(left);
    }
    var kept = left.stream().map(Batch.Left::id).collect(Collectors.toSet());
    try {
      world.gate.call(
          Door.LAMBDA,
          "lambda: delete",
          () -> (batch.size() - kept.size()) + " of " + batch.size(),
          () -> delete(batch, kept));
    } catch (Doors.Unavailable e) {
      // Lambda could not delete them: they come back too.
    }
  }

  /** A failure here costs only time, as in the function itself. */
  private void hide(List<Batch.Left> left) {
    try {
      world.gate.call(
          Door.QUEUES,
          "queue: hide " + SimulatedQueues.name(settings.lane()),
          () -> left.size() + " for " + left.getFirst().after(),
          () -> {
            for (var it : left) {
              queues.hide(settings.lane(), it.id(), it.after());
              wakeAfter(it.after());
            }
            return null;
          });
    } catch (Doors.Unavailable e) {
      // They come back when their visibility timeout is over.
    }
  }

  private Void delete(List<Delivered> batch, Set<String> kept) {
    var standard = settings.lane() instanceof Lane.Receipts;
    for (var it : batch) {
      // A standard queue may deliver again what was deleted.
      if (!kept.contains(it.id()) && !(standard && dice.chance(0.02))) {
        queues.delete(settings.lane(), it.id());
      }
    }
    return null;
  }

  /** The operator puts the dead letters back, in their order. */
  void redrive() {
    for (var it : dead) {
      world.journal.redrives++;
      queues.send(
          settings.lane(),
          List.of(new Letter(it.group(), "redrive-" + world.journal.redrives, it.body())));
    }
    dead.clear();
    wake();
  }
}
