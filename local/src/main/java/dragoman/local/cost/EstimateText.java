package dragoman.local.cost;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An estimate for people. */
public final class EstimateText {
  private static final Set<Integer> NUMBERS = Set.of(2, 4, 5);

  private EstimateText() {}

  public static String of(Estimate estimate) {
    var traffic = estimate.traffic();
    var text = new StringBuilder();
    text.append(
        """
        A month in %s: %s messages, %s answered by the bot, %s also to a manager, %s delivered twice, %d statuses for each reply, %s messages a batch.
        """
            .formatted(
                estimate.prices().region(),
                Rows.number(traffic.messages()),
                Rows.percent(traffic.answered()),
                Rows.percent(traffic.escalated()),
                Rows.percent(traffic.repeated()),
                traffic.statuses(),
                Rows.number(traffic.batch())));
    text.append(table(estimate.month(), "the messages")).append("\n\n");
    text.append("When nobody writes, each month:\n");
    text.append(table(estimate.idle(), "idle")).append("\n\n");
    text.append("While every team has a task waiting, each month:\n");
    text.append(table(estimate.tasks(), "watching tasks")).append("\n\n");
    text.append(
        "Together US $%s a month; US $%s for a million messages, without what is paid by the month.\n"
            .formatted(Rows.dollars(estimate.dollars()), Rows.dollars(estimate.perMillion())));
    estimate
        .comparisons()
        .forEach(
            it ->
                text.append(
                    "Compared for 1M messages (%s; %s a batch): ours %s, naively %s, ratio %s.\n"
                        .formatted(
                            it.work(),
                            Rows.number(it.batch()),
                            Rows.dollars(it.ours().dollars()),
                            Rows.dollars(it.naive().dollars()),
                            Rows.dollars(it.ratio()))));
    estimate.surprises().forEach(it -> text.append("NOT IN THE SUM: ").append(it).append('\n'));
    text.append(
        "List prices without free tiers, dated %s; what is assumed and where from: docs/cost.md.\n"
            .formatted(dates(estimate)));
    return text.toString();
  }

  private static String dates(Estimate estimate) {
    var dates = estimate.prices().all().stream().map(Price::dated).collect(Collectors.toList());
    var first = dates.stream().min(Comparator.naturalOrder()).orElseThrow();
    var last = dates.stream().max(Comparator.naturalOrder()).orElseThrow();
    return first.equals(last) ? first.toString() : first + " to " + last;
  }

  private static String table(Bill bill, String what) {
    var rows = new ArrayList<>(Rows.of(bill));
    rows.add(List.of("", what, "", "", "", Rows.dollars(bill.dollars())));
    return AsciiTable.getTable(AsciiTable.NO_BORDERS, rows, columns());
  }

  private static List<ColumnData<List<String>>> columns() {
    return IntStream.range(0, Rows.HEAD.size())
        .mapToObj(
            i -> {
              var align = NUMBERS.contains(i) ? HorizontalAlign.RIGHT : HorizontalAlign.LEFT;
              return new Column()
                  .header(Rows.HEAD.get(i))
                  .headerAlign(align)
                  .dataAlign(align)
                  .maxWidth(80)
                  .<List<String>>with(row -> row.get(i));
            })
        .toList();
  }
}
