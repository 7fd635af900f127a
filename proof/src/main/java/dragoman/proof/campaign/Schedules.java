package dragoman.proof.campaign;

import dragoman.channel.SendClass;
import dragoman.proof.simulation.Result;
import dragoman.proof.simulation.Simulation;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Seeded runs, as many at once as there are processors. */
public final class Schedules {
  private Schedules() {}

  /** A run and what came of it. */
  public record Ran(SendClass sendClass, long seed, Result result) {}

  /** Told of each run, one at a time, in no order. */
  public interface Reader {
    void ran(Ran run);
  }

  /**
   * Runs each seed under each send class.
   *
   * @param perKind how likely each kind of fault is at each call; 0 lets the seed choose
   * @param enough asked before each run whether to stop
   */
  public static void run(
      long from,
      int seeds,
      List<SendClass> classes,
      double perKind,
      Reader reader,
      BooleanSupplier enough) {
    var next = new AtomicLong();
    var all = (long) seeds * classes.size();
    Runnable work =
        () -> {
          for (var i = next.getAndIncrement();
              i < all && !enough.getAsBoolean();
              i = next.getAndIncrement()) {
            var seed = from + i / classes.size();
            var sendClass = classes.get((int) (i % classes.size()));
            var result = Simulation.of(sendClass, seed, perKind).run();
            synchronized (reader) {
              reader.ran(new Ran(sendClass, seed, result));
            }
          }
        };
    Workers.run(work);
  }

  /** Threads for runs. */
  static final class Workers {
    private Workers() {}

    /** The same work on every processor, until all are done. */
    static void run(Runnable work) {
      var threads =
          IntStream.range(0, Runtime.getRuntime().availableProcessors())
              .mapToObj(_ -> Thread.ofVirtual().unstarted(work))
              .toList();
      threads.forEach(Thread::start);
      for (var it : threads) {
        try {
          it.join();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }
}
