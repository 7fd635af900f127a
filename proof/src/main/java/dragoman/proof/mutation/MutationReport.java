package dragoman.proof.mutation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import dragoman.message.Json;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What came of the mutants, for people and for programs. */
public final class MutationReport {
  private static final int WIDTH = 70;

  private MutationReport() {}

  /** A table with a line for each, and the verdict below it. */
  public static String text(List<Result> results) {
    List<ColumnData<Result>> columns =
        List.of(
            column("mutant", HorizontalAlign.LEFT).with(it -> it.mutant().name()),
            column("what it breaks", HorizontalAlign.LEFT).with(it -> it.mutant().breaks()),
            column("killed by", HorizontalAlign.LEFT).with(it -> by(it.verdict())),
            column("seconds", HorizontalAlign.RIGHT).with(it -> seconds(it.took())));
    return AsciiTable.getTable(AsciiTable.NO_BORDERS, results, columns) + "\n" + verdict(results);
  }

  public static String verdict(List<Result> results) {
    return "%d of %d mutants killed"
        .formatted(results.stream().filter(Result::killed).count(), results.size());
  }

  /** One line as a result comes in. */
  public static String line(Result result) {
    return "%s: %s (%s s)"
        .formatted(result.mutant().name(), by(result.verdict()), seconds(result.took()));
  }

  public static ObjectNode json(Result result) {
    var json =
        Json.object()
            .put("mutant", result.mutant().name())
            .put("breaks", result.mutant().breaks())
            .put("file", result.mutant().file());
    switch (result.verdict()) {
      case Verdict.Killed(var by, var seed, var what) ->
          json.put("verdict", "killed").put("class", by).put("seed", seed).put("invariant", what);
      case Verdict.Survived(var runs) -> json.put("verdict", "survived").put("runs", runs);
      case Verdict.Failed(var why) -> json.put("verdict", "failed").put("why", why);
    }
    return json.put("seconds", result.took().toMillis() / 1000.0);
  }

  private static String by(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Killed(var by, var seed, var what) -> by + " seed " + seed + ": " + what;
      case Verdict.Survived(var runs) -> "SURVIVED " + runs + " runs";
      case Verdict.Failed(var why) -> "NO VERDICT: " + why;
    };
  }

  private static String seconds(Duration took) {
    return String.format(Locale.ROOT, "%.1f", took.toMillis() / 1000.0);
  }

  private static Column column(String header, HorizontalAlign align) {
    return new Column()
        .header(header)
        .headerAlign(HorizontalAlign.LEFT)
        .dataAlign(align)
        .maxWidth(WIDTH, OverflowBehaviour.NEWLINE);
  }
}
