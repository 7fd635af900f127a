package dragoman.proof.simulation;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * One invocation: the real code on a thread of its own, of which only one runs at a time. It runs
 * until it pauses at a door, and goes on when the scheduler says so.
 */
final class Strand {
  private final Scheduler scheduler;
  private final String name;
  private final Thread thread;

  /** When its function's timeout ends it, in the scheduler's milliseconds. */
  private final long deadline;

  private volatile boolean running;
  private Thread driver;
  private boolean over;
  private boolean ended;

  /**
   * @param end told how it ended: with a {@link Crash}, with what the code threw, or with null
   */
  Strand(Scheduler scheduler, String name, long deadline, Runnable body, Consumer<Throwable> end) {
    this.scheduler = scheduler;
    this.name = name;
    this.deadline = deadline;
    this.thread =
        Thread.ofVirtual()
            .unstarted(
                () -> {
                  Throwable thrown = null;
                  try {
                    body.run();
                  } catch (Throwable e) {
                    thrown = e;
                  }
                  end.accept(thrown);
                  over = true;
                  handBack();
                });
  }

  String name() {
    return name;
  }

  /** Runs it until it pauses or is over. */
  void go() {
    if (over) {
      return;
    }
    driver = Thread.currentThread();
    running = true;
    scheduler.enter(this);
    if (thread.getState() == Thread.State.NEW) {
      thread.start();
    } else {
      LockSupport.unpark(thread);
    }
    while (running) {
      LockSupport.park(this);
    }
    scheduler.enter(null);
  }

  /** Called by the code that runs on it; it does not come back from a pause beyond its deadline. */
  void pause(Duration wait) {
    var wake = scheduler.millis() + wait.toMillis();
    ended = ended || wake > deadline;
    scheduler.at(Math.min(wake, deadline), this::go);
    handBack();
    while (!running) {
      LockSupport.park(this);
    }
    if (ended) {
      throw new Crash("its time was over");
    }
  }

  /** Ends it where it stands, when a simulation is given up. */
  void end() {
    ended = true;
    go();
  }

  private void handBack() {
    running = false;
    LockSupport.unpark(driver);
  }
}
