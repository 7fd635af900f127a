package dragoman.proof.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Decides what goes wrong at which call. */
public sealed interface Faults {
  /**
   * @param number the call's place in the whole run, from 0
   * @param millis since the run began
   */
  Fault at(int number, Door door, long millis);

  /** What stands behind a call. */
  enum Door {
    LEDGER,
    QUEUES,
    TOPIC,
    PROVIDER,
    SLACK,
    SECRETS,
    PACE,
    LAMBDA
  }

  record None() implements Faults {
    @Override
    public Fault at(int number, Door door, long millis) {
      return Fault.NONE;
    }
  }

  /** These faults at these calls, and no others. */
  record Planned(Map<Integer, Fault> at) implements Faults {
    public Planned {
      at = Map.copyOf(at);
    }

    @Override
    public Fault at(int number, Door door, long millis) {
      return at.getOrDefault(number, Fault.NONE);
    }
  }

  /**
   * By chance until a time, with a weather of its own for each seed: some runs see a fault at every
   * tenth call, some at every two hundredth, and in some a dependency is clogged for minutes.
   */
  final class Random implements Faults {
    private record Clog(Door door, long from, long to, Fault as) {}

    private final Dice dice;
    private final double perKind;
    private final long until;
    private final List<Clog> clogs = new ArrayList<>();

    /**
     * @param perKind how likely each kind of fault is at each call; 0 lets the seed choose
     * @param busy milliseconds of the time in which most happens: where clogs are
     * @param until milliseconds after which nothing goes wrong any more
     */
    Random(Dice dice, double perKind, long busy, long until) {
      this.dice = dice;
      this.perKind = perKind > 0 ? perKind : dice.one(List.of(0.02, 0.02, 0.01, 0.005, 0.001));
      this.until = until;
      if (perKind == 0 && dice.chance(0.4)) {
        for (var i = dice.between(1, 4); i > 0; i--) {
          var from = dice.between(0L, busy);
          var as = dice.one(List.of(Fault.REFUSED, Fault.AMBIGUOUS, Fault.STALL, Fault.LATE));
          var door = dice.one(List.of(Door.values()));
          clogs.add(new Clog(door, from, from + dice.between(5_000L, 180_000L), as));
        }
      }
    }

    @Override
    public Fault at(int number, Door door, long millis) {
      if (millis >= until) {
        return Fault.NONE;
      }
      for (var clog : clogs) {
        if (clog.door() == door && clog.from() <= millis && millis < clog.to()) {
          return clog.as();
        }
      }
      return dice.chance(perKind * 8) ? Fault.numbered(dice.between(1, 8)) : Fault.NONE;
    }
  }
}
