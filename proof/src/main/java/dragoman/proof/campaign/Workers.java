package dragoman.proof.campaign;

import dragoman.proof.simulation.Result;
import dragoman.proof.simulation.Simulation;
import java.util.Iterator;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Simulations on all processors at once; each is a thread of its own and knows nothing of others.
 */
final class Workers {
  private Workers() {}

  /**
   * A run to be made.
   *
   * @param replay the options of {@code ./dragoman campaign} that repeat it alone
   */
  record Job(Simulation simulation, String replay) {}

  /** Told of each run, one at a time, in no order. */
  interface Reader {
    void ran(Job job, Result result);
  }

  /**
   * @param enough asked before each run whether to stop
   */
  static void run(Iterator<Job> jobs, Reader reader, BooleanSupplier enough) {
    Runnable work =
        () -> {
          for (var job = next(jobs); job != null && !enough.getAsBoolean(); job = next(jobs)) {
            var result = job.simulation().run();
            synchronized (reader) {
              reader.ran(job, result);
            }
          }
        };
    var threads =
        IntStream.range(0, Runtime.getRuntime().availableProcessors())
            .mapToObj(_ -> Thread.ofVirtual().unstarted(work))
            .toList();
    threads.forEach(Thread::start);
    try {
      for (var it : threads) {
        it.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Job next(Iterator<Job> jobs) {
    synchronized (jobs) {
      return jobs.hasNext() ? jobs.next() : null;
    }
  }
}
