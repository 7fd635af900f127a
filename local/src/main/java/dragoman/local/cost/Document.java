package dragoman.local.cost;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A YAML file of figures: a mapping of lists of entries. Every complaint names the file, the entry
 * and what to write.
 */
record Document(String file, Map<?, ?> root) {

  static Document shipped(String name) {
    try (var resource = Document.class.getResourceAsStream("/dragoman/local/" + name)) {
      return read(name, new String(resource.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Document read(String file, String text) {
    try {
      if (new Load(LoadSettings.builder().setLabel(file).build()).loadFromString(text)
          instanceof Map<?, ?> root) {
        return new Document(file, root);
      }
      throw new IllegalArgumentException(file + ": expected a mapping");
    } catch (MarkedYamlEngineException e) {
      var line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new IllegalArgumentException(file + ":" + line + ": not YAML: " + e.getProblem(), e);
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException(file + ": not YAML", e);
    }
  }

  /** The entries of a list, in its order. */
  List<Entry> list(String name) {
    if (!(root.get(name) instanceof List<?> items)) {
      throw new IllegalArgumentException(file + ": expected a list '" + name + "'");
    }
    var entries = new ArrayList<Entry>();
    for (var item : items) {
      var place = "%s: %s entry %d".formatted(file, name, entries.size() + 1);
      if (!(item instanceof Map<?, ?> fields)) {
        throw new IllegalArgumentException(place + " is no mapping");
      }
      var named = fields.get("name") instanceof String it ? " '" + it + "'" : "";
      entries.add(new Entry(place + named, fields));
    }
    return entries;
  }

  /**
   * @param place how a complaint begins
   */
  record Entry(String place, Map<?, ?> fields) {
    /** Refuses a field that nobody reads: a mistyped one would go unheeded. */
    Entry only(Set<String> known) {
      fields.keySet().stream()
          .filter(it -> !known.contains(String.valueOf(it)))
          .findFirst()
          .ifPresent(
              it -> {
                throw problem("has a field '" + it + "' that nobody reads; there are " + known);
              });
      return this;
    }

    String text(String name, String example) {
      return optional(name)
          .orElseThrow(() -> problem("has no '" + name + "'; write it as in '" + example + "'"));
    }

    Optional<String> optional(String name) {
      return Optional.ofNullable(fields.get(name)).map(String::valueOf).filter(it -> !it.isBlank());
    }

    /** Zero or more. */
    BigDecimal amount(String name, String example) {
      var text = text(name, example);
      try {
        var amount = new BigDecimal(text);
        if (amount.signum() >= 0) {
          return amount;
        }
      } catch (NumberFormatException e) {
        // Said below, as for a negative one.
      }
      throw problem("has the " + name + " '" + text + "', which is no amount of zero or more");
    }

    LocalDate date(String name) {
      var text = text(name, "2026-09-18");
      try {
        return LocalDate.parse(text);
      } catch (DateTimeParseException e) {
        throw problem("has the " + name + " '" + text + "', which is no date such as 2026-09-18");
      }
    }

    IllegalArgumentException problem(String what) {
      return new IllegalArgumentException(place + " " + what);
    }
  }
}
