package dragoman.local.template;

import java.time.Duration;
import java.util.Optional;

/** What calls a function. */
public sealed interface EventSource {
  /**
   * A route of the HTTP API.
   *
   * @param method upper-case, or {@code ANY}
   * @param path with {@code {name}} for one segment and {@code {name+}} for the rest; {@code
   *     $default} for whatever no other route takes
   */
  record Route(String method, String path) implements EventSource {}

  /**
   * A queue whose messages the function is given.
   *
   * @param queueArn the queue's ARN; its last part is the queue's name
   * @param batchSize 1 to 10 on a FIFO queue, to 10,000 on a standard one
   * @param partialFailures whether the function reports which messages failed; without it a failure
   *     fails the whole batch
   * @param maximumConcurrency how many batches may be worked on at once
   */
  record Batches(
      String queueArn, int batchSize, boolean partialFailures, Optional<Integer> maximumConcurrency)
      implements EventSource {
    public String queueName() {
      return queueArn.substring(queueArn.lastIndexOf(':') + 1);
    }
  }

  /**
   * A rate.
   *
   * @param service who keeps the time, as the two send different events
   * @param input the event to send, if not the service's own
   */
  record Every(Duration rate, Timer service, Optional<String> input) implements EventSource {}

  /** EventBridge rules ({@code Schedule}) and EventBridge Scheduler ({@code ScheduleV2}). */
  enum Timer {
    RULE,
    SCHEDULER
  }
}
