package dragoman.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Everything found in one reading; filled while the files are walked. */
final class Findings {
  private static final Comparator<Problem> IN_ORDER =
      Comparator.comparing(Problem::file)
          .thenComparingInt(Problem::line)
          .thenComparing(Problem::what);

  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();

  void problem(String file, int line, String what, String fix) {
    problems.add(new Problem(file, line, what, fix));
  }

  void warning(String file, int line, String what, String fix) {
    warnings.add(new Problem(file, line, what, fix));
  }

  List<Problem> problems() {
    return problems.stream().distinct().sorted(IN_ORDER).toList();
  }

  List<Problem> warnings() {
    return warnings.stream().distinct().sorted(IN_ORDER).toList();
  }
}
