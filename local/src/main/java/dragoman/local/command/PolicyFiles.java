package dragoman.local.command;

import dragoman.local.teams.Team;
import dragoman.policy.Policy;
import dragoman.rehearsal.Difference;
import java.nio.file.Path;
import java.util.List;

/** What commands need to know of a policy in a folder. */
public interface PolicyFiles {
  /** Every problem, as {@code file:line: what is wrong and how to fix it}; empty if it is right. */
  List<String> problems(Path folder);

  /**
   * All of it.
   *
   * @throws IllegalArgumentException if the policy is wrong
   */
  Policy policy(Path folder);

  /**
   * The teams, in any order.
   *
   * @throws IllegalArgumentException if the policy is wrong
   */
  List<Team> teams(Path folder);

  /**
   * How the golden webhooks of a folder end otherwise under the policy than is written down.
   *
   * @throws IllegalArgumentException if the policy is wrong, or the folder holds no golden file
   */
  List<Difference> rehearse(Path folder, Path events);

  /** Writes down how they end under the policy; returns how many there are. */
  int writeGolden(Path folder, Path events);
}
