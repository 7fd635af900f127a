package dragoman.proof.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What goes wrong at which call. */
public sealed interface Faults {
  /** The faults of one run, from its beginning. */
  Source begin();

  /** Decides call by call. */
  interface Source {
    /**
     * @param number the call's place in the whole run, from 0
     * @param millis since the run began
     */
    Fault at(int number, Door door, long millis);
  }

  /** How many kinds of fault there are. */
  int KINDS = Fault.KINDS.size();

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
    public Source begin() {
      return (_, _, _) -> Fault.NONE;
    }
  }

  /** These faults at these calls, and no others. */
  record Planned(Map<Integer, Fault> at) implements Faults {
    public Planned {
      at = Map.copyOf(at);
    }

    @Override
    public Source begin() {
      return (number, _, _) -> at.getOrDefault(number, Fault.NONE);
    }
  }

  /**
   * By chance until a time, with a weather of its own for each seed: some runs see a fault at every
   * tenth call, some at every two hundredth, and in some a dependency is clogged for minutes.
   *
   * @param perKind how likely each kind of fault is at each call; 0 lets the seed choose
   * @param busy milliseconds of the time in which most happens: where clogs are
   * @param until milliseconds after which nothing goes wrong any more
   */
  record ByChance(long seed, double perKind, long busy, long until) implements Faults {
    @Override
    public Source begin() {
      return new Weather(this);
    }
  }

  /** Chance as it falls in one run. */
  final class Weather implements Source {
    private record Clog(Door door, long from, long to, Fault as) {}

    private final Dice dice;
    private final double perKind;
    private final long until;
    private final List<Clog> clogs = new ArrayList<>();

    private Weather(ByChance faults) {
      this.dice = new Dice(faults.seed());
      this.perKind =
          faults.perKind() > 0
              ? faults.perKind()
              : dice.one(List.of(0.02, 0.02, 0.01, 0.005, 0.001));
      this.until = faults.until();
      if (faults.perKind() == 0 && dice.chance(0.4)) {
        for (var i = dice.between(1, 4); i > 0; i--) {
          var from = dice.between(0L, faults.busy());
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
      return dice.chance(perKind * KINDS) ? Fault.thrown(dice) : Fault.NONE;
    }
  }
}
