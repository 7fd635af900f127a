package dragoman.proof.simulation;

import dragoman.pipeline.Doors.Unavailable;
import dragoman.proof.simulation.Faults.Door;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The one way through which every call of the core passes: it takes its time, and may go wrong as
 * the {@link Faults} want it.
 */
final class Gate {
  /** A request that is under way when nobody waits for it any more lands within this, or never. */
  private static final Duration LONGEST_FLIGHT = Duration.ofSeconds(25);

  private final Scheduler time;
  private final Faults.Source faults;
  private final Dice dice;
  private final Trace trace;
  private final List<Long> faultTimes = new ArrayList<>();
  private int calls;

  Gate(Scheduler time, Faults faults, Dice dice, Trace trace) {
    this.time = time;
    this.faults = faults.begin();
    this.dice = dice;
    this.trace = trace;
  }

  /** When something went wrong, in the scheduler's milliseconds, oldest first. */
  List<Long> faultTimes() {
    return faultTimes;
  }

  /** How many calls there were. */
  int calls() {
    return calls;
  }

  /**
   * What the caller hears when things go wrong.
   *
   * @param refused when it was certainly not done
   * @param throttled when it was not done for now
   * @param lost when no answer came
   * @param partial when only a part of it was done
   */
  record Mishaps<T>(
      Supplier<T> refused, Supplier<T> throttled, Supplier<T> lost, Supplier<T> partial) {}

  /** A call that throws {@link Unavailable} when it was not done, or when nobody knows. */
  <T> T call(Door door, String operation, Supplier<String> about, Supplier<T> act) {
    Supplier<T> refused =
        () -> {
          throw new Unavailable("refused");
        };
    Supplier<T> lost =
        () -> {
          throw new Unavailable("no answer");
        };
    return call(door, operation, about, act, new Mishaps<>(refused, refused, lost, refused));
  }

  <T> T call(
      Door door, String operation, Supplier<String> about, Supplier<T> act, Mishaps<T> mishaps) {
    var strand = time.current();
    var number = calls++;
    var fault = faults.at(number, door, time.millis());
    strand.pause(Duration.ofMillis(dice.between(1, 40)));
    trace.step(
        time,
        strand.name(),
        operation,
        () ->
            "#%d %s%s"
                .formatted(
                    number, about.get(), fault == Fault.NONE ? "" : "   <-- " + told(fault)));
    if (fault != Fault.NONE) {
      faultTimes.add(time.millis());
    }
    return switch (fault) {
      case NONE -> act.get();
      case CRASH_BEFORE -> throw new Crash("before");
      case REFUSED -> mishaps.refused().get();
      case THROTTLED -> mishaps.throttled().get();
      case PARTIAL -> mishaps.partial().get();
      case CRASH_AFTER -> {
        attempt(act);
        throw new Crash("after");
      }
      case AMBIGUOUS -> {
        attempt(act);
        yield mishaps.lost().get();
      }
      case LATE -> {
        lands(act, strand, operation, about);
        strand.pause(Duration.ofMillis(dice.between(500, 8_000)));
        yield mishaps.lost().get();
      }
      case CRASH_LATE -> {
        lands(act, strand, operation, about);
        throw new Crash("under way");
      }
      case STALL -> {
        strand.pause(Duration.ofMillis(dice.between(1_000, 90_000)));
        yield act.get();
      }
    };
  }

  private <T> void lands(Supplier<T> act, Strand strand, String operation, Supplier<String> about) {
    time.after(
        Duration.ofMillis(dice.between(100L, LONGEST_FLIGHT.toMillis())),
        () -> {
          trace.step(time, strand.name() + " (late)", operation, about);
          attempt(act);
        });
  }

  /** Whoever asked does not hear what came of it. */
  private static <T> void attempt(Supplier<T> act) {
    try {
      act.get();
    } catch (RuntimeException e) {
      // Refused after all: then nothing was done.
    }
  }

  private static String told(Fault fault) {
    return switch (fault) {
      case NONE -> "";
      case CRASH_BEFORE -> "the process dies before it";
      case CRASH_AFTER -> "done, and the process dies";
      case REFUSED -> "refused";
      case THROTTLED -> "throttled";
      case PARTIAL -> "taken in part";
      case AMBIGUOUS -> "done, and the answer is lost";
      case LATE -> "no answer, it is done later";
      case CRASH_LATE -> "the process dies, it is done later";
      case STALL -> "hangs";
    };
  }
}
