package dragoman.proof.load;

import dragoman.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** Sends a plan's messages through a {@link LoadedPipeline} and watches what comes out. */
public final class LoadRun {
  /** After this without anything coming out, what has not come out is lost. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final int MARKS = 6;

  private final LoadPlan plan;
  private final Latencies routing = new Latencies();
  private final Latencies others = new Latencies();
  private final Latencies hot = new Latencies();
  private final Books books = new Books(others, hot);
  private final LoadedPipeline pipeline;
  private final List<LoadReport.Mark> marks = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean over;
  private volatile Throwable failure;

  public LoadRun(LoadPlan plan, Policy policy) {
    this.plan = plan;
    var begun = System.nanoTime();
    var start = Instant.parse("2026-03-02T12:00:00Z");
    InstantSource clock =
        () -> start.plusNanos(Math.multiplyExact(System.nanoTime() - begun, plan.clock()));
    this.pipeline = new LoadedPipeline(policy, clock, books, routing);
  }

  /**
   * @param progress told from time to time how many messages were sent
   * @throws IllegalStateException if a step of the pipeline failed
   */
  public LoadReport run(LongConsumer progress) throws InterruptedException {
    for (var i = 0; i < plan.routers(); i++) {
      work("routing", pipeline::routeSome);
      work("delivering", pipeline::deliverSome);
    }
    work("sweeping", pipeline::sweep);
    var start = System.nanoTime();
    var recovery = feed(progress);
    settle();
    var seconds = (books.last() - start) / 1e9;
    over = true;
    for (var thread : threads) {
      thread.join();
    }
    pipeline.closeAll();
    mark(plan.messages());
    if (failure != null) {
      throw new IllegalStateException("a step failed: " + failure.getClass().getName(), failure);
    }
    var sums = books.sums();
    return new LoadReport(
        plan.messages(),
        seconds,
        sums.lost(),
        sums.doubled(),
        sums.outOfOrder(),
        routing.quantile(0.99),
        others.quantile(0.5),
        others.quantile(0.99),
        hot.quantile(0.99),
        recovery,
        marks);
  }

  private void work(String name, BooleanSupplier some) {
    var thread =
        Thread.ofPlatform()
            .name(name)
            .daemon()
            .start(
                () -> {
                  while (!over && failure == null) {
                    try {
                      if (!some.getAsBoolean()) {
                        LockSupport.parkNanos(300_000);
                      }
                    } catch (RuntimeException | Error e) {
                      failure = e;
                    }
                  }
                });
    threads.add(thread);
  }

  private OptionalLong feed(LongConsumer progress) {
    var pace = new Pace(plan);
    var calm = 0L;
    var burstOver = 0L;
    var recovered = OptionalLong.empty();
    for (var number = 0L; number < plan.messages() && failure == null; number++) {
      // A full collection holds up everybody: at a rate it would be what is measured.
      if (number == 0 || (plan.rate() == 0 && number % Math.max(1, plan.messages() / MARKS) == 0)) {
        mark(number);
      }
      pace.await(number);
      if (plan.rate() == 0 && books.waiting() > 500) {
        whileWaiting(() -> books.waiting() > 250);
      }
      if (plan.burst() > 0 && number == pace.burstFrom()) {
        calm = Math.max(plan.rate() / 10, books.waiting());
      }
      if (plan.burst() > 0 && number == pace.burstUntil()) {
        burstOver = System.nanoTime();
      }
      if (burstOver > 0 && recovered.isEmpty() && books.waiting() <= calm) {
        recovered = OptionalLong.of(System.nanoTime() - burstOver);
      }
      pipeline.say(conversation(number), number);
      if (number % 500 == 0) {
        progress.accept(number);
      }
    }
    progress.accept(plan.messages());
    return recovered;
  }

  /** The hot one's messages come every second time, from the first on. */
  private int conversation(long number) {
    return number < 2 * plan.hot() && number % 2 == 0
        ? 0
        : 1 + (int) (number % (plan.conversations() - 1));
  }

  private void settle() {
    var before = -1L;
    var since = System.nanoTime();
    while (failure == null && books.sums().lost() > 0) {
      var sums = books.sums();
      var done = sums.decided() + sums.replied() + sums.closed();
      if (done != before) {
        before = done;
        since = System.nanoTime();
      } else if (System.nanoTime() - since > PATIENCE.toNanos()) {
        return;
      }
      LockSupport.parkNanos(2_000_000);
    }
  }

  private void whileWaiting(BooleanSupplier condition) {
    while (failure == null && condition.getAsBoolean()) {
      LockSupport.parkNanos(200_000);
    }
  }

  private void mark(long sent) {
    settle();
    marks.add(Process.mark(sent));
  }
}
