package dragoman.local.command;

import dragoman.local.demo.Demo;
import dragoman.local.installation.Pipeline;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Plays the webhooks of {@code events/} through the pipeline and shows what became of each. */
@Command(
    name = "demo",
    description = "Play the webhooks of events/ through the pipeline and show what became of each.",
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
  private final Pipeline pipeline;
  private final PrintStream out;

  @Option(names = "--json", description = "Print one JSON object a line in place of the table.")
  private boolean json;

  @Option(names = "--logs", description = "Show the functions' own log lines as well.")
  private boolean logs;

  public DemoCommand(Pipeline pipeline, PrintStream out) {
    this.pipeline = pipeline;
    this.out = out;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!logs) {
      System.setOut(new PrintStream(OutputStream.nullOutputStream()));
    }
    var home = Home.find();
    var demo = new Demo(home.template(), home.policy(), home.events(), pipeline, out);
    return demo.run(json) ? 0 : 1;
  }
}
