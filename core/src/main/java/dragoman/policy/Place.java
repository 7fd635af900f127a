package dragoman.policy;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A place in a policy file. Reads what stands there as what it ought to be; where it is something
 * else, notes that with its line and goes on, so that one reading finds everything.
 *
 * @param line from 1; of a list or mapping, the line of its key
 */
record Place(String file, int line, Node node, Findings findings) {

  void wrong(String what, String fix) {
    findings.problem(file, line, what, fix);
  }

  void doubtful(String what, String fix) {
    findings.warning(file, line, what, fix);
  }

  /** A text that is not blank. */
  Optional<String> text() {
    if (!(node instanceof ScalarNode scalar)) {
      return mistyped("a text");
    }
    if (scalar.getTag().equals(Tag.NULL) || scalar.getValue().isBlank()) {
      wrong("nothing is written here", "write a text, or take the key out");
      return Optional.empty();
    }
    if (!scalar.getTag().equals(Tag.STR)) {
      wrong(
          scalar.getValue() + " is read as " + kind() + ", a text is needed",
          "put it in quotes: \"" + scalar.getValue() + "\"");
      return Optional.empty();
    }
    return Optional.of(scalar.getValue().strip());
  }

  /** A text of a given form. */
  Optional<String> text(Pattern form, String what, String fix) {
    return text().filter(text -> holds(form.matcher(text).matches(), quoted(text) + what, fix));
  }

  /** One of the names known; any, if where they are declared could not be read. */
  Optional<String> oneOf(String what, Collection<String> known, String otherwise) {
    Optional<String> name = text();
    if (name.isEmpty() || known.isEmpty() || known.contains(name.get())) {
      return name;
    }
    wrong(
        "unknown " + what + " " + quoted(name.get()), Suggestion.of(name.get(), known, otherwise));
    return Optional.empty();
  }

  Optional<Double> number() {
    if (node instanceof ScalarNode scalar
        && (scalar.getTag().equals(Tag.FLOAT) || scalar.getTag().equals(Tag.INT))) {
      try {
        return Optional.of(Double.valueOf(scalar.getValue()));
      } catch (NumberFormatException notPlain) {
        return mistyped("a number");
      }
    }
    return mistyped("a number");
  }

  List<Place> items() {
    if (!(node instanceof SequenceNode sequence)) {
      mistyped("a list");
      return List.of();
    }
    return sequence.getValue().stream().map(item -> at(item, lineOf(item))).toList();
  }

  /** A list of different texts, each read in the way given. */
  Set<String> names(Function<Place, Optional<String>> read) {
    Set<String> names = new LinkedHashSet<>();
    List<Place> items = items();
    holds(
        !items.isEmpty() || !(node instanceof SequenceNode),
        "the list is empty",
        "name at least one, or take the key out");
    for (Place item : items) {
      read.apply(item)
          .ifPresent(
              name -> item.holds(names.add(name), quoted(name) + " is listed twice", "keep one"));
    }
    return names;
  }

  /** The entries of a mapping in their order; a key that comes twice is told, the first counts. */
  Map<String, Entry> entries() {
    if (!(node instanceof MappingNode mapping)) {
      mistyped("a mapping of key: value");
      return Map.of();
    }
    Map<String, Entry> entries = new LinkedHashMap<>();
    mapping
        .getValue()
        .forEach(
            tuple -> {
              Place key = at(tuple.getKeyNode(), lineOf(tuple.getKeyNode()));
              Node value = tuple.getValueNode();
              int valueLine = value instanceof ScalarNode ? lineOf(value) : key.line();
              if (key.text().orElse(null) instanceof String name
                  && key.holds(
                      !entries.containsKey(name),
                      "the key " + quoted(name) + " is written twice",
                      "keep one of them")) {
                entries.put(name, new Entry(key, at(value, valueLine)));
              }
            });
    return entries;
  }

  /**
   * A mapping whose keys are all known beforehand. A misspelt key is told and then read as what was
   * meant, so that it is not called missing too.
   */
  Fields fields(String... known) {
    List<String> keys = List.of(known);
    Map<String, Entry> entries = entries();
    Map<String, Place> values = new LinkedHashMap<>();
    entries.forEach(
        (name, entry) -> {
          if (keys.contains(name)) {
            values.put(name, entry.value());
          } else {
            entry
                .key()
                .wrong("unknown key " + quoted(name), Suggestion.of(name, keys, "take it out"));
            Suggestion.nearest(name, keys)
                .filter(meant -> !entries.containsKey(meant))
                .ifPresent(meant -> values.putIfAbsent(meant, entry.value()));
          }
        });
    return new Fields(this, values);
  }

  boolean isMapping() {
    return node instanceof MappingNode;
  }

  boolean holds(boolean condition, String what, String fix) {
    if (!condition) {
      wrong(what, fix);
    }
    return condition;
  }

  static String quoted(String text) {
    return "\"" + (text.length() <= 60 ? text : text.substring(0, 57) + "...") + "\"";
  }

  private <T> Optional<T> mistyped(String wanted) {
    wrong(kind() + " stands here, " + wanted + " is needed", "write " + wanted);
    return Optional.empty();
  }

  private String kind() {
    return switch (node.getNodeType()) {
      case MAPPING -> "a mapping";
      case SEQUENCE -> "a list";
      case ANCHOR -> "an anchor";
      case SCALAR -> {
        Tag tag = node.getTag();
        yield tag.equals(Tag.NULL)
            ? "nothing"
            : tag.equals(Tag.BOOL)
                ? "true or false"
                : tag.equals(Tag.INT) || tag.equals(Tag.FLOAT) ? "a number" : "a text";
      }
    };
  }

  private Place at(Node other, int otherLine) {
    return new Place(file, otherLine, other, findings);
  }

  private static int lineOf(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }

  record Entry(Place key, Place value) {}

  /** The keys found in a mapping, all of them known. */
  record Fields(Place at, Map<String, Place> values) {

    Optional<Place> optional(String key) {
      return Optional.ofNullable(values.get(key));
    }

    Optional<Place> required(String key, String example) {
      at.holds(
          !at.isMapping() || values.containsKey(key),
          "the key \"" + key + "\" is missing",
          "add " + key + ": " + example);
      return optional(key);
    }
  }
}
