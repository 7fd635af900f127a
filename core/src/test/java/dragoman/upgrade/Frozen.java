package dragoman.upgrade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What each released version wrote on queues or into the table, as files {@code VERSION/NAME.json}
 * in the test resources of the room that reads it. They are never changed; {@code
 * -Dupgrade.write=VERSION} writes a new version's (see {@code docs/upgrade.md}).
 */
public final class Frozen {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private static final String TOMORROW = "ofTomorrow";

  private Frozen() {}

  /**
   * All files of the module, by {@code VERSION/NAME}; today's are written first where that was
   * asked for.
   */
  public static Map<String, JsonNode> files(String module, Map<String, JsonNode> today) {
    var folder =
        Path.of(System.getProperty("project.root"), module, "src", "test", "resources", "upgrade");
    var version = System.getProperty("upgrade.write", "");
    if (!version.isBlank()) {
      today.forEach((name, document) -> write(folder.resolve(version), name, document));
    }
    var all = new TreeMap<String, JsonNode>();
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(it -> it.toString().endsWith(".json")).toList()) {
        var name = folder.relativize(file).toString().replace('\\', '/');
        all.put(name.substring(0, name.length() - ".json".length()), JSON.readTree(file.toFile()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  /** A file that is there already stays as it is: it was released. */
  private static void write(Path folder, String name, JsonNode document) {
    var file = folder.resolve(name + ".json");
    try {
      Files.createDirectories(folder);
      if (!Files.exists(file)) {
        Files.writeString(file, JSON.writeValueAsString(document) + "\n");
        System.out.println("frozen " + file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the larger document holds all that the smaller does, and perhaps fields more. */
  public static boolean holds(JsonNode larger, JsonNode smaller) {
    if (smaller.isObject()) {
      return larger.isObject()
          && smaller.properties().stream()
              .allMatch(
                  it -> larger.has(it.getKey()) && holds(larger.get(it.getKey()), it.getValue()));
    }
    if (smaller.isArray()) {
      return larger.isArray()
          && larger.size() == smaller.size()
          && Stream.iterate(0, i -> i + 1)
              .limit(smaller.size())
              .allMatch(i -> holds(larger.get(i), smaller.get(i)));
    }
    return smaller.isNumber() && larger.isNumber()
        ? smaller.decimalValue().compareTo(larger.decimalValue()) == 0
        : larger.equals(smaller);
  }

  /** The document as a newer version might write it: a field nobody knows in every object. */
  public static JsonNode asTomorrow(JsonNode document) {
    var copy = document.deepCopy();
    enrich(copy);
    return copy;
  }

  private static void enrich(JsonNode node) {
    node.forEach(Frozen::enrich);
    if (node instanceof ObjectNode object) {
      object.putObject(TOMORROW).put("why", "a newer version has a reason").putArray("list").add(1);
    }
  }
}
