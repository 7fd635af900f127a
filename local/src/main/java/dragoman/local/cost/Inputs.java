package dragoman.local.cost;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Named figures that CostTest does not count; each says in the file where it comes from. */
public record Inputs(Map<String, Double> values) {
  private static final String FILE = "inputs.yaml";

  public Inputs {
    values = Map.copyOf(values);
  }

  public static Inputs shipped() {
    return read(Document.shipped(FILE));
  }

  static Inputs read(Document document) {
    var values = new HashMap<String, Double>();
    for (var entry : document.list("inputs")) {
      entry.only(Set.of("name", "value", "unit", "from"));
      entry.text("unit", "ms");
      entry.text("from", "assumed");
      var name = entry.text("name", "call-millis");
      if (values.put(name, entry.amount("value", "7").doubleValue()) != null) {
        throw entry.problem("is there twice");
      }
    }
    return new Inputs(values);
  }

  /**
   * @throws IllegalArgumentException if there is none of that name
   */
  public double get(String name) {
    var value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "%s has no '%s'; it has %s".formatted(FILE, name, new TreeSet<>(values.keySet())));
    }
    return value;
  }

  public Inputs with(String name, double value) {
    get(name);
    var changed = new HashMap<>(values);
    changed.put(name, value);
    return new Inputs(changed);
  }
}
