package dragoman.local.installation;

import dragoman.message.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads contacts from YAML or JSON: a list of {@code channel}, {@code id} and what is known. */
public final class Contacts {
  private static final Set<String> NEEDED = Set.of("channel", "id");
  private static final Set<String> KNOWN =
      Set.of("channel", "id", "name", "workspace", "genre", "language", "tier");

  private final Path file;
  private final List<String> problems = new ArrayList<>();

  private Contacts(Path file) {
    this.file = file;
  }

  /**
   * @throws IllegalArgumentException naming every problem with its line
   */
  public static List<SeedContact> read(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new IllegalArgumentException("contacts file " + file + " cannot be read; is it there?");
    }
    var reader = new Contacts(file);
    var contacts = reader.contacts(text);
    if (!reader.problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", reader.problems));
    }
    return contacts;
  }

  private List<SeedContact> contacts(String text) {
    try {
      var root = new Compose(LoadSettings.builder().build()).composeString(text);
      if (root.isEmpty()) {
        return List.of();
      }
      if (root.get() instanceof SequenceNode list) {
        return list.getValue().stream().flatMap(item -> contact(item).stream()).toList();
      }
      problem(root.get(), "expected a list of contacts, each beginning with '- channel: …'");
    } catch (MarkedYamlEngineException e) {
      var line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      problems.add(file + ":" + line + ": not YAML: " + e.getProblem());
    }
    return List.of();
  }

  private Optional<SeedContact> contact(Node node) {
    if (!(node instanceof MappingNode mapping)) {
      problem(node, "expected a contact with 'channel' and 'id'");
      return Optional.empty();
    }
    var before = problems.size();
    var fields = fields(mapping);
    for (var name : new TreeSet<>(NEEDED)) {
      if (!fields.containsKey(name)) {
        problem(node, "the contact has no '" + name + "'; add one");
      }
    }
    if (problems.size() > before) {
      return Optional.empty();
    }
    return Optional.of(
        new SeedContact(
            fields.get("channel"),
            fields.get("id"),
            new Profile(
                Optional.ofNullable(fields.get("name")),
                Optional.ofNullable(fields.get("workspace")),
                Optional.ofNullable(fields.get("genre")),
                Optional.ofNullable(fields.get("language")),
                Optional.ofNullable(fields.get("tier")))));
  }

  private Map<String, String> fields(MappingNode mapping) {
    var fields = new LinkedHashMap<String, String>();
    for (var tuple : mapping.getValue()) {
      var name = tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "?";
      if (!KNOWN.contains(name)) {
        problem(
            tuple.getKeyNode(),
            "a contact has no '"
                + name
                + "'; it may have "
                + String.join(", ", new TreeSet<>(KNOWN)));
      } else if (!(tuple.getValueNode() instanceof ScalarNode value)
          || value.getTag().equals(Tag.NULL)
          || value.getValue().isBlank()) {
        problem(tuple.getValueNode(), "'" + name + "' must be text; leave it out if unknown");
      } else if (fields.put(name, value.getValue()) != null) {
        problem(tuple.getKeyNode(), "'" + name + "' is written twice");
      }
    }
    return fields;
  }

  private void problem(Node at, String problem) {
    var line = at.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    problems.add(file + ":" + line + ": " + problem);
  }
}
