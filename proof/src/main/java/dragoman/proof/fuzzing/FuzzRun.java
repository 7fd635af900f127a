package dragoman.proof.fuzzing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Many executions of many targets on several threads. Which inputs are made depends on the seed
 * alone.
 */
public final class FuzzRun {
  /** An execution that takes longer is taken to be without an end. */
  private static final Duration ENDLESS = Duration.ofSeconds(30);

  private static final long PIECE = 5_000;
  private static final Duration TICK = Duration.ofMillis(200);

  private final List<Fuzzer> fuzzers;
  private final long seed;

  public FuzzRun(List<Target> targets, long seed) {
    this.fuzzers = targets.stream().map(it -> new Fuzzer(it, seed)).toList();
    this.seed = seed;
  }

  private record Piece(Fuzzer fuzzer, long from, long until) {}

  /**
   * @param executions of all targets together, divided by their shares
   * @param progress told from time to time how many are done
   * @return one for each target, in their order
   * @throws IllegalStateException if a target does not come to an end with an input
   */
  public List<Tally> run(long executions, int threads, LongConsumer progress)
      throws InterruptedException {
    var pieces = new ConcurrentLinkedQueue<>(pieces(executions));
    var done = new AtomicLong();
    var tallies = new ConcurrentLinkedQueue<Tally>();
    var workers = new ArrayList<Worker>();
    for (var i = 0; i < threads; i++) {
      workers.add(new Worker(pieces, tallies, done));
    }
    workers.forEach(Worker::start);
    for (var worker : workers) {
      while (!worker.join(TICK)) {
        progress.accept(done.get());
        workers.forEach(this::watch);
      }
    }
    progress.accept(done.get());
    return together(tallies);
  }

  private void watch(Worker worker) {
    worker
        .stuck(ENDLESS)
        .ifPresent(
            at -> {
              throw new IllegalStateException(
                  "%s does not come to an end with execution %d of seed %d"
                      .formatted(at.fuzzer().target().name(), at.execution(), seed));
            });
  }

  private List<Piece> pieces(long executions) {
    var shares = fuzzers.stream().mapToLong(it -> it.target().share()).sum();
    var pieces = new ArrayList<Piece>();
    for (var fuzzer : fuzzers) {
      var own = (executions * fuzzer.target().share() + shares - 1) / shares;
      for (var from = 0L; from < own; from += PIECE) {
        pieces.add(new Piece(fuzzer, from, Math.min(own, from + PIECE)));
      }
    }
    return pieces;
  }

  private List<Tally> together(Iterable<Tally> parts) {
    Map<String, Tally> byTarget = new TreeMap<>();
    parts.forEach(it -> byTarget.merge(it.target(), it, Tally::and));
    return fuzzers.stream().map(it -> byTarget.get(it.target().name())).toList();
  }

  /** One thread, and what it has in hand. */
  private static final class Worker {
    private final Thread thread;
    private volatile Fuzzer.Position position;
    private volatile long since;

    Worker(
        ConcurrentLinkedQueue<Piece> pieces,
        ConcurrentLinkedQueue<Tally> tallies,
        AtomicLong done) {
      thread =
          Thread.ofPlatform()
              .daemon()
              .name("fuzzing")
              .unstarted(
                  () -> {
                    for (var piece = pieces.poll(); piece != null; piece = pieces.poll()) {
                      tallies.add(
                          piece
                              .fuzzer()
                              .run(
                                  piece.from(),
                                  piece.until(),
                                  at -> {
                                    since = System.nanoTime();
                                    position = at;
                                    done.incrementAndGet();
                                  }));
                    }
                    position = null;
                  });
    }

    void start() {
      thread.start();
    }

    boolean join(Duration patience) throws InterruptedException {
      return thread.join(patience);
    }

    java.util.Optional<Fuzzer.Position> stuck(Duration longest) {
      return java.util.Optional.ofNullable(position)
          .filter(_ -> System.nanoTime() - since > longest.toNanos());
    }
  }
}
