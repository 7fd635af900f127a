package dragoman.local.runner;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import dragoman.local.template.Stack;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/**
 * A function: JSON in, JSON out, read and written as the managed Java runtime does it. An instance
 * serves one call at a time, as in Lambda; more calls at once make more instances, up to a limit
 * beyond which they wait. A timeout is told to the handler and not enforced.
 */
final class LocalFunction {
  private static final int MAX_INSTANCES = 16;

  private final Stack.Function description;
  private final Map<String, String> environment;
  private final HandlerFactory factory;
  private final ConcurrentLinkedDeque<Object> idle = new ConcurrentLinkedDeque<>();
  private final Semaphore instances = new Semaphore(MAX_INSTANCES, true);

  LocalFunction(
      Stack.Function description, Map<String, String> environment, HandlerFactory factory) {
    this.description = description;
    this.environment = Map.copyOf(environment);
    this.factory = factory;
  }

  /**
   * Thrown when the handler failed; the message names its class and place, nothing it was given.
   */
  static final class Failed extends Exception {
    private static final long serialVersionUID = 1L;

    Failed(String message) {
      super(message);
    }
  }

  Stack.Function description() {
    return description;
  }

  /** Makes the first instance, so that a wrong environment is found before the first event. */
  void warmUp() {
    idle.push(factory.create(description.handlerClass(), environment));
  }

  byte[] invoke(byte[] event, Class<?> eventType) throws Failed, InterruptedException {
    instances.acquire();
    try {
      var free = idle.poll();
      var handler = free == null ? factory.create(description.handlerClass(), environment) : free;
      try {
        return call(handler, event, eventType);
      } finally {
        // As in Lambda, an instance lives on after an exception.
        idle.push(handler);
      }
    } catch (RuntimeException | IOException | Error e) {
      throw new Failed(description.logicalId() + " failed: " + placeOf(e));
    } finally {
      instances.release();
    }
  }

  private byte[] call(Object handler, byte[] event, Class<?> eventType) throws IOException {
    var context =
        Invocation.of(
            description.name(), description.memoryMegabytes(), description.timeoutSeconds());
    var out = new ByteArrayOutputStream();
    switch (handler) {
      case RequestStreamHandler streams ->
          streams.handleRequest(new ByteArrayInputStream(event), out, context);
      case RequestHandler<?, ?> typed -> {
        @SuppressWarnings("unchecked") // the event source decides the type, as in Lambda
        var objects = (RequestHandler<Object, Object>) typed;
        var in = serializer(eventType).fromJson(new ByteArrayInputStream(event));
        var result = objects.handleRequest(in, context);
        if (result != null) {
          serializer(result.getClass()).toJson(result, out);
        }
      }
      case Object other ->
          throw new IllegalStateException(other.getClass().getName() + " is no Lambda handler");
    }
    return out.toByteArray();
  }

  @SuppressWarnings("unchecked") // the serializer is for exactly this type
  private static PojoSerializer<Object> serializer(Class<?> type) {
    return (PojoSerializer<Object>)
        (LambdaEventSerializers.isLambdaSupportedEvent(type.getName())
            ? LambdaEventSerializers.serializerFor(type, type.getClassLoader())
            : JacksonFactory.getInstance().getSerializer(type));
  }

  /** Class and place only: a message may hold what a person wrote. */
  private static String placeOf(Throwable failure) {
    var root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    var place =
        Arrays.stream(root.getStackTrace())
            .filter(frame -> frame.getClassName().startsWith("dragoman."))
            .findFirst()
            .map(frame -> " at " + frame.getClassName() + ":" + frame.getLineNumber())
            .orElse("");
    return root.getClass().getName() + place;
  }
}
