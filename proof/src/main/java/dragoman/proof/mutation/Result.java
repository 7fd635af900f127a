package dragoman.proof.mutation;

import java.time.Duration;

/** How one mutant fared, and how long it took from the patch to the verdict. */
public record Result(Mutant mutant, Verdict verdict, Duration took) {
  public boolean killed() {
    return verdict instanceof Verdict.Killed;
  }
}
