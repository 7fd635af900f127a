package dragoman.proof.fuzzing;

import java.util.ArrayList;
import java.util.List;

/**
 * What came of a target's executions.
 *
 * @param taken how many inputs were taken, not declined
 * @param wrong how many were findings; of those the first few are kept
 * @param slowest in nanoseconds
 * @param greediest in bytes taken from the heap
 */
public record Tally(
    String target,
    long executions,
    long taken,
    long wrong,
    long slowest,
    long greediest,
    List<Finding> findings) {
  /** More of one target would tell nothing new. */
  private static final int MOST_FINDINGS = 5;

  public Tally {
    findings = List.copyOf(findings);
  }

  /** Of the same target, run in parts. */
  Tally and(Tally other) {
    var all = new ArrayList<>(findings);
    all.addAll(other.findings);
    return new Tally(
        target,
        executions + other.executions,
        taken + other.taken,
        wrong + other.wrong,
        Math.max(slowest, other.slowest),
        Math.max(greediest, other.greediest),
        all.subList(0, Math.min(MOST_FINDINGS, all.size())));
  }

  /** One that grows; for one thread. */
  static final class Counting {
    private final String target;
    private final List<Finding> findings = new ArrayList<>();
    private long executions;
    private long taken;
    private long wrong;
    private long slowest;
    private long greediest;

    Counting(String target) {
      this.target = target;
    }

    void add(Judge.Judgement judgement) {
      executions++;
      taken += judgement.taken() ? 1 : 0;
      slowest = Math.max(slowest, judgement.nanos());
      greediest = Math.max(greediest, judgement.bytes());
    }

    void add(Finding finding) {
      wrong++;
      if (findings.size() < MOST_FINDINGS) {
        findings.add(finding);
      }
    }

    Tally sum() {
      return new Tally(target, executions, taken, wrong, slowest, greediest, findings);
    }
  }
}
