package dragoman.proof.simulation;

import java.util.List;

/**
 * What came of a run.
 *
 * @param calls how many calls the core made
 * @param faults at how many of them something went wrong
 * @param replies how many replies were decided
 * @param unknown how many of them ended so that nobody knows whether they arrived
 * @param resent how many were seen twice because their receipt came too late, which the promise for
 *     that send class allows
 * @param soon how many effects ended within two minutes of the last trouble before their end
 * @param effects how many effects were decided
 * @param hash of everything that happened, in its order
 */
public record Result(
    List<Violation> violations,
    int calls,
    int faults,
    int replies,
    int unknown,
    int resent,
    int soon,
    int effects,
    long hash) {
  public Result {
    violations = List.copyOf(violations);
  }
}
