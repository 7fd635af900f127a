package dragoman.local.cost;

import java.util.ArrayList;
import java.util.List;

/** Usage times prices, in US dollars. */
public record Bill(List<Line> lines) {
  public Bill {
    lines = List.copyOf(lines);
  }

  /**
   * @param quantity in what the price counts
   */
  public record Line(Price price, String what, double quantity) {
    public double dollars() {
      return price.of(quantity);
    }

    /** How many of the price's units that is. */
    public double units() {
      return quantity / price.per();
    }
  }

  /** One line for each price and purpose, services together, in the order in which they came. */
  static Bill of(List<Usage> usages, Prices prices) {
    var lines = new ArrayList<Line>();
    for (var usage : usages) {
      if (usage.quantity() > 0) {
        add(lines, new Line(prices.named(usage.price()), usage.what(), usage.quantity()));
      }
    }
    return new Bill(lines);
  }

  private static void add(List<Line> lines, Line line) {
    var last = -1;
    for (var i = 0; i < lines.size(); i++) {
      var other = lines.get(i);
      if (other.price().equals(line.price()) && other.what().equals(line.what())) {
        lines.set(i, new Line(line.price(), line.what(), other.quantity() + line.quantity()));
        return;
      }
      if (other.price().service().equals(line.price().service())) {
        last = i;
      }
    }
    lines.add(last < 0 ? lines.size() : last + 1, line);
  }

  public double dollars() {
    return lines.stream().mapToDouble(Line::dollars).sum();
  }

  public double dollars(String service) {
    return lines.stream()
        .filter(it -> it.price().service().equals(service))
        .mapToDouble(Line::dollars)
        .sum();
  }
}
