package dragoman.local.command;

import dragoman.local.installation.Installation;
import dragoman.local.installation.Pipeline;
import dragoman.local.installation.Settings;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the pipeline until it is stopped. */
@Command(
    name = "local",
    description = "Run the whole pipeline on this machine until stopped (Ctrl-C).",
    mixinStandardHelpOptions = true)
public final class LocalCommand implements Callable<Integer> {
  private final Pipeline pipeline;
  private final PrintStream out;

  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Port for webhooks and the page; 0 for any free one (default: 8080).")
  private int port;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "Use the AWS services at this address, as './dragoman aws' serves them.")
  private URI endpoint;

  @Option(
      names = "--stack",
      paramLabel = "NAME",
      defaultValue = Settings.STACK,
      description =
          "What the names of queues and table begin with, so that several can share an endpoint"
              + " (default: dragoman).")
  private String stack;

  @Option(
      names = "--accounts",
      paramLabel = "FILE",
      description = "Endpoints, secrets and accounts, in place of the built-in ones.")
  private Path accounts;

  @Option(
      names = "--contacts",
      paramLabel = "FILE",
      description = "Contacts to know beforehand: name, workspace, genre, language, tier.")
  private Path contacts;

  @Option(
      names = "--provider",
      paramLabel = "NAME=URL",
      description = "Send a channel's outgoing calls there (also for slack); may be repeated.")
  private Map<String, URI> providers = new LinkedHashMap<>();

  @Option(
      names = "--max-event-age",
      paramLabel = "DURATION",
      defaultValue = "PT0M",
      description =
          "Set aside events older than this, as in an account (P8D there). Here the default is no"
              + " limit, because recorded webhooks are old.")
  private Duration maxEventAge;

  @Option(
      names = "--policy",
      paramLabel = "DIR",
      description = "The policy to run, in place of policy/.")
  private Path policy;

  /**
   * @param out where the ready line goes
   */
  public LocalCommand(Pipeline pipeline, PrintStream out) {
    this.pipeline = pipeline;
    this.out = out;
  }

  @Override
  public Integer call() throws InterruptedException {
    var installation = Installation.start(settings(), pipeline);
    Stopping.whenAsked(installation::close);
    out.println(installation.addresses().readyLine());
    out.flush();
    return Stopping.await();
  }

  private Settings settings() {
    if (port < 0 || port > 65_535) {
      throw wrong("--port " + port + ": must be 0 to 65535");
    }
    if (!stack.matches("[a-z][a-z0-9-]{0,31}")) {
      throw wrong("--stack " + stack + ": use 1 to 32 of a-z, 0-9 and -, a letter first");
    }
    var home = Home.find();
    var urls = new HashMap<String, URI>();
    providers.forEach((name, url) -> urls.put(name, Address.of("--provider " + name, url)));
    return new Settings(
        home.template(),
        Optional.ofNullable(policy).orElse(home.policy()),
        port,
        stack,
        Optional.ofNullable(endpoint).map(url -> Address.of("--endpoint", url)),
        Optional.ofNullable(accounts),
        Optional.ofNullable(contacts),
        maxEventAge,
        urls);
  }

  private ParameterException wrong(String problem) {
    return new ParameterException(spec.commandLine(), problem);
  }
}
