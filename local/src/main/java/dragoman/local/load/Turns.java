package dragoman.local.load;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;

/** Work of several people, at the same time for all of them and one after the other for each. */
final class Turns {
  private final CompletableFuture<?>[] last;
  private final ExecutorService threads;

  Turns(int people, ExecutorService threads) {
    this.last =
        Stream.generate(() -> CompletableFuture.completedFuture(null))
            .limit(people)
            .toArray(CompletableFuture<?>[]::new);
    this.threads = threads;
  }

  void next(int person, Runnable work) {
    last[person] = last[person].thenRunAsync(work, threads);
  }

  /**
   * @throws java.util.concurrent.CompletionException if a piece of work failed
   */
  void await() {
    CompletableFuture.allOf(last).join();
  }
}
