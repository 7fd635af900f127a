package dragoman.policy;

import java.util.List;

/** What became of reading the policy files: a policy that is sound as a whole, or none. */
public sealed interface Reading {

  /**
   * @param warnings what is allowed but probably not meant
   */
  record Good(Policy policy, List<Problem> warnings) implements Reading {
    public Good {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * @param problems all of them, in the order of files and lines
   */
  record Bad(List<Problem> problems) implements Reading {
    public Bad {
      problems = List.copyOf(problems);
    }
  }
}
