package dragoman.proof.campaign;

import dragoman.channel.SendClass;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Looks for the first violation and says so in one line: {@code killed CLASS SEED INVARIANT what}
 * or {@code survived RUNS}. For those who plant a bug and want to know whether it is found.
 */
public final class Probe {
  private Probe() {}

  public static void main(String[] arguments) {
    var seeds = Integer.parseInt(arguments[1]);
    var first = new AtomicReference<Schedules.Ran>();
    var classes = List.of(SendClass.values());
    Schedules.run(
        1,
        seeds,
        classes,
        0,
        run -> {
          if (!run.result().violations().isEmpty()) {
            first.compareAndSet(null, run);
          }
        },
        () -> first.get() != null);
    var found = first.get();
    System.out.println(
        found == null
            ? "survived " + seeds * classes.size()
            : "killed %s %d %s"
                .formatted(
                    found.sendClass(), found.seed(), found.result().violations().getFirst())
                .replace(":", ""));
  }
}
