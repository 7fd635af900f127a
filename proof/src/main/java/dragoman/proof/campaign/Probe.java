package dragoman.proof.campaign;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Looks for the first broken promise and says so in one line: {@code killed CLASS SEED INVARIANT
 * what} or {@code survived RUNS}; with {@code --hash} it makes all runs and says {@code hash
 * VALUE}. For those who plant a bug and want to know whether it is found, and for comparing two
 * processes.
 *
 * <pre>--seeds N [--from S] [--hash]</pre>
 */
public final class Probe {
  private Probe() {}

  public static void main(String[] arguments) {
    var seeds = option(arguments, "--seeds", 300);
    var from = option(arguments, "--from", 1);
    if (Arrays.asList(arguments).contains("--hash")) {
      System.out.println("hash " + Twins.hash(from, seeds));
      return;
    }
    var found = new AtomicReference<String>();
    var runs = new AtomicLong();
    new Campaign(_ -> {}, () -> found.get() != null)
        .schedules(
            from,
            seeds,
            (job, result) -> {
              runs.incrementAndGet();
              result.violations().stream()
                  .findFirst()
                  .ifPresent(
                      it ->
                          found.compareAndSet(
                              null,
                              "killed %s %d %s %s"
                                  .formatted(
                                      job.simulation().sendClass(),
                                      job.simulation().seed(),
                                      it.invariant(),
                                      it.what())));
            });
    System.out.println(found.get() == null ? "survived " + runs.get() : found.get());
  }

  private static long option(String[] arguments, String name, long otherwise) {
    var at = Arrays.asList(arguments).indexOf(name);
    return at < 0 ? otherwise : Long.parseLong(arguments[at + 1]);
  }
}
