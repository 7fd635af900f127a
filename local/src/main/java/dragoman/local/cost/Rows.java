package dragoman.local.cost;

import dragoman.local.cost.Bill.Line;
import java.util.List;
import java.util.Locale;

/** A bill's lines as cells, the same for the terminal and for the documentation. */
final class Rows {
  static final List<String> HEAD = List.of("service", "what for", "how many", "of", "each", "US $");

  private Rows() {}

  static List<List<String>> of(Bill bill) {
    return bill.lines().stream().map(Rows::of).toList();
  }

  private static List<String> of(Line line) {
    return List.of(
        line.price().service(),
        line.what(),
        number(line.units()),
        line.price().unit(),
        number(line.price().dollars()),
        dollars(line.dollars()));
  }

  static String dollars(double dollars) {
    return String.format(Locale.ROOT, "%.2f", dollars);
  }

  /** Three figures that count, whatever the size. */
  static String number(double number) {
    if (number == Math.rint(number) && Math.abs(number) < 1e9) {
      return Long.toString((long) number);
    }
    var digits = (int) Math.max(0, 2 - Math.floor(Math.log10(Math.abs(number))));
    return String.format(Locale.ROOT, "%." + Math.min(digits, 12) + "f", number);
  }

  static String percent(double share) {
    return number(share * 100) + " %";
  }
}
