package dragoman.local.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import dragoman.proof.fuzzing.Finding;
import dragoman.proof.fuzzing.FuzzRun;
import dragoman.proof.fuzzing.Fuzzer;
import dragoman.proof.fuzzing.Material;
import dragoman.proof.fuzzing.Tally;
import dragoman.proof.fuzzing.Target;
import dragoman.proof.fuzzing.Targets;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Throws hostile inputs at every parser; the same seed makes the same inputs. */
@Command(
    name = "fuzz",
    description = "Throw hostile inputs at every parser; exit 1 if one does not stand them.",
    mixinStandardHelpOptions = true)
public final class FuzzCommand implements Callable<Integer> {
  private static final List<String> HEAD =
      List.of("target", "executions", "taken", "slowest ms", "most KB", "findings");

  private final PrintStream out;

  @Option(
      names = "--executions",
      paramLabel = "N",
      defaultValue = "500000",
      description = "How many, all targets together (default: 500000; a campaign is 5000000).")
  private long executions;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "What the inputs are made by (default: 1).")
  private long seed;

  @Option(names = "--target", paramLabel = "NAME", description = "This target alone.")
  private String target;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many at a time (default: one for each processor).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--replay",
      paramLabel = "FILE",
      description = "Give this one input to the --target.")
  private Path replay;

  @Option(
      names = "--findings",
      paramLabel = "DIR",
      defaultValue = "fuzz-findings",
      description = "Where inputs of findings are written (default: fuzz-findings).")
  private Path folder;

  @Option(names = "--json", description = "Print one JSON object for each target, one a line.")
  private boolean json;

  public FuzzCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (executions < 1 || threads < 1) {
      throw new IllegalArgumentException("--executions and --threads must be 1 or more");
    }
    var targets = chosen(Targets.of(Material.in(Home.find().folder())));
    return replay == null ? run(targets) : replay(targets);
  }

  private List<Target> chosen(List<Target> all) {
    if (target == null) {
      return all;
    }
    var chosen = all.stream().filter(it -> it.name().equals(target)).toList();
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no target '"
              + target
              + "'; there is "
              + all.stream().map(Target::name).collect(Collectors.joining(", ")));
    }
    return chosen;
  }

  private int replay(List<Target> targets) throws IOException {
    if (targets.size() != 1) {
      throw new IllegalArgumentException("--replay needs a --target");
    }
    if (!Files.isReadable(replay)) {
      throw new IllegalArgumentException("--replay " + replay + " cannot be read; is it there?");
    }
    var findings = Fuzzer.again(targets.getFirst(), List.of(Files.readAllBytes(replay)));
    findings.forEach(it -> out.println(it.target() + ": " + it.what()));
    out.println(findings.isEmpty() ? "It stands this input." : "It does not stand this input.");
    return findings.isEmpty() ? 0 : 1;
  }

  private int run(List<Target> targets) throws IOException, InterruptedException {
    var ticker = new Ticker("hostile inputs", (int) Math.min(executions, 1 << 30), System.err);
    var start = System.nanoTime();
    var tallies = new FuzzRun(targets, seed).run(executions, threads, it -> ticker.at((int) it));
    var seconds = (System.nanoTime() - start) / 1e9;
    ticker.clear();
    if (json) {
      tallies.forEach(it -> out.println(json(it)));
    } else {
      out.println(table(tallies));
    }
    var findings = tallies.stream().flatMap(it -> it.findings().stream()).toList();
    for (var finding : findings) {
      show(finding);
    }
    var done = tallies.stream().mapToLong(Tally::executions).sum();
    var said = json ? System.err : out;
    said.println(
        "%s %d executions in %.0f s, %.0f a second, seed %d."
            .formatted(
                findings.isEmpty()
                    ? "Every parser stands."
                    : "FINDINGS: " + tallies.stream().mapToLong(Tally::wrong).sum() + ".",
                done,
                seconds,
                done / seconds,
                seed));
    return findings.isEmpty() ? 0 : 1;
  }

  private void show(Finding finding) throws IOException {
    var file =
        Files.createDirectories(folder)
            .resolve("%s-%d-%d".formatted(finding.target(), finding.seed(), finding.execution()));
    Files.write(file, finding.input());
    System.err.println(
        "dragoman: %s, seed %d, execution %d: %s"
            .formatted(finding.target(), finding.seed(), finding.execution(), finding.what()));
    System.err.println(
        "          again: ./dragoman fuzz --target " + finding.target() + " --replay " + file);
  }

  private static String table(List<Tally> tallies) {
    var rows =
        tallies.stream()
            .map(
                it ->
                    List.of(
                        it.target(),
                        Long.toString(it.executions()),
                        "%.0f%%".formatted(100.0 * it.taken() / it.executions()),
                        String.format(Locale.ROOT, "%.1f", it.slowest() / 1e6),
                        Long.toString(it.greediest() >> 10),
                        Long.toString(it.wrong())))
            .toList();
    var columns = new ArrayList<ColumnData<List<String>>>();
    for (var i = 0; i < HEAD.size(); i++) {
      var index = i;
      columns.add(
          new Column()
              .header(HEAD.get(i))
              .headerAlign(i == 0 ? HorizontalAlign.LEFT : HorizontalAlign.RIGHT)
              .dataAlign(i == 0 ? HorizontalAlign.LEFT : HorizontalAlign.RIGHT)
              .with(row -> row.get(index)));
    }
    return AsciiTable.getTable(AsciiTable.NO_BORDERS, rows, columns);
  }

  private static String json(Tally it) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("target", it.target())
        .put("executions", it.executions())
        .put("taken", it.taken())
        .put("slowestMillis", it.slowest() / 1e6)
        .put("mostBytes", it.greediest())
        .put("findings", it.wrong())
        .toString();
  }
}
