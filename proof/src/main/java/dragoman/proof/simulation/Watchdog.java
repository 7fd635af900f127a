package dragoman.proof.simulation;

import dragoman.pipeline.Doors;
import dragoman.pipeline.Watch;
import java.time.Duration;

/** The timer of the watchdog: each minute, as long as there is anything to be looked after. */
final class Watchdog {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final World world;
  private final Fleet<Watch> fleet;
  private boolean ticking;
  private boolean awake = true;
  private int ticks;

  Watchdog(World world, Fleet<Watch> fleet) {
    this.world = world;
    this.fleet = fleet;
  }

  void replace() {
    fleet.replace();
  }

  /** The next minute's tick is set, as long as there is anything to be looked after. */
  void keepWatch() {
    if (!ticking) {
      ticking = true;
      world.time.after(MINUTE, this::tick);
    }
  }

  private void tick() {
    ticking = false;
    var more = !world.idle();
    if (awake) {
      watchOnce();
    }
    if (more) {
      keepWatch();
    }
  }

  void watchOnce() {
    var instance = fleet.take();
    var end = world.time.millis() + 50_000;
    world
        .strand(
            "watch-" + ++ticks,
            end,
            () -> {
              var now = instance.now(world.time);
              instance.step().watch(now, () -> end - world.time.millis() > 5_000);
            },
            thrown -> {
              if (thrown == null) {
                fleet.giveBack(instance);
              } else if (!(thrown instanceof Crash || thrown instanceof Doors.Unavailable)) {
                world.journal.broken.add("watch threw " + thrown);
              }
            })
        .go();
  }

  void sleeps(boolean asleep) {
    awake = !asleep;
  }
}
