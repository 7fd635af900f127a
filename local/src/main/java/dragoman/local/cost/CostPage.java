package dragoman.local.cost;

import dragoman.local.cost.Counts.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The tables of {@code docs/cost.md}. Each stands between two comments, {@code <!-- name -->} and
 * {@code <!-- end name -->}; what is between them is written, not edited.
 */
public final class CostPage {
  private CostPage() {}

  /**
   * The page with every table as it ought to be.
   *
   * @throws IllegalArgumentException if the page lacks one of the places
   */
  public static String filled(String page, Counts counts, Estimate estimate) {
    var filled = page;
    for (var table : tables(counts, estimate).entrySet()) {
      filled = fill(filled, table.getKey(), table.getValue());
    }
    return filled;
  }

  private static String fill(String page, String name, String table) {
    var begin = "<!-- " + name + " -->\n";
    var end = "<!-- end " + name + " -->";
    var from = page.indexOf(begin);
    var to = page.indexOf(end);
    if (from < 0 || to < from) {
      throw new IllegalArgumentException(
          "docs/cost.md: there is no place for '%s'; write %s%s".formatted(name, begin, end));
    }
    return page.substring(0, from + begin.length()) + table + page.substring(to);
  }

  private static Map<String, String> tables(Counts counts, Estimate estimate) {
    var tables = new LinkedHashMap<String, String>();
    tables.put("counts", counts(counts));
    tables.put("month", bill(estimate.month(), "a million messages"));
    tables.put("services", services(estimate.month()));
    tables.put("idle", bill(estimate.idle(), "a month in which nobody writes"));
    tables.put("tasks", bill(estimate.tasks(), "a month in which every team has a task waiting"));
    tables.put("comparisons", comparisons(estimate));
    return tables;
  }

  private static String counts(Counts counts) {
    return table(
        List.of("case", "function", "AWS calls", "write units", "read units", "items", "log bytes"),
        counts.steps().stream().map(CostPage::cells).toList());
  }

  private static List<String> cells(Step step) {
    return List.of(
        step.when(),
        step.function(),
        step.calls().entrySet().stream()
            .map(it -> it.getValue() + " " + it.getKey())
            .collect(Collectors.joining(", ")),
        Counts.units(step.writes()),
        Counts.units(step.reads()),
        step.items().stream().map(it -> it + " B").collect(Collectors.joining(", ")),
        Integer.toString(step.logBytes()));
  }

  private static String bill(Bill bill, String what) {
    var rows = new ArrayList<>(Rows.of(bill));
    rows.add(
        List.of("", "**" + what + "**", "", "", "", "**" + Rows.dollars(bill.dollars()) + "**"));
    return table(Rows.HEAD, rows);
  }

  private static String services(Bill bill) {
    var services = new TreeMap<String, Double>();
    bill.lines().forEach(it -> services.merge(it.price().service(), it.dollars(), Double::sum));
    return table(
        List.of("service", "US $", "share"),
        services.entrySet().stream()
            .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
            .map(
                it ->
                    List.of(
                        it.getKey(),
                        Rows.dollars(it.getValue()),
                        Math.round(it.getValue() / bill.dollars() * 100) + " %"))
            .toList());
  }

  private static String comparisons(Estimate estimate) {
    return table(
        List.of("1M messages", "messages a batch", "ours", "of it DynamoDB", "naive", "ratio"),
        estimate.comparisons().stream()
            .map(
                it ->
                    List.of(
                        it.work(),
                        Rows.number(it.batch()),
                        Rows.dollars(it.ours().dollars()),
                        Rows.dollars(it.ours().dollars("DynamoDB")),
                        Rows.dollars(it.naive().dollars()),
                        Rows.dollars(it.ratio())))
            .toList());
  }

  private static String table(List<String> head, List<List<String>> rows) {
    var text = new StringBuilder(row(head)).append(row(head.stream().map(_ -> "---").toList()));
    rows.forEach(it -> text.append(row(it)));
    return text.toString();
  }

  private static String row(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
