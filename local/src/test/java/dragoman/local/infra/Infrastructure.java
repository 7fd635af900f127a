package dragoman.local.infra;

import dragoman.local.template.Place;
import dragoman.local.template.Stack;
import dragoman.local.template.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The repository's own template, twice: as the local runner reads it, and as it is written, for
 * what one machine has no use for (permissions, defaults).
 */
final class Infrastructure {
  static final Path ROOT = Path.of(System.getProperty("project.root"));
  static final Path TEMPLATE = ROOT.resolve("infra/template.yaml");

  /** Called as they are, never a version of them, and told whoever called what went wrong. */
  static final Set<String> CALLED_BY_NAME = Set.of("RehearseDeployment", "EraseContact");

  /** As long a name as we promise to fit. */
  static final String STACK_NAME = "a-stack-with-thirty-characters";

  static final Stack STACK =
      Template.read(TEMPLATE)
          .at(
              new Place("eu-west-1", "123456789012", "https://sqs.test/123456789012/"),
              STACK_NAME,
              Map.of());

  private static final Map<?, ?> WRITTEN = written(TEMPLATE);

  /** Alarms and dashboard, as they are written. */
  static final Map<?, ?> OPERATIONS = written(ROOT.resolve("infra/operations.yaml"));

  private Infrastructure() {}

  static Stack.Function function(String id) {
    return STACK.functions().stream()
        .filter(it -> it.logicalId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  static Stack.Queue queue(String id) {
    return STACK.queues().stream()
        .filter(it -> it.logicalId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** The queue a redrive policy leads to; empty if it is none of ours. */
  static Optional<Stack.Queue> deadLetters(String redrivePolicy) {
    return STACK.queues().stream()
        .filter(it -> redrivePolicy.contains(":" + it.name() + "\""))
        .findFirst();
  }

  static String parameterDefault(String name) {
    return String.valueOf(map(section("Parameters").get(name)).get("Default"));
  }

  /** The resources of a type, by their ids, with their properties. */
  static Map<String, Map<?, ?>> all(String type) {
    return all(WRITTEN, type);
  }

  static Map<String, Map<?, ?>> all(Map<?, ?> template, String type) {
    var found = new LinkedHashMap<String, Map<?, ?>>();
    map(template.get("Resources"))
        .forEach(
            (id, resource) -> {
              if (type.equals(map(resource).get("Type"))) {
                found.put(id.toString(), map(map(resource).get("Properties")));
              }
            });
    return found;
  }

  static Map<?, ?> resource(String id) {
    return map(section("Resources").get(id));
  }

  static Map<?, ?> properties(String id) {
    return map(resource(id).get("Properties"));
  }

  static Map<?, ?> section(String name) {
    return map(WRITTEN.get(name));
  }

  static Map<?, ?> map(Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  /** A list as it is, anything else as the list of itself, nothing as the empty one. */
  static List<?> list(Object value) {
    return switch (value) {
      case null -> List.of();
      case List<?> list -> list;
      case Object one -> List.of(one);
    };
  }

  static Map<?, ?> written(Path file) {
    try {
      var yaml = new Compose(LoadSettings.builder().build());
      return map(plain(yaml.composeString(Files.readString(file)).orElseThrow()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Intrinsic functions stay as text: {@code !Ref Table}. */
  private static Object plain(Node node) {
    var tag = node.getTag().getValue();
    return switch (node) {
      case ScalarNode it -> tag.startsWith("!") ? tag + " " + it.getValue() : it.getValue();
      case SequenceNode it -> it.getValue().stream().map(Infrastructure::plain).toList();
      case MappingNode it -> {
        var map = new LinkedHashMap<Object, Object>();
        it.getValue()
            .forEach(each -> map.put(plain(each.getKeyNode()), plain(each.getValueNode())));
        yield map;
      }
      case Node other -> throw new IllegalStateException("unexpected in YAML: " + other);
    };
  }
}
