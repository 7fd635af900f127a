package dragoman.proof.simulation;

import java.util.List;
import java.util.Random;

/**
 * Chance by seed: the same seed gives the same throws on every machine, because {@link Random}'s
 * arithmetic is part of its specification.
 */
final class Dice {
  private final Random random;

  Dice(long seed) {
    // Neighbouring seeds of java.util.Random begin alike.
    this.random = new Random(seed * 0x9E3779B97F4A7C15L ^ (seed >>> 17));
  }

  /** A throw of its own, which leaves the others as they are. */
  Dice own() {
    return new Dice(seed());
  }

  /** A seed for dice that are thrown elsewhere. */
  long seed() {
    return random.nextLong();
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** Both ends included. */
  int between(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  long between(long low, long high) {
    return low + (long) (random.nextDouble() * (high - low + 1));
  }

  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
