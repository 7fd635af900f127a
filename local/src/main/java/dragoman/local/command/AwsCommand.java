package dragoman.local.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dragoman.local.embedded.EmbeddedAws;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the embedded AWS services alone, so that the functions can come and go. */
@Command(
    name = "aws",
    description = "Run the embedded AWS services alone until stopped (Ctrl-C).",
    mixinStandardHelpOptions = true)
public final class AwsCommand implements Callable<Integer> {
  private final PrintStream out;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Port of the one address for all services (default: any free one).")
  private int port;

  /**
   * @param out where the ready line goes
   */
  public AwsCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("--port " + port + ": must be 0 to 65535");
    }
    var aws = EmbeddedAws.start(port);
    Stopping.whenAsked(aws::close);
    out.println(
        JsonNodeFactory.instance
            .objectNode()
            .put("ready", true)
            .put("endpoint", aws.endpoint().toString())
            .put("sqs", aws.sqs().toString())
            .put("dynamodb", aws.dynamoDb().toString())
            .put("sns", aws.sns().toString()));
    out.flush();
    return Stopping.await();
  }
}
