package dragoman.functions;

import dragoman.message.Json;
import dragoman.pipeline.Doors;
import dragoman.pipeline.LogEvent;
import java.io.PrintStream;
import java.lang.reflect.RecordComponent;
import java.time.InstantSource;

/**
 * One event, one line of JSON. Everything but ASCII is escaped and every value cut at 256
 * characters, so that nobody can forge a line.
 */
final class JsonLog implements Doors.Log {
  private static final int MAX_VALUE = 256;

  private final PrintStream out;
  private final InstantSource clock;

  JsonLog(PrintStream out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
  }

  @Override
  public void log(LogEvent event) {
    var line =
        Json.object()
            .put("at", clock.instant().toString())
            .put("event", event.getClass().getSimpleName());
    for (var component : event.getClass().getRecordComponents()) {
      switch (value(component, event)) {
        case Boolean flag -> line.put(component.getName(), flag);
        case Integer number -> line.put(component.getName(), number);
        case Long number -> line.put(component.getName(), number);
        case Double number -> line.put(component.getName(), number);
        case Record key when key.getClass().getRecordComponents().length == 1 ->
            line.put(
                component.getName(),
                value(key.getClass().getRecordComponents()[0], key).toString());
        case Object text -> line.put(component.getName(), cut(text.toString()));
      }
    }
    out.println(Json.write(line));
  }

  private static Object value(RecordComponent component, Record of) {
    try {
      return component.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a public record's component can be read", e);
    }
  }

  private static Object value(RecordComponent component, LogEvent of) {
    return value(component, (Record) of);
  }

  private static String cut(String text) {
    return text.length() <= MAX_VALUE ? text : text.substring(0, MAX_VALUE);
  }
}
