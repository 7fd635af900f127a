package dragoman.local.command;

import dragoman.local.teams.Depths;
import dragoman.local.teams.Plan;
import dragoman.local.teams.Pruning;
import dragoman.local.teams.TeamsFolder;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes the templates of the teams' queues from the policy. */
@Command(
    name = "teams",
    description = {
      "Write infra/teams.yaml and infra/teams/, the teams' queues, from the policy.",
      "A team that leaves the policy keeps its queue, as retired, until --prune finds it empty."
    },
    mixinStandardHelpOptions = true)
public final class TeamsCommand implements Callable<Integer> {
  private final PolicyFiles policies;
  private final PrintStream out;

  @Spec private CommandSpec spec;

  @Option(names = "--policy", paramLabel = "DIR", description = "The policy, if not policy/.")
  private Path policy;

  @Option(
      names = "--check",
      description = "Write nothing; exit 1 if a file is stale, missing or superfluous.")
  private boolean check;

  @Option(
      names = "--prune",
      description = "Ask SQS, and drop retired queues that are empty or not there.")
  private boolean prune;

  @Option(
      names = "--stack",
      paramLabel = "NAME",
      defaultValue = "dragoman",
      description = "With --prune: the stack whose queues to ask about (default: dragoman).")
  private String stack;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "With --prune: the SQS to ask, in place of the account of the environment.")
  private URI endpoint;

  public TeamsCommand(PolicyFiles policies, PrintStream out) {
    this.policies = policies;
    this.out = out;
  }

  @Override
  public Integer call() {
    if (check && prune) {
      throw new ParameterException(
          spec.commandLine(), "--check writes nothing and --prune does; give one of them");
    }
    var home = Home.find();
    var folder = new TeamsFolder(home.infrastructure());
    var teams = policies.teams(Optional.ofNullable(policy).orElse(home.policy()));
    var plan = Plan.of(teams, folder.plan());
    if (!check) {
      plan = prune ? pruned(plan) : plan;
      folder.write(plan);
      out.println(
          "infra/teams.yaml: queues of %d teams and of %d retired ones, in %d files of infra/teams"
              .formatted(plan.teams(), plan.retired(), plan.sheets().size()));
    }
    var differences = folder.differences(plan);
    differences.forEach(out::println);
    if (check && differences.isEmpty()) {
      out.println("infra/teams.yaml and infra/teams are up to date");
    }
    return differences.isEmpty() ? 0 : 1;
  }

  private Plan pruned(Plan plan) {
    System.err.println(
        "dragoman: asking SQS about %d retired queues of stack %s"
            .formatted(plan.retired(), stack));
    var address = Optional.ofNullable(endpoint).map(url -> Address.of("--endpoint", url));
    try (var depths = Depths.at(address, stack)) {
      var pruning = Pruning.of(plan, depths);
      pruning
          .waiting()
          .forEach(it -> out.println("kept: %s, %d waiting".formatted(it.queue(), it.messages())));
      if (!pruning.dropped().isEmpty()) {
        out.println(
            "Dropped. Deploy, which leaves these queues in the account. Then, if they are still"
                + " empty and none of the dead letters is to go back to them, delete them:");
        var aws = "aws" + address.map(url -> " --endpoint-url " + url).orElse("");
        pruning
            .dropped()
            .forEach(url -> out.println("  " + aws + " sqs delete-queue --queue-url " + url));
      }
      return pruning.plan();
    }
  }
}
