package dragoman.channel;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Reads single fields of a provider's JSON, forgiving in form: providers write the same number as a
 * number today and as a string tomorrow.
 */
final class Fields {
  static final int MAX_ID = 512;
  static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  /** Below, a count is of seconds: as milliseconds it would be of March 1973. */
  private static final long MILLISECONDS_FROM = 100_000_000_000L;

  /** An offset is written with a colon, without, or as Z. */
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[.SSSSSS][.SSS][XXX][XX]", Locale.ROOT);

  private Fields() {}

  /** A field without which an item means nothing. The message quotes nothing of the item. */
  static final class Gap extends Exception {
    private static final long serialVersionUID = 1L;

    Gap(String field, String problem) {
      super(field + " " + problem);
    }
  }

  /** The text, or the whole number as text; empty if absent, blank or of another type. */
  static Optional<String> text(JsonNode node, String name) {
    var field = node.path(name);
    return field.isTextual() || field.isIntegralNumber()
        ? Optional.of(field.asText()).filter(text -> !text.isBlank())
        : Optional.empty();
  }

  /** An identifier; {@code shown} names it in the error. */
  static String id(JsonNode node, String name, String shown) throws Gap {
    var id = text(node, name).orElseThrow(() -> new Gap(shown, "is missing"));
    if (id.length() > MAX_ID) {
      throw new Gap(shown, "is longer than " + MAX_ID + " characters");
    }
    return id;
  }

  static OptionalLong whole(JsonNode node, String name) {
    var field = node.path(name);
    if (field.isIntegralNumber()) {
      return field.canConvertToLong() ? OptionalLong.of(field.asLong()) : OptionalLong.empty();
    }
    return field.isTextual() && field.asText().matches("-?[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(field.asText()))
        : OptionalLong.empty();
  }

  static OptionalDouble real(JsonNode node, String name) {
    var field = node.path(name);
    if (!field.isNumber() && !field.isTextual()) {
      return OptionalDouble.empty();
    }
    try {
      var value = field.isNumber() ? field.asDouble() : Double.parseDouble(field.asText());
      return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /** Seconds since 1970, as a number or a string. */
  static Instant seconds(JsonNode node, String name, Instant otherwise) {
    var seconds = whole(node, name).orElse(0);
    return seconds > 0 && seconds <= LATEST.getEpochSecond()
        ? Instant.ofEpochSecond(seconds)
        : otherwise;
  }

  /** Milliseconds since 1970, as a number or a string. */
  static Instant millis(JsonNode node, String name, Instant otherwise) {
    var millis = whole(node, name).orElse(0);
    return millis > 0 && millis <= LATEST.toEpochMilli() ? Instant.ofEpochMilli(millis) : otherwise;
  }

  /**
   * A time however it is written: milliseconds or seconds since 1970 as a number or a string, or
   * ISO 8601 with an offset.
   */
  static Optional<Instant> time(JsonNode node, String name) {
    var count = whole(node, name);
    if (count.isPresent()) {
      var value = count.getAsLong();
      var millis = value < MILLISECONDS_FROM ? value * 1000 : value;
      return value > 0 && millis <= LATEST.toEpochMilli()
          ? Optional.of(Instant.ofEpochMilli(millis))
          : Optional.empty();
    }
    try {
      return text(node, name).map(text -> ISO.parse(text, Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  static List<JsonNode> items(JsonNode node, String name) {
    var field = node.path(name);
    return field.isArray() ? field.valueStream().toList() : List.of();
  }

  /** A provider's word as it may be shown, logged and counted; {@code unknown} if it is no word. */
  static String word(String text) {
    return text.matches("[A-Za-z0-9_.:-]{1,64}") ? text : "unknown";
  }
}
