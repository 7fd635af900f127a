package dragoman.local.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Plays the webhooks of {@code events/} through the pipeline and shows what became of each. */
@Command(
    name = "demo",
    description = "Play the webhooks of events/ through the pipeline and show what became of each.",
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Print one JSON object a line in place of the table.")
  private boolean json;

  @Override
  public Integer call() {
    throw new IllegalStateException("the demo is not written yet" + (json ? " (--json)" : ""));
  }
}
