package dragoman.proof.mutation;

import java.util.Optional;
import java.util.regex.Pattern;

/** What became of a mutant. A child says it in one line; what it does not say is no kill. */
public sealed interface Verdict {
  /**
   * {@code killed CLASS SEED INVARIANT …}: a promise was seen broken.
   *
   * @param by the send class it was seen with
   * @param what the invariant, and whatever else was said
   */
  record Killed(String by, long seed, String what) implements Verdict {}

  /** {@code survived RUNS}: nobody noticed. */
  record Survived(long runs) implements Verdict {}

  /** There is no verdict: it did not fit or compile, or its JVM hung or died. */
  record Failed(String why) implements Verdict {}

  /** Anything else a child may print is not a verdict. */
  static Optional<Verdict> read(String line) {
    var killed = Lines.KILLED.matcher(line.strip());
    if (killed.matches()) {
      return Optional.of(
          new Killed(killed.group(1), Long.parseLong(killed.group(2)), killed.group(3)));
    }
    var survived = Lines.SURVIVED.matcher(line.strip());
    return survived.matches()
        ? Optional.of(new Survived(Long.parseLong(survived.group(1))))
        : Optional.empty();
  }

  /** How verdicts are written. */
  final class Lines {
    private static final Pattern KILLED =
        Pattern.compile("killed (\\S+) (-?\\d{1,18}) (\\S.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern SURVIVED =
        Pattern.compile("survived (\\d{1,18})\\b.*", Pattern.CASE_INSENSITIVE);

    private Lines() {}
  }
}
