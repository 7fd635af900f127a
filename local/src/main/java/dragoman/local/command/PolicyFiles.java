package dragoman.local.command;

import dragoman.local.teams.Team;
import java.nio.file.Path;
import java.util.List;

/** What commands need to know of a policy in a folder. */
public interface PolicyFiles {
  /** Every problem, as {@code file:line: what is wrong and how to fix it}; empty if it is right. */
  List<String> problems(Path folder);

  /**
   * The teams, in any order.
   *
   * @throws IllegalArgumentException if the policy is wrong
   */
  List<Team> teams(Path folder);
}
