package dragoman.local.runner;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dragoman.functions.TrackReceipts;
import dragoman.functions.Wiring;
import dragoman.pipeline.Doors;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Dragoman's own handlers. They keep no state of a call, so one instance of each serves all calls
 * at once: what costs time at a start, such as training the classifier, is paid once.
 *
 * @param tap wraps the door to the providers
 * @param receipts is shown each receipt on its way to be tracked, as it waited on the queue
 */
public record Handlers(
    UnaryOperator<Doors.Http> tap, Consumer<String> receipts, Map<String, Object> made)
    implements HandlerFactory {

  public Handlers(UnaryOperator<Doors.Http> tap, Consumer<String> receipts) {
    this(tap, receipts, new ConcurrentHashMap<>());
  }

  @Override
  public Object create(String handlerClassName, Map<String, String> environment) {
    return made.computeIfAbsent(handlerClassName, name -> make(name, new Wiring(environment, tap)));
  }

  private Object make(String name, Wiring wiring) {
    try {
      var handler = Class.forName(name).getConstructor(Wiring.class).newInstance(wiring);
      return handler instanceof TrackReceipts track ? shown(track) : handler;
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(name + " does not start: " + e.getCause().getMessage());
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          "there is no handler " + name + ": look at Handler in infra/template.yaml");
    }
  }

  private RequestHandler<SQSEvent, SQSBatchResponse> shown(TrackReceipts track) {
    return (event, context) -> {
      event.getRecords().forEach(it -> receipts.accept(it.getBody()));
      return track.handleRequest(event, context);
    };
  }
}
