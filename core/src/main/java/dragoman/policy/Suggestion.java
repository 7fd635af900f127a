package dragoman.policy;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What the writer probably meant by a name nobody knows. */
final class Suggestion {
  private static final int LISTED = 12;

  private Suggestion() {}

  /** "did you mean …", else the known names if they are few, else what to do instead. */
  static String of(String written, Collection<String> known, String otherwise) {
    return nearest(written, known)
        .map(name -> "did you mean \"" + name + "\"?")
        .orElseGet(
            () ->
                known.size() <= LISTED
                    ? "use one of " + String.join(", ", known.stream().sorted().toList())
                    : otherwise);
  }

  /** The known name that differs least, if it differs little. */
  static Optional<String> nearest(String written, Collection<String> known) {
    int tolerance = written.length() <= 3 ? 1 : Math.max(2, written.length() / 5);
    return known.stream()
        .filter(name -> distance(written, name) <= tolerance)
        .min(
            Comparator.comparingInt((String name) -> distance(written, name))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Levenshtein, case ignored. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        boolean same =
            Character.toLowerCase(one.charAt(i - 1)) == Character.toLowerCase(other.charAt(j - 1));
        int replaced = diagonal + (same ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
