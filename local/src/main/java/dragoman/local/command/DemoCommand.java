package dragoman.local.command;

import dragoman.local.demo.Demo;
import dragoman.local.installation.Installation;
import dragoman.local.installation.Pipeline;
import dragoman.local.installation.Settings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
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

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description =
          "Use the AWS services at this address; what the demo makes there it deletes again.")
  private URI endpoint;

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
    return endpoint == null
        ? run(home, Settings.STACK, Optional.empty())
        : elsewhere(home, Address.of("--endpoint", endpoint));
  }

  private int elsewhere(Home home, URI address) throws IOException, InterruptedException {
    var stack = "demo-" + UUID.randomUUID().toString().substring(0, 8);
    var ended = run(home, stack, Optional.of(address));
    System.err.println("dragoman: deleting " + stack + " ...");
    Installation.remove(home.template(), stack, address);
    return ended;
  }

  private int run(Home home, String stack, Optional<URI> address)
      throws IOException, InterruptedException {
    var demo =
        new Demo(home.template(), home.policy(), home.events(), stack, address, pipeline, out);
    return demo.run(json) ? 0 : 1;
  }
}
