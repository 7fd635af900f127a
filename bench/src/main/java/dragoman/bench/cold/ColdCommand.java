package dragoman.bench.cold;

import dragoman.bench.cold.Comparison.Kind;
import dragoman.bench.lambda.FunctionProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures cold starts and restores; ends with 1 if a bound is missed. */
@Command(
    name = "cold",
    mixinStandardHelpOptions = true,
    description = "Cold starts and restored snapshots of ReceiveWebhook against its yardsticks.")
public final class ColdCommand implements Callable<Integer> {
  @Spec private CommandLine.Model.CommandSpec spec;

  @Option(names = "--rounds", description = "Rounds that count (default: 7).")
  private int rounds = 7;

  @Option(names = "--only", description = "COLD_START or RESTORE (default: both).")
  private List<Kind> only = List.of(Kind.values());

  @Option(names = "--http", description = "Over plain HTTP; AWS and the bounds are about TLS.")
  private boolean http;

  @Option(names = "--json", description = "One line of JSON for each comparison.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (rounds < 1) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--rounds is " + rounds + ": at least one must count");
    }
    if (!FunctionProcess.isPossible()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "Lambda's runtime client runs on Linux alone, x86_64 or aarch64");
    }
    var home = Path.of(System.getProperty("dragoman.home", "")).toAbsolutePath();
    var comparisons = new ArrayList<Comparison>();
    for (var kind : only) {
      var scratch = Files.createTempDirectory("dragoman-bench");
      comparisons.add(Comparison.run(kind, !http, rounds, home, scratch, System.err::println));
      Scratch.delete(scratch);
    }
    comparisons.stream()
        .map(json ? Report::json : Report::markdown)
        .forEach(spec.commandLine().getOut()::println);
    return http || comparisons.stream().allMatch(it -> it.within(it.kind().bound())) ? 0 : 1;
  }
}
