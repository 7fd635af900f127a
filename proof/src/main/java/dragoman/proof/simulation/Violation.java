package dragoman.proof.simulation;

/**
 * A promise that a run broke.
 *
 * @param invariant {@code I1} to {@code I8}, as docs/proof.md lists them
 * @param what in a sentence for people
 */
public record Violation(String invariant, String what) {
  @Override
  public String toString() {
    return invariant + ": " + what;
  }
}
