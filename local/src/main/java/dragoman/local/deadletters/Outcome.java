package dragoman.local.deadletters;

import java.util.Map;
import java.util.Set;

/**
 * How an order went.
 *
 * @param done messages moved or removed, or that would be
 * @param stayed messages that were meant and are still there, by the reason
 * @param tooOld of those moved, how many are recorded and not answered for their age
 * @param unseen of a dry run, about how many lie behind those that were seen
 * @param heldByOthers messages somebody else held all the time
 * @param missing ids that were not found
 * @param limited whether it ended at its limit
 * @param brokenOff whether it was stopped early
 */
public record Outcome(
    int done,
    Map<String, Integer> stayed,
    int tooOld,
    int unseen,
    int heldByOthers,
    Set<String> missing,
    boolean limited,
    boolean brokenOff) {
  public Outcome {
    stayed = Map.copyOf(stayed);
    missing = Set.copyOf(missing);
  }

  public int left() {
    return stayed.values().stream().mapToInt(Integer::intValue).sum();
  }

  Outcome stoppedEarly() {
    return new Outcome(done, stayed, tooOld, unseen, heldByOthers, missing, limited, true);
  }

  /** Whether all that was meant is done. */
  public boolean complete() {
    return left() == 0 && heldByOthers == 0 && missing.isEmpty() && !limited && !brokenOff;
  }
}
