package dragoman.rehearsal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * What became of each golden webhook, as it is written down in {@code events/golden.yaml}: one
 * entry a webhook, by name, one line a fact, what is empty left out, so that a change of decisions
 * is read as a difference of lines.
 */
public final class Golden {
  private static final String HEAD =
      """
      # What must become of each webhook in this folder, played alone under the shipped policy.
      # Written by './dragoman rehearse --write'; whoever changes a line changes a decision.
      """;

  private final SortedMap<String, Object> entries;

  private Golden(SortedMap<String, Object> entries) {
    this.entries = entries;
  }

  static Golden of(SortedMap<String, Outcome> outcomes) {
    var entries = new TreeMap<String, Object>();
    outcomes.forEach((name, outcome) -> entries.put(name, tree(outcome)));
    return new Golden(entries);
  }

  /**
   * @throws IllegalArgumentException if the text is not a mapping in YAML; says how to write one
   */
  public static Golden read(String yaml) {
    try {
      if (new Load(LoadSettings.builder().build()).loadFromString(yaml) instanceof Map<?, ?> map) {
        var entries = new TreeMap<String, Object>();
        map.forEach((name, entry) -> entries.put(String.valueOf(name), entry));
        return new Golden(entries);
      }
    } catch (YamlEngineException e) {
      throw unreadable(e.getMessage().lines().findFirst().orElse("not YAML"));
    }
    throw unreadable("not a mapping");
  }

  private static IllegalArgumentException unreadable(String why) {
    return new IllegalArgumentException(
        "golden.yaml cannot be read: " + why + "; './dragoman rehearse --write' writes it anew");
  }

  public String yaml() {
    var settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setIndicatorIndent(2)
            .setIndentWithIndicator(true)
            .setWidth(1_000)
            .build();
    return HEAD + new Dump(settings).dumpToString(entries);
  }

  public int size() {
    return entries.size();
  }

  /** How what was found differs from this, in the order of the webhooks. */
  public List<Difference> differences(Golden found) {
    var differences = new ArrayList<Difference>();
    var names = new TreeSet<>(entries.keySet());
    names.addAll(found.entries.keySet());
    for (var name : names) {
      if (!entries.containsKey(name)) {
        differences.add(new Difference(name, "entry", Difference.NOTHING, "a webhook"));
      } else if (!found.entries.containsKey(name)) {
        differences.add(new Difference(name, "webhook", "an entry", Difference.NOTHING));
      } else {
        compare(name, facts(entries.get(name)), facts(found.entries.get(name)), differences);
      }
    }
    return List.copyOf(differences);
  }

  private static void compare(
      String webhook,
      Map<String, String> expected,
      Map<String, String> found,
      List<Difference> differences) {
    var all = new LinkedHashMap<>(expected);
    found.forEach(all::putIfAbsent);
    for (var what : all.keySet()) {
      var before = expected.getOrDefault(what, Difference.NOTHING);
      var now = found.getOrDefault(what, Difference.NOTHING);
      if (!before.equals(now)) {
        differences.add(new Difference(webhook, what, before, now));
      }
    }
  }

  private static Map<String, String> facts(Object entry) {
    var facts = new LinkedHashMap<String, String>();
    flatten("", entry, facts);
    return facts;
  }

  private static void flatten(String path, Object value, Map<String, String> facts) {
    switch (value) {
      case Map<?, ?> map ->
          map.forEach(
              (name, inner) ->
                  flatten(path.isEmpty() ? "" + name : path + "." + name, inner, facts));
      case List<?> list -> {
        for (var i = 0; i < list.size(); i++) {
          flatten(path + "[" + i + "]", list.get(i), facts);
        }
      }
      case null -> facts.put(path, Difference.NOTHING);
      case Object fact -> facts.put(path, fact.toString());
    }
  }

  private static Map<String, Object> tree(Outcome outcome) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("answered", outcome.answered());
    put(tree, "events", outcome.turns().stream().map(Golden::tree).toList());
    put(tree, "receipts", String.join(", ", outcome.receipts()));
    put(tree, "parked", outcome.parked());
    put(tree, "ignored", outcome.ignored());
    return tree;
  }

  private static Map<String, Object> tree(Outcome.Turn turn) {
    var tree = new LinkedHashMap<String, Object>();
    put(tree, "kind", turn.kind());
    put(tree, "action", turn.action());
    put(tree, "intent", turn.intent());
    put(tree, "language", turn.language());
    put(tree, "workspace", turn.workspace());
    put(tree, "team", turn.team());
    put(tree, "effects", String.join(", ", turn.effects()));
    return tree;
  }

  private static void put(Map<String, Object> tree, String name, Object value) {
    if (!value.equals("") && !value.equals(0) && !value.equals(List.of())) {
      tree.put(name, value);
    }
  }
}
