package dragoman.proof.campaign;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks for the first broken promise and says so in one line: {@code killed INVARIANT OPTIONS what}
 * or {@code survived RUNS}; with {@code --hash} it makes all runs and says {@code hash VALUE}. For
 * those who plant a bug and want to know whether it is found, and for comparing two processes.
 *
 * <pre>--seeds N [--from S] [--hash]</pre>
 */
public final class Probe {
  private Probe() {}

  public static void main(String[] arguments) {
    var seeds = option(arguments, "--seeds", 300);
    var from = option(arguments, "--from", 1);
    if (java.util.Arrays.asList(arguments).contains("--hash")) {
      System.out.println("hash " + Twins.hash(from, seeds));
      return;
    }
    var found = new AtomicBoolean();
    var tally = new Tally();
    new Campaign(_ -> {}, found::get)
        .schedules(
            from,
            seeds,
            (job, result) -> {
              tally.ran(job, result);
              found.set(tally.bad() > 0);
            });
    System.out.println(
        tally.findings().stream()
            .findFirst()
            .map(
                it ->
                    "killed %s %s %s"
                        .formatted(it.violation().invariant(), it.replay(), it.violation().what()))
            .orElse("survived " + tally.runs()));
  }

  private static long option(String[] arguments, String name, long otherwise) {
    var at = java.util.Arrays.asList(arguments).indexOf(name);
    return at < 0 ? otherwise : Long.parseLong(arguments[at + 1]);
  }
}
