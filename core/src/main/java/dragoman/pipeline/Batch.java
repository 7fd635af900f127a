package dragoman.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Works through a queue's batch: in order, stopping at the first failure within a conversation and
 * going on with the others.
 *
 * <p>What is left is reported with the time after which it should come again; the rest of a group
 * comes no sooner than its first.
 */
public final class Batch {
  private Batch() {}

  /**
   * @param group the FIFO group; on a standard queue each message is its own
   * @param received how often the queue has delivered it, this time included
   */
  public record Item(String id, String group, String body, int received) {
    /**
     * Many may wait for few slots: each comes again at a time of its own within a window that
     * doubles with every delivery, so that they neither ask in step nor wear out their deliveries.
     * Spread by the message's id, which is as good as chance and the same on every replay.
     */
    Duration spread(Duration atLeast) {
      var window = 1 << Math.min(6, received);
      var own = Math.floorMod((id + received).hashCode(), window);
      var wait = Duration.ofSeconds(1L + own);
      return wait.compareTo(atLeast) > 0 ? wait : atLeast;
    }
  }

  /** How one item went. */
  public sealed interface Step {
    record Done() implements Step {}

    /** Not now; the queue shall deliver it again after the wait. */
    record Later(Duration after) implements Step {}

    Step DONE = new Done();
  }

  public record Left(String id, Duration after) {}

  /**
   * @param enough asked before each item whether there is time for one more
   * @return what has to be delivered again
   */
  public static List<Left> run(
      List<Item> items,
      BooleanSupplier enough,
      String step,
      Doors.Log log,
      Function<Item, Step> work) {
    var left = new ArrayList<Left>();
    Map<String, Duration> stopped = new HashMap<>();
    for (var item : items) {
      var waits = stopped.get(item.group());
      if (waits != null) {
        left.add(new Left(item.id(), waits));
      } else if (!enough.getAsBoolean()) {
        stopped.put(item.group(), Duration.ZERO);
        left.add(new Left(item.id(), Duration.ZERO));
      } else if (attempt(item, step, log, work) instanceof Step.Later(var after)) {
        stopped.put(item.group(), after);
        left.add(new Left(item.id(), after));
      }
    }
    return List.copyOf(left);
  }

  private static Step attempt(Item item, String step, Doors.Log log, Function<Item, Step> work) {
    try {
      return work.apply(item);
    } catch (RuntimeException e) {
      // Whatever went wrong, the message stays on its queue; the class alone is logged, a message
      // could quote the person.
      log.log(
          new LogEvent.StepFailed(
              step, e.getClass().getSimpleName(), item.received(), item.group()));
      return new Step.Later(backoff(item.received()));
    }
  }

  /** One second, doubled with each delivery, two minutes at most. */
  static Duration backoff(int received) {
    return Duration.ofSeconds(Math.min(120, 1L << Math.min(7, Math.max(0, received - 1))));
  }
}
