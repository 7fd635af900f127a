package dragoman.functions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dragoman.message.ConversationKey;
import dragoman.message.EffectRef;
import dragoman.message.EventKey;
import dragoman.message.Json;
import dragoman.pipeline.Doors;
import dragoman.pipeline.LogEvent;
import java.io.PrintStream;
import java.lang.reflect.RecordComponent;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * One event, one line of JSON. Everything but ASCII is escaped and every value cut at 256
 * characters, so that nobody can forge a line.
 *
 * <p>Whatever follows from one message has the same {@code correlationId}, from the webhook to
 * Slack; {@code trace} is the X-Ray trace of the invocation, where it is sampled. Numbers that
 * alarms and the dashboard need are in the line itself, see {@link Metrics}.
 */
final class JsonLog implements Doors.Log {
  private static final int MAX_VALUE = 256;

  /** Set by the Lambda runtime before each invocation: {@code Root=…;Parent=…;Sampled=1}. */
  private static final String TRACE = "com.amazonaws.xray.traceHeader";

  private final PrintStream out;
  private final InstantSource clock;
  private final String stack;

  /**
   * @param stack the deployed stack's name, by which its metrics are told from another's
   */
  JsonLog(PrintStream out, InstantSource clock, String stack) {
    this.out = out;
    this.clock = clock;
    this.stack = stack;
  }

  @Override
  public void log(LogEvent event) {
    var now = clock.instant();
    var line =
        Json.object().put("at", now.toString()).put("name", event.getClass().getSimpleName());
    trace().ifPresent(it -> line.put("trace", it));
    for (var component : event.getClass().getRecordComponents()) {
      put(line, component.getName(), value(component, event));
    }
    Metrics.of(event).ifPresent(it -> it.embed(line, stack, now));
    out.println(Json.write(line));
  }

  private static void put(ObjectNode line, String name, Object value) {
    switch (value) {
      case Boolean flag -> line.put(name, flag);
      case Integer number -> line.put(name, number);
      case Long number -> line.put(name, number);
      case Double number -> line.put(name, number);
      case EventKey key -> line.put("correlationId", key.value());
      case ConversationKey key -> line.put("conversation", key.value());
      case EffectRef(var conversation, var event, var number) ->
          line.put("correlationId", event.value())
              .put("conversation", conversation.value())
              .put("effect", number);
      case Optional<?> maybe -> maybe.ifPresent(it -> put(line, name, it));
      case List<?> keys -> {
        var ids = line.putArray("correlationIds");
        keys.forEach(it -> ids.add(((EventKey) it).value()));
      }
      case Object text -> line.put(name, cut(text.toString()));
    }
  }

  private static Optional<String> trace() {
    return Optional.ofNullable(System.getProperty(TRACE))
        .filter(it -> it.startsWith("Root=") && it.contains("Sampled=1"))
        .map(it -> it.substring("Root=".length(), it.indexOf(';')));
  }

  private static Object value(RecordComponent component, LogEvent of) {
    try {
      return component.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a public record's component can be read", e);
    }
  }

  private static String cut(String text) {
    return text.length() <= MAX_VALUE ? text : text.substring(0, MAX_VALUE);
  }
}
