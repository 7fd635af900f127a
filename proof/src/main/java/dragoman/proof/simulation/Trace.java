package dragoman.proof.simulation;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What happened, in order: a hash that two runs of one seed share, and, when somebody looks on, a
 * line for each step.
 */
final class Trace {
  private final Consumer<String> reader;
  private final boolean read;
  private long hash = 0xcbf29ce484222325L;

  private Trace(Consumer<String> reader, boolean read) {
    this.reader = reader;
    this.read = read;
  }

  static Trace silent() {
    return new Trace(_ -> {}, false);
  }

  static Trace to(Consumer<String> reader) {
    return new Trace(reader, true);
  }

  /**
   * @param what of few characters, the same in every process; it goes into the hash
   * @param line what a reader is told
   */
  void step(Scheduler time, String who, String what, Supplier<String> line) {
    mix(time.millis());
    mix(who.hashCode());
    mix(what.hashCode());
    if (read) {
      reader.accept(
          "%s  %-14s %-22s %s"
              .formatted(shown(time.millis()), who, what, line.get())
              .stripTrailing());
    }
  }

  long hash() {
    return hash;
  }

  private void mix(long value) {
    for (var i = 0; i < Long.BYTES; i++) {
      hash = (hash ^ (value & 0xff)) * 0x100000001b3L;
      value >>>= 8;
    }
  }

  private static String shown(long millis) {
    return "%3d:%02d:%02d.%03d"
        .formatted(millis / 3_600_000, millis / 60_000 % 60, millis / 1_000 % 60, millis % 1_000);
  }
}
