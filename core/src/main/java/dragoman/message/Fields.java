package dragoman.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A JSON object being read field by field. Fields nobody asks for are left alone, so that an older
 * reader understands a newer writer; a field that is missing or of another type is {@link
 * Json.Malformed}, naming the field and quoting nothing. {@code null} counts as absent.
 */
public final class Fields {
  private static final Pattern A_VERSION = Pattern.compile("[a-z]{1,20}\\.v[0-9]{1,4}");

  private static final Instant EARLIEST = Instant.parse("-99999-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("+99999-12-31T23:59:59Z");

  private final JsonNode object;
  private final String path;

  private Fields(JsonNode object, String path) {
    this.object = object;
    this.path = path;
  }

  /** Reads one record from its object. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(Fields fields) throws Json.Malformed;
  }

  /**
   * Opens a whole document, which must say that it is of this version. Another one is named, if it
   * looks like a version of ours: it tells that something newer wrote it.
   */
  public static Fields of(String document, String version) throws Json.Malformed {
    var tree = Json.read(document);
    if (!tree.isObject()) {
      throw new Json.Malformed("not an object");
    }
    var fields = new Fields(tree, "");
    var found = fields.text("v");
    if (!found.equals(version)) {
      var named = A_VERSION.matcher(found).matches() ? "is " + found + ", " : "is ";
      throw fields.wrong("v", named + "not " + version);
    }
    return fields;
  }

  public String text(String name) throws Json.Malformed {
    return optionalText(name).orElseThrow(() -> wrong(name, "is missing"));
  }

  public Optional<String> optionalText(String name) throws Json.Malformed {
    return value(name, JsonNode::isTextual, "text").map(JsonNode::textValue);
  }

  public boolean flag(String name) throws Json.Malformed {
    return value(name, JsonNode::isBoolean, "true or false")
        .map(JsonNode::booleanValue)
        .orElseThrow(() -> wrong(name, "is missing"));
  }

  /** False where it is not written. */
  public boolean optionalFlag(String name) throws Json.Malformed {
    return value(name, JsonNode::isBoolean, "true or false")
        .map(JsonNode::booleanValue)
        .orElse(false);
  }

  public long number(String name) throws Json.Malformed {
    return optionalNumber(name).orElseThrow(() -> wrong(name, "is missing"));
  }

  public OptionalLong optionalNumber(String name) throws Json.Malformed {
    var value =
        value(name, n -> n.isIntegralNumber() && n.canConvertToLong(), "a whole 64-bit number");
    return value.isPresent() ? OptionalLong.of(value.get().longValue()) : OptionalLong.empty();
  }

  public double decimal(String name) throws Json.Malformed {
    return value(name, n -> n.isNumber() && Double.isFinite(n.doubleValue()), "a number")
        .map(JsonNode::doubleValue)
        .orElseThrow(() -> wrong(name, "is missing"));
  }

  public Instant instant(String name) throws Json.Malformed {
    return parsed(name, Fields::time);
  }

  public Optional<Instant> optionalInstant(String name) throws Json.Malformed {
    return optionalParsed(name, Fields::time);
  }

  /** An instant may be of a year that no calendar can show and no sum of milliseconds can hold. */
  private static Instant time(String text) {
    var time = Instant.parse(text);
    if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
      throw new IllegalArgumentException();
    }
    return time;
  }

  /** Text made into something whose parser or constructor may refuse it. */
  public <T> T parsed(String name, Function<String, T> parser) throws Json.Malformed {
    return optionalParsed(name, parser).orElseThrow(() -> wrong(name, "is missing"));
  }

  public <T> Optional<T> optionalParsed(String name, Function<String, T> parser)
      throws Json.Malformed {
    var text = optionalText(name);
    try {
      return text.map(parser);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw wrong(name, "is not well-formed");
    }
  }

  /** An effect's place, which is written as one text. */
  public EffectRef effect(String name) throws Json.Malformed {
    return optionalEffect(name).orElseThrow(() -> wrong(name, "is missing"));
  }

  public Optional<EffectRef> optionalEffect(String name) throws Json.Malformed {
    return optionalParsed(
        name, text -> EffectRef.parse(text).orElseThrow(IllegalArgumentException::new));
  }

  /** One of an enum's constants, written in lower case. */
  public <E extends Enum<E>> E constant(String name, E[] constants) throws Json.Malformed {
    var text = text(name);
    for (var constant : constants) {
      if (written(constant).equals(text)) {
        return constant;
      }
    }
    throw wrong(name, "is not a known word");
  }

  /** How {@link #constant} wants to find it. */
  public static String written(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  public <T> T object(String name, Reader<T> reader) throws Json.Malformed {
    return optionalObject(name, reader).orElseThrow(() -> wrong(name, "is missing"));
  }

  public <T> Optional<T> optionalObject(String name, Reader<T> reader) throws Json.Malformed {
    var value = value(name, JsonNode::isObject, "an object");
    return value.isPresent()
        ? Optional.of(reader.read(new Fields(value.get(), path + name + ".")))
        : Optional.empty();
  }

  public <T> List<T> objects(String name, Reader<T> reader) throws Json.Malformed {
    var items = new ArrayList<T>();
    for (var item : list(name)) {
      if (!item.isObject()) {
        throw wrong(name, "is not a list of objects");
      }
      items.add(reader.read(new Fields(item, path + name + "[" + items.size() + "].")));
    }
    return List.copyOf(items);
  }

  public List<String> texts(String name) throws Json.Malformed {
    var items = new ArrayList<String>();
    for (var item : list(name)) {
      if (!item.isTextual()) {
        throw wrong(name, "is not a list of texts");
      }
      items.add(item.textValue());
    }
    return List.copyOf(items);
  }

  /** Empty if there is no such list. */
  public List<String> optionalTexts(String name) throws Json.Malformed {
    return value(name, JsonNode::isArray, "a list").isPresent() ? texts(name) : List.of();
  }

  public Json.Malformed wrong(String name, String what) {
    return new Json.Malformed(path + name + " " + what);
  }

  /** Writes a list of texts under the name. */
  public static void put(ObjectNode object, String name, List<String> texts) {
    var list = object.putArray(name);
    texts.forEach(list::add);
  }

  private JsonNode list(String name) throws Json.Malformed {
    return value(name, JsonNode::isArray, "a list").orElseThrow(() -> wrong(name, "is missing"));
  }

  private Optional<JsonNode> value(String name, Predicate<JsonNode> right, String what)
      throws Json.Malformed {
    var value = object.get(name);
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    if (!right.test(value)) {
      throw wrong(name, "is not " + what);
    }
    return Optional.of(value);
  }
}
