package dragoman.local.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dragoman.rehearsal.Difference;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Plays the golden webhooks as the deployment hook will, and shows what would change. */
@Command(
    name = "rehearse",
    description = "Play the webhooks of events/ in memory; exit 1 and print what ends otherwise.",
    mixinStandardHelpOptions = true)
public final class RehearseCommand implements Callable<Integer> {
  private final PolicyFiles policies;
  private final PrintStream out;

  @Option(names = "--policy", paramLabel = "DIR", description = "The policy, if not policy/.")
  private Path policy;

  @Option(names = "--json", description = "Print one JSON object for each difference, one a line.")
  private boolean json;

  @Option(names = "--write", description = "Write events/golden.yaml instead of comparing with it.")
  private boolean write;

  public RehearseCommand(PolicyFiles policies, PrintStream out) {
    this.policies = policies;
    this.out = out;
  }

  @Override
  public Integer call() {
    var home = Home.find();
    var folder = Optional.ofNullable(policy).orElse(home.policy());
    if (write) {
      var written = policies.writeGolden(folder, home.events());
      System.err.println(
          "dragoman: wrote how " + written + " webhooks end; look at the difference");
      return 0;
    }
    var differences = policies.rehearse(folder, home.events());
    if (json) {
      differences.forEach(it -> out.println(json(it)));
    } else {
      print(differences);
    }
    return differences.isEmpty() ? 0 : 1;
  }

  private void print(List<Difference> differences) {
    var webhook = "";
    for (var it : differences) {
      if (!it.webhook().equals(webhook)) {
        webhook = it.webhook();
        out.println(webhook);
      }
      out.println("  %s: %s -> %s".formatted(it.what(), it.expected(), it.found()));
    }
    var webhooks = differences.stream().map(Difference::webhook).distinct().count();
    out.println(
        differences.isEmpty()
            ? "Every webhook ends as events/golden.yaml says."
            : "Webhooks that end otherwise than events/golden.yaml says: "
                + webhooks
                + ". If that is wanted: ./dragoman rehearse --write");
  }

  private static String json(Difference it) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("webhook", it.webhook())
        .put("what", it.what())
        .put("expected", it.expected())
        .put("found", it.found())
        .toString();
  }
}
