package dragoman.proof.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;

/**
 * The warm instances of one function: each serves one invocation at a time, and a crash ends it.
 */
final class Fleet<T> {
  /** An instance with a clock of its own, a little off. */
  record Instance<T>(T step, Duration skew, int generation) {
    Instant now(Scheduler time) {
      return time.now().plus(skew);
    }
  }

  private final Dice dice;
  private final Function<Duration, T> coldStart;
  private final Deque<Instance<T>> idle = new ArrayDeque<>();
  private int generation;

  /**
   * @param coldStart makes an instance whose clock is off by that much
   */
  Fleet(Dice dice, Function<Duration, T> coldStart) {
    this.dice = dice;
    this.coldStart = coldStart;
  }

  Instance<T> take() {
    var warm = dice.chance(0.02) ? null : idle.poll();
    if (warm != null) {
      return warm;
    }
    var skew = Duration.ofMillis(dice.between(-2_000, 2_000));
    return new Instance<>(coldStart.apply(skew), skew, generation);
  }

  void giveBack(Instance<T> instance) {
    if (instance.generation() == generation) {
      idle.addLast(instance);
    }
  }

  /** Every instance is gone, also those at work once they are done. */
  void replace() {
    idle.clear();
    generation++;
  }
}
