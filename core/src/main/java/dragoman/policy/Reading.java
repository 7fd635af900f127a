package dragoman.policy;

import java.util.*;

public sealed interface Reading {
  record Good(Policy policy, List<String> warnings) implements Reading {}

  record Bad(List<String> problems) implements Reading {}
}
