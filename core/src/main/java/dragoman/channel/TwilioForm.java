package dragoman.channel;

import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The fields of a form, byte for byte: a byte is kept as the character of its number, so that what
 * is no UTF-8 is still signed as it came.
 *
 * @param fields by name, in the order of bytes; the values of a name sorted and each once, as
 *     Twilio's own libraries sign them
 */
record TwilioForm(TreeMap<String, SortedSet<String>> fields) {

  /** Blank values are fields too; empty if a part has no name or no {@code =}. */
  static Optional<TwilioForm> read(byte[] body) {
    return read(new String(body, StandardCharsets.ISO_8859_1));
  }

  static Optional<TwilioForm> read(String text) {
    var fields = new TreeMap<String, SortedSet<String>>();
    for (var pair : text.split("&", -1)) {
      var equals = pair.indexOf('=');
      if (equals < 1) {
        return Optional.empty();
      }
      try {
        fields
            .computeIfAbsent(decoded(pair.substring(0, equals)), _ -> new TreeSet<>())
            .add(decoded(pair.substring(equals + 1)));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
    return Optional.of(new TwilioForm(fields));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.ISO_8859_1);
  }

  /** What Twilio signs: the address, then each name with each of its values. */
  byte[] signed(String address) {
    var message = new ByteArrayOutputStream();
    message.writeBytes(address.getBytes(StandardCharsets.UTF_8));
    fields.forEach(
        (name, values) ->
            values.forEach(
                value -> message.writeBytes((name + value).getBytes(StandardCharsets.ISO_8859_1))));
    return message.toByteArray();
  }

  /** Whether all of it is UTF-8. */
  boolean isText() {
    return fields.entrySet().stream()
        .allMatch(it -> utf8(it.getKey()) && it.getValue().stream().allMatch(TwilioForm::utf8));
  }

  private static boolean utf8(String bytes) {
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /**
   * The first value that is not blank, as text without the NUL characters that some phones send and
   * nobody means.
   */
  Optional<String> text(String name) {
    return fields.getOrDefault(name, new TreeSet<>()).stream()
        .map(
            value ->
                new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
                    .replace("\u0000", ""))
        .filter(value -> !value.isBlank())
        .findFirst();
  }

  /** An identifier. */
  String id(String name) throws Fields.Gap {
    var id = text(name).orElseThrow(() -> new Fields.Gap(name, "is missing"));
    if (id.length() > Fields.MAX_ID) {
      throw new Fields.Gap(name, "is longer than " + Fields.MAX_ID + " characters");
    }
    return id;
  }
}
