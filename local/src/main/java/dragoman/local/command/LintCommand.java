package dragoman.local.command;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what is wrong with a policy. */
@Command(
    name = "lint",
    description = "Check the policy; exit 1 and print every problem if it is wrong.",
    mixinStandardHelpOptions = true)
public final class LintCommand implements Callable<Integer> {
  private final PolicyFiles policies;
  private final PrintStream out;

  @Option(names = "--policy", paramLabel = "DIR", description = "The policy, if not policy/.")
  private Path policy;

  public LintCommand(PolicyFiles policies, PrintStream out) {
    this.policies = policies;
    this.out = out;
  }

  @Override
  public Integer call() {
    var folder = Optional.ofNullable(policy).orElse(Home.find().policy());
    var problems = policies.problems(folder);
    problems.forEach(out::println);
    out.println(
        problems.isEmpty()
            ? folder + ": no problems"
            : folder + ": " + problems.size() + " problems");
    return problems.isEmpty() ? 0 : 1;
  }
}
