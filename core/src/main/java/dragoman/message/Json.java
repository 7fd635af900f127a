package dragoman.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Strict JSON: what the door accepts and what waits on our queues.
 *
 * <p>Reading refuses invalid UTF-8, lone surrogates, doubled names, trailing content, and anything
 * deeper than 64 or longer than the limits below; writing escapes all but ASCII, because SQS
 * refuses some characters that people do send. A lone surrogate, which is no character and would be
 * refused on reading, is written as U+FFFD.
 */
public final class Json {
  private static final int MAX_DOCUMENT = 3 << 20;

  private static final JsonMapper STRICT =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(64)
                          .maxStringLength(256 << 10)
                          .maxNameLength(256)
                          .maxNumberLength(128)
                          .maxDocumentLength(MAX_DOCUMENT)
                          .maxTokenCount(200_000)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                  // Names made to collide break the table that all readings share
                  // (github.com/FasterXML/jackson-core/issues/547).
                  .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                  .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Pattern PAIR_OR_LONE =
      Pattern.compile(
          "\\\\\\\\" + "|\\\\u[dD][89abAB]..\\\\u[dD][c-fC-F].." + "|(\\\\u[dD][89a-fA-F]..)");

  private Json() {}

  /** Thrown for text that is not JSON as we accept it; the message quotes nothing of the text. */
  public static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    public Malformed(String message) {
      super(message);
    }
  }

  public static JsonNode read(byte[] utf8) throws Malformed {
    if (utf8.length > MAX_DOCUMENT) {
      throw new Malformed("longer than " + MAX_DOCUMENT + " bytes");
    }
    return read(decode(utf8));
  }

  public static JsonNode read(String text) throws Malformed {
    JsonNode tree;
    try {
      tree = STRICT.readTree(text);
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw new Malformed(
          at == null
              ? "not JSON"
              : "not JSON at line " + at.getLineNr() + ", column " + at.getColumnNr());
    }
    if (tree == null || tree.isMissingNode()) {
      throw new Malformed("empty");
    }
    refuseLoneSurrogates(tree);
    return tree;
  }

  public static ObjectNode object() {
    return STRICT.createObjectNode();
  }

  public static String write(JsonNode node) {
    try {
      return wellFormed(STRICT.writeValueAsString(node));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  private static String wellFormed(String ascii) {
    return ascii.contains("\\uD") || ascii.contains("\\ud")
        ? PAIR_OR_LONE
            .matcher(ascii)
            .replaceAll(found -> found.group(1) == null ? "$0" : "\\\\uFFFD")
        : ascii;
  }

  private static String decode(byte[] utf8) throws Malformed {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(utf8))
          .toString();
    } catch (CharacterCodingException e) {
      throw new Malformed("not UTF-8");
    }
  }

  private static void refuseLoneSurrogates(JsonNode node) throws Malformed {
    if (node.isTextual() && hasLoneSurrogate(node.textValue())) {
      throw new Malformed("a lone surrogate");
    }
    for (var names = node.fieldNames(); names.hasNext(); ) {
      if (hasLoneSurrogate(names.next())) {
        throw new Malformed("a lone surrogate");
      }
    }
    for (var child : node) {
      refuseLoneSurrogates(child);
    }
  }

  private static boolean hasLoneSurrogate(String text) {
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return true;
      }
    }
    return false;
  }
}
