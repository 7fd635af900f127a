package dragoman.local.command;

import dragoman.local.installation.Pipeline;
import dragoman.local.load.EmbeddedLoad;
import dragoman.proof.load.LoadPlan;
import dragoman.proof.load.LoadRun;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Many messages through the pipeline, and whether each came out once, in order, in time. */
@Command(
    name = "load",
    description = "Send many messages through the pipeline; exit 1 if one is lost or doubled.",
    mixinStandardHelpOptions = true)
public final class LoadCommand implements Callable<Integer> {
  private final Pipeline pipeline;
  private final PolicyFiles policies;
  private final PrintStream out;

  @Option(
      names = "--embedded",
      description = "On the embedded AWS services over HTTP; else on doors onto memory.")
  private boolean embedded;

  @Option(names = "--memory", description = "On doors onto memory (the default).")
  private boolean memory;

  @Option(
      names = "--messages",
      paramLabel = "N",
      description = "How many (default: 120000, embedded 30000).")
  private Long messages;

  @Option(
      names = "--rate",
      paramLabel = "R",
      description = "Messages a second; 0: as fast as they go (default: 2000, embedded 100).")
  private Integer rate;

  @Option(names = "--hot", description = "10,000 of them go to one conversation.")
  private boolean hot;

  @Option(
      names = "--burst",
      paramLabel = "SECONDS",
      description = "From the middle on, ten times the rate for so long.")
  private int burst;

  @Option(
      names = "--clock",
      paramLabel = "TIMES",
      defaultValue = "1",
      description = "Let the pipeline's clock go faster, so that what time lets go is let go.")
  private int clock;

  @Option(names = "--json", description = "Print one JSON object in place of the table.")
  private boolean json;

  public LoadCommand(Pipeline pipeline, PolicyFiles policies, PrintStream out) {
    this.pipeline = pipeline;
    this.policies = policies;
    this.out = out;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (embedded && (memory || hot || burst > 0 || clock != 1)) {
      throw new IllegalArgumentException(
          "--embedded goes with neither --memory nor --hot, --burst and --clock");
    }
    return embedded ? onServices() : inMemory();
  }

  private int inMemory() throws InterruptedException {
    var many = messages == null ? 120_000 : messages;
    var plan =
        LoadPlan.of(many, rate == null ? 2_000 : rate)
            .withHot(hot ? Math.min(10_000, many / 2) : 0)
            .withBurst(burst)
            .withClock(clock);
    var ticker = new Ticker("messages", (int) many, System.err);
    var report =
        new LoadRun(plan, policies.policy(Home.find().policy())).run(it -> ticker.at((int) it));
    ticker.clear();
    out.println(json ? LoadText.json(report) : LoadText.of(report));
    return report.sound() ? 0 : 1;
  }

  private int onServices() throws IOException, InterruptedException {
    var home = Home.find();
    var many = messages == null ? 30_000 : Math.toIntExact(messages);
    var perSecond = rate == null ? 100 : rate;
    if (many < 1 || perSecond < 1) {
      throw new IllegalArgumentException("--messages and --rate must be 1 or more");
    }
    // The functions' own log would be most of the work.
    System.setOut(new PrintStream(OutputStream.nullOutputStream()));
    var ticker = new Ticker("messages", many, System.err);
    var report =
        new EmbeddedLoad(home.template(), home.policy(), pipeline, many, perSecond, 500)
            .run(ticker::at);
    ticker.clear();
    out.println(json ? LoadText.json(report) : LoadText.of(report));
    return report.sound() ? 0 : 1;
  }
}
