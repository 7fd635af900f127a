package dragoman.local.runner;

import com.sun.net.httpserver.HttpHandler;
import dragoman.local.template.EventSource;
import dragoman.local.template.Stack;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A stack's functions, wired as its template says: routes on one loopback port, queues polled,
 * schedules kept.
 *
 * <p>{@link #bind} takes the port, {@link #start} begins to work; in between others may learn the
 * address.
 */
public final class Runner implements AutoCloseable {
  private final HttpFront front;
  private final Pause pause = new Pause();
  private final List<AutoCloseable> sources = new ArrayList<>();

  private Runner(HttpFront front) {
    this.front = front;
  }

  /**
   * @param port 0 for any free one
   * @throws IllegalArgumentException if the port is taken
   */
  public static Runner bind(int port) {
    return new Runner(HttpFront.bind(port));
  }

  public URI address() {
    return front.address();
  }

  /**
   * Makes one instance of every function, then opens all event sources.
   *
   * @param overrides environment variables for every function, stronger than the template's
   * @param inspection what answers below {@code /local}
   */
  public void start(
      Stack stack,
      Clients clients,
      HandlerFactory handlers,
      Map<String, String> overrides,
      HttpHandler inspection) {
    var functions =
        stack.functions().stream()
            .map(each -> new LocalFunction(each, environment(each, overrides), handlers))
            .toList();
    functions.forEach(LocalFunction::warmUp);
    var routes = new ArrayList<Routes.Entry>();
    for (var function : functions) {
      for (var event : function.description().events()) {
        switch (event) {
          case EventSource.Route route -> routes.add(new Routes.Entry(route, function));
          case EventSource.Batches batches ->
              sources.add(
                  QueueMapping.start(
                      batches,
                      clients
                          .sqs()
                          .getQueueUrl(request -> request.queueName(batches.queueName()))
                          .queueUrl(),
                      clients.sqs(),
                      function,
                      pause));
          case EventSource.Every every -> sources.add(Schedule.start(every, function, pause));
        }
      }
    }
    front.open(new Routes(routes), pause, inspection, Invocations.of(functions, pause));
  }

  private static Map<String, String> environment(
      Stack.Function function, Map<String, String> overrides) {
    var environment = new HashMap<>(function.environment());
    environment.put("AWS_REGION", Clients.REGION);
    environment.put("AWS_ACCESS_KEY_ID", Clients.CREDENTIAL);
    environment.put("AWS_SECRET_ACCESS_KEY", Clients.CREDENTIAL);
    environment.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", String.valueOf(function.memoryMegabytes()));
    environment.putAll(overrides);
    return environment;
  }

  /** Waits until no function is at work, and lets none begin until the task is done. */
  public void whileStill(Runnable task) {
    try {
      pause.whileStill(task);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops gracefully: no new requests or messages, and what is at work is finished. */
  @Override
  public void close() {
    front.close();
    for (var source : sources) {
      try {
        source.close();
      } catch (Exception e) {
        System.err.println("runner: " + e.getClass().getSimpleName() + " while stopping");
      }
    }
  }
}
