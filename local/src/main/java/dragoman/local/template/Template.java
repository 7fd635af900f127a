package dragoman.local.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A SAM or CloudFormation template in a file, read but not yet put anywhere.
 *
 * <p>Sections that change nothing here (Outputs of the root, Rules) are let be.
 */
public final class Template {
  private final Path file;
  private final Map<String, Node> sections;

  private Template(Path file, Map<String, Node> sections) {
    this.file = file;
    this.sections = sections;
  }

  /**
   * @throws InvalidTemplate if it is not a template
   */
  public static Template read(Path file) {
    try {
      var text = Files.readString(file);
      return new Template(file, new TemplateReader(file.toString()).read(text).fields());
    } catch (IOException e) {
      throw new InvalidTemplate(file.toString(), 0, "cannot be read; is it there?");
    }
  }

  /**
   * What the template describes, at that place, under that stack name.
   *
   * @param parameters values for the template's parameters; those not given take their default
   * @throws InvalidTemplate at the first thing that the local runner cannot do
   */
  public Stack at(Place place, String stackName, Map<String, String> parameters) {
    return assemble(place, stackName, parameters).stack();
  }

  /** What the template says of itself under {@code Metadata}, in that key; empty if nothing. */
  public Map<String, String> note(String key) {
    return note(section("Metadata").get(key));
  }

  /** What resources say of themselves likewise, in the order of the file; the silent left out. */
  public List<Map<String, String>> notes(String key) {
    return section("Resources").values().stream()
        .map(resource -> note(field(field(resource, "Metadata"), key)))
        .filter(note -> !note.isEmpty())
        .toList();
  }

  private static Map<String, String> note(Node node) {
    var note = new LinkedHashMap<String, String>();
    if (node instanceof Node.Fields(var fields, var _)) {
      fields.forEach(
          (name, value) -> {
            if (value instanceof Node.Text(var text, var _)) {
              note.put(name, text);
            }
          });
    }
    return note;
  }

  private static Node field(Node node, String name) {
    return node instanceof Node.Fields(var fields, var _) ? fields.get(name) : null;
  }

  /**
   * Every resource that would be made there, also those that one machine has no use for.
   *
   * @throws InvalidTemplate if the template, or one nested in it, cannot be read
   */
  public List<Resource> inventory(Place place, String stackName, Map<String, String> parameters) {
    return assemble(place, stackName, parameters).inventory("");
  }

  Assembly assemble(Place place, String stackName, Map<String, String> parameters) {
    return new Assembly(this, place, stackName, names(place, stackName, parameters));
  }

  String file() {
    return file.toString();
  }

  Template beside(String relative) {
    return read(file.resolveSibling(relative));
  }

  Map<String, Node> section(String name) {
    return switch (sections.get(name)) {
      case null -> Map.of();
      case Node.Fields(var fields, var _) -> fields;
      case Node other ->
          throw new InvalidTemplate(file(), other.line(), "'" + name + "' must be a mapping");
    };
  }

  private Map<String, Object> names(Place place, String stack, Map<String, String> given) {
    var names = new LinkedHashMap<String, Object>();
    names.put("AWS::Region", place.region());
    names.put("AWS::AccountId", place.account());
    names.put("AWS::StackName", stack);
    names.put("AWS::StackId", place.arn("cloudformation", "stack/" + stack + "/local"));
    names.put("AWS::Partition", "aws");
    names.put("AWS::URLSuffix", "amazonaws.com");
    var left = new HashMap<>(given);
    var constants = new Scope(file(), Map.of(), Map.of(), Map.of(), (_, _) -> null);
    section("Parameters")
        .forEach(
            (name, declared) -> {
              var value = left.remove(name);
              if (value == null
                  && declared instanceof Node.Fields(var fields, var _)
                  && fields.containsKey("Default")) {
                value = constants.text(fields.get("Default"));
              }
              if (value == null) {
                throw new InvalidTemplate(
                    file(),
                    declared.line(),
                    "parameter '" + name + "' has no default and no value was given");
              }
              names.put(name, value);
            });
    if (!left.isEmpty()) {
      throw new InvalidTemplate(file(), 1, "there is no parameter " + left.keySet());
    }
    return names;
  }
}
