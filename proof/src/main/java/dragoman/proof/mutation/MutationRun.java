package dragoman.proof.mutation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Tries mutants, as many at once as there are processors, and says of each what became of it. */
public final class MutationRun {
  /** Long enough for a survivor's runs on a slow machine. */
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** Each is a JVM of its own, and memory has an end too. */
  private static final int MOST_AT_ONCE = 4;

  /** The core as it is, compiled and run as every mutant is. */
  private static final Mutant NONE =
      new Mutant(
          "none",
          "I1: nothing, it is the core as it is",
          "dragoman/pipeline/Route.java",
          "public final class Route {",
          "public final class Route {");

  private MutationRun() {}

  /**
   * The core itself goes first: where it does not survive, a killed mutant proves nothing.
   *
   * @param mainClass has a mutant before it on its class path, and prints a {@link Verdict}
   * @param progress told of each result as it comes, by one thread at a time
   * @return in the order of the mutants
   * @throws IllegalStateException if the core itself does not survive
   */
  public static List<Result> run(
      List<Mutant> mutants,
      Checkout checkout,
      String mainClass,
      List<String> arguments,
      Consumer<Result> progress) {
    return run(mutants, checkout, new Trial(mainClass, arguments, LIMIT), progress);
  }

  static List<Result> run(
      List<Mutant> mutants, Checkout checkout, Trial trial, Consumer<Result> progress) {
    switch (result(NONE, checkout, trial).verdict()) {
      case Verdict.Survived _ -> {}
      case Verdict.Killed(var by, var seed, var what) ->
          throw new IllegalStateException(
              "the core itself breaks a promise (%s, seed %d: %s); mutants prove nothing until that is mended"
                  .formatted(by, seed, what));
      case Verdict.Failed(var why) ->
          throw new IllegalStateException("the core itself could not be tried: " + why);
    }
    var atOnce = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST_AT_ONCE);
    try (var workers = Executors.newFixedThreadPool(atOnce)) {
      try {
        var trials = new ArrayList<Callable<Result>>();
        for (var mutant : mutants) {
          trials.add(
              () -> {
                var result = result(mutant, checkout, trial);
                synchronized (progress) {
                  progress.accept(result);
                }
                return result;
              });
        }
        var results = new ArrayList<Result>();
        for (var done : workers.invokeAll(trials)) {
          results.add(known(done));
        }
        return List.copyOf(results);
      } catch (InterruptedException e) {
        workers.shutdownNow();
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }

  private static Result known(Future<Result> done) throws InterruptedException {
    try {
      return done.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    }
  }

  private static Result result(Mutant mutant, Checkout checkout, Trial trial) {
    var begun = System.nanoTime();
    Verdict verdict;
    try (var patched = Patched.of(mutant, checkout)) {
      verdict = trial.of(patched);
    } catch (IllegalStateException e) {
      verdict = new Verdict.Failed(e.getMessage());
    }
    return new Result(mutant, verdict, Duration.ofNanos(System.nanoTime() - begun));
  }
}
