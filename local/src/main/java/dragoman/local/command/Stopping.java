package dragoman.local.command;

import java.util.concurrent.CountDownLatch;

/** Waits for SIGTERM or Ctrl-C, and then stops in order. */
final class Stopping {
  private Stopping() {}

  static void whenAsked(Runnable stop) {
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("stop")
                .unstarted(
                    () -> {
                      System.err.println("dragoman: stopping");
                      stop.run();
                    }));
  }

  /** Never returns by itself: the process ends by its signal. */
  static int await() throws InterruptedException {
    new CountDownLatch(1).await();
    return 0;
  }
}
