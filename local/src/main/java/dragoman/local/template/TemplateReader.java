package dragoman.local.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads YAML or JSON with CloudFormation's short tags into {@link Node}s. */
final class TemplateReader {
  /**
   * Every intrinsic there is, so that a mistyped one is found even where it is never worked out
   * (CloudFormation User Guide, "Intrinsic function reference").
   */
  private static final Set<String> INTRINSICS =
      Set.of(
          "Ref",
          "Sub",
          "GetAtt",
          "Join",
          "If",
          "Equals",
          "And",
          "Or",
          "Not",
          "Select",
          "Split",
          "FindInMap",
          "Condition",
          "Base64",
          "Cidr",
          "GetAZs",
          "ImportValue",
          "Length",
          "ToJsonString",
          "Transform");

  private final String file;

  TemplateReader(String file) {
    this.file = file;
  }

  Node.Fields read(String text) {
    var settings = LoadSettings.builder().setLabel(file).setMaxAliasesForCollections(50).build();
    try {
      var root =
          new Compose(settings)
              .composeString(text)
              .orElseThrow(() -> new InvalidTemplate(file, 1, "the file is empty"));
      if (node(root) instanceof Node.Fields fields) {
        return fields;
      }
      throw new InvalidTemplate(file, 1, "a template is a mapping with a Resources section");
    } catch (MarkedYamlEngineException e) {
      var line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new InvalidTemplate(file, line, "not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new InvalidTemplate(file, 1, "not YAML: " + e.getMessage());
    }
  }

  private Node node(org.snakeyaml.engine.v2.nodes.Node yaml) {
    var line = yaml.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    var plain = plain(yaml, line);
    var tag = yaml.getTag().getValue();
    return tag.startsWith("!") ? call(tag.substring(1), plain, line) : plain;
  }

  private Node plain(org.snakeyaml.engine.v2.nodes.Node yaml, int line) {
    if (yaml instanceof ScalarNode scalar) {
      return new Node.Text(Tag.NULL.equals(scalar.getTag()) ? "" : scalar.getValue(), line);
    }
    if (yaml instanceof SequenceNode sequence) {
      var items = new ArrayList<Node>();
      sequence.getValue().forEach(item -> items.add(node(item)));
      return new Node.Items(items, line);
    }
    if (yaml instanceof MappingNode mapping) {
      return fieldsOrCall(mapping, line);
    }
    throw new InvalidTemplate(file, line, "an anchor that leads nowhere");
  }

  private Node fieldsOrCall(MappingNode mapping, int line) {
    var fields = new LinkedHashMap<String, Node>();
    for (var tuple : mapping.getValue()) {
      var at = tuple.getKeyNode().getStartMark().map(mark -> mark.getLine() + 1).orElse(line);
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw new InvalidTemplate(file, at, "a key must be plain text");
      }
      if (fields.put(key.getValue(), node(tuple.getValueNode())) != null) {
        throw new InvalidTemplate(file, at, "'" + key.getValue() + "' is written twice");
      }
    }
    if (fields.size() == 1) {
      var only = fields.firstEntry();
      if (only.getKey().equals("Ref") || only.getKey().startsWith("Fn::")) {
        return call(only.getKey().replaceFirst("^Fn::", ""), only.getValue(), line);
      }
    }
    return new Node.Fields(fields, line);
  }

  private Node call(String function, Node argument, int line) {
    if (!INTRINSICS.contains(function)) {
      throw new InvalidTemplate(
          file, line, "'" + function + "' is no intrinsic function of CloudFormation");
    }
    return new Node.Call(function, argument, line);
  }
}
