package dragoman.local.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the template of the teams' queues from the policy. */
@Command(
    name = "teams",
    description = "Write infra/teams.yaml, the teams' queues, from the policy.",
    mixinStandardHelpOptions = true)
public final class TeamsCommand implements Callable<Integer> {
  private final PolicyFiles policies;
  private final PrintStream out;

  @Option(names = "--policy", paramLabel = "DIR", description = "The policy, if not policy/.")
  private Path policy;

  @Option(names = "--check", description = "Write nothing; exit 1 if the file is stale.")
  private boolean check;

  public TeamsCommand(PolicyFiles policies, PrintStream out) {
    this.policies = policies;
    this.out = out;
  }

  @Override
  public Integer call() throws IOException {
    var home = Home.find();
    var names = policies.teamNames(Optional.ofNullable(policy).orElse(home.policy()));
    var wanted = TeamQueues.template(names);
    var file = home.teams();
    var current = Files.exists(file) && Files.readString(file).equals(wanted);
    if (check) {
      out.println(file + (current ? " is up to date" : " is stale; run './dragoman teams'"));
      return current ? 0 : 1;
    }
    Files.writeString(file, wanted);
    out.println(file + ": queues of " + names.size() + " teams");
    return 0;
  }
}
