package dragoman.local.runner;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dragoman.local.template.EventSource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Calls a function at a rate, first after one interval. A call that fails is not repeated. */
final class Schedule implements AutoCloseable {
  private final EventSource.Every every;
  private final LocalFunction function;
  private final Pause pause;
  private final Thread clock;

  private Schedule(EventSource.Every every, LocalFunction function, Pause pause) {
    this.every = every;
    this.function = function;
    this.pause = pause;
    this.clock = Thread.ofVirtual().name("schedule").unstarted(this::tick);
  }

  static Schedule start(EventSource.Every every, LocalFunction function, Pause pause) {
    var schedule = new Schedule(every, function, pause);
    schedule.clock.start();
    return schedule;
  }

  private void tick() {
    try {
      while (true) {
        Thread.sleep(every.rate());
        fire();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Calls the function now. */
  void fire() throws InterruptedException {
    pause.enter();
    try {
      function.invoke(
          every.input().orElseGet(() -> event(every.service())).getBytes(StandardCharsets.UTF_8),
          ScheduledEvent.class);
    } catch (LocalFunction.Failed e) {
      System.err.println("runner: " + e.getMessage());
    } finally {
      pause.leave();
    }
  }

  /**
   * Amazon EventBridge User Guide, "Scheduled events". The newer scheduler sends its detail as
   * text, which a handler of {@code ScheduledEvent} cannot read (aws/aws-lambda-java-libs issue
   * 479): so it fails here as it would in an account.
   */
  static String event(EventSource.Timer service) {
    var event =
        JsonNodeFactory.instance
            .objectNode()
            .put("version", "0")
            .put("id", UUID.randomUUID().toString())
            .put("detail-type", "Scheduled Event")
            .put("account", "000000000000")
            .put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
            .put("region", Clients.REGION);
    event.putArray("resources");
    switch (service) {
      case RULE -> event.put("source", "aws.events").putObject("detail");
      case SCHEDULER -> event.put("source", "aws.scheduler").put("detail", "{}");
    }
    return event.toString();
  }

  @Override
  public void close() {
    clock.interrupt();
    try {
      clock.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
