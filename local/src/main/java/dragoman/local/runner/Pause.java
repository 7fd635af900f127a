package dragoman.local.runner;

import java.util.concurrent.Semaphore;

/** Lets work through, except while somebody needs everything to stand still. */
final class Pause {
  private static final int ALL = 10_000;

  private final Semaphore places = new Semaphore(ALL, true);

  void enter() throws InterruptedException {
    places.acquire();
  }

  void leave() {
    places.release();
  }

  /** Waits until nothing is at work, and lets nothing begin until the task is done. */
  void whileStill(Runnable task) throws InterruptedException {
    places.acquire(ALL);
    try {
      task.run();
    } finally {
      places.release(ALL);
    }
  }
}
