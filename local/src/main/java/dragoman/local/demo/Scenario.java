package dragoman.local.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** What the demo plays, in order: {@code events/demo.yaml}. */
record Scenario(List<Step> steps) {

  /**
   * One webhook.
   *
   * @param event the body's file, below {@code events/}; its folder is the channel
   * @param times how often it is delivered
   * @param forged whether it is signed with a wrong secret
   * @param answers the HTTP status it must get
   * @param expect one for each event that must come of it, by the names of {@code /local/messages};
   *     {@code effects} lists {@code kind status} pairs, {@code link} and {@code queue} must occur
   *     in an effect
   */
  record Step(
      String title,
      Path event,
      String channel,
      String endpoint,
      int times,
      boolean forged,
      int answers,
      List<Map<String, Object>> expect) {}

  /**
   * @throws IllegalArgumentException if the file cannot be read as a scenario
   */
  static Scenario read(Path file) {
    try {
      var root =
          map(new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
      if (!(root.get("steps") instanceof List<?> list) || list.isEmpty()) {
        throw new IllegalArgumentException(file + ": expected a list 'steps'");
      }
      return new Scenario(list.stream().map(it -> step(file, map(it))).toList());
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " cannot be read; is it there?");
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException(
          file + " is not YAML: " + e.getMessage().lines().findFirst().orElse(""));
    }
  }

  private static Step step(Path file, Map<String, Object> step) {
    var event =
        text(step, "event")
            .orElseThrow(() -> new IllegalArgumentException(file + ": a step has no 'event'"));
    var expect =
        switch (step.get("expect")) {
          case List<?> list -> list.stream().map(Scenario::map).toList();
          case Map<?, ?> one -> List.of(map(one));
          case null -> List.<Map<String, Object>>of();
          case Object other ->
              throw new IllegalArgumentException(
                  file + ": 'expect' of " + event + " must be a mapping or a list");
        };
    return new Step(
        text(step, "title").orElse(event),
        file.resolveSibling(event),
        event.substring(0, event.indexOf('/')),
        text(step, "endpoint").orElse("main"),
        number(step, "times", 1),
        Boolean.TRUE.equals(step.get("forged")),
        number(step, "answers", 200),
        expect);
  }

  private static Optional<String> text(Map<String, Object> map, String name) {
    return Optional.ofNullable(map.get(name)).map(Object::toString);
  }

  private static int number(Map<String, Object> map, String name, int otherwise) {
    return map.get(name) instanceof Integer number ? number : otherwise;
  }

  @SuppressWarnings("unchecked") // YAML mappings here have text for keys
  private static Map<String, Object> map(Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }
}
