package dragoman.proof.campaign;

import dragoman.proof.campaign.Workers.Job;
import dragoman.proof.simulation.Result;
import dragoman.proof.simulation.Violation;
import java.util.ArrayList;
import java.util.List;

/** What came of many runs. Used by one thread at a time. */
public final class Tally implements Workers.Reader {
  private static final int KEPT = 50;

  private final List<Finding> findings = new ArrayList<>();
  private long runs;
  private long bad;
  private long calls;
  private long faults;
  private long replies;
  private long unknown;
  private long resent;
  private long effects;
  private long soon;

  /**
   * A broken promise and how to see it again.
   *
   * @param replay options of {@code ./dragoman campaign}
   */
  public record Finding(Violation violation, String replay) {}

  @Override
  public void ran(Job job, Result result) {
    runs++;
    calls += result.calls();
    faults += result.faults();
    replies += result.replies();
    unknown += result.unknown();
    resent += result.resent();
    effects += result.effects();
    soon += result.soon();
    if (!result.violations().isEmpty()) {
      bad++;
      result.violations().stream()
          .limit(3)
          .filter(_ -> findings.size() < KEPT)
          .forEach(it -> findings.add(new Finding(it, job.replay())));
    }
  }

  public long runs() {
    return runs;
  }

  /** How many runs broke a promise. */
  public long bad() {
    return bad;
  }

  /** The first of them. */
  public List<Finding> findings() {
    return List.copyOf(findings);
  }

  public long calls() {
    return calls;
  }

  public long faults() {
    return faults;
  }

  public long replies() {
    return replies;
  }

  public long unknown() {
    return unknown;
  }

  public long resent() {
    return resent;
  }

  /** The share of effects that ended within two minutes of the last trouble, 0 to 1. */
  public double soon() {
    return effects == 0 ? 1 : (double) soon / effects;
  }
}
