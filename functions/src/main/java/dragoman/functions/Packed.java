package dragoman.functions;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * JSON as it lies in the table: deflated with a dictionary of our own words ({@code
 * docs/decisions/0012-rows-are-packed.md}). What is billed is whole kilobytes of a row, and
 * unpacked most rows are between one and two.
 *
 * <p>zlib's format (RFC 1950) names the dictionary by its checksum, so that a later one can be
 * added beside this; this one never changes. Text that was stored unpacked is read as it is.
 */
final class Packed {
  /** More than any row of ours holds, whose JSON has at most a few hundred kilobytes. */
  private static final int MOST = 4 << 20;

  private static final byte[] DICTIONARY = dictionary();

  private Packed() {}

  static AttributeValue of(String json) {
    try (var deflater = new Deflater(Deflater.BEST_COMPRESSION)) {
      deflater.setDictionary(DICTIONARY);
      deflater.setInput(json.getBytes(StandardCharsets.UTF_8));
      deflater.finish();
      var packed = new ByteArrayOutputStream();
      var piece = new byte[1024];
      while (!deflater.finished()) {
        packed.write(piece, 0, deflater.deflate(piece));
      }
      return AttributeValue.fromB(SdkBytes.fromByteArray(packed.toByteArray()));
    }
  }

  /**
   * @throws IllegalArgumentException if it is not something packed here; a row is ours, so this
   *     means that somebody else wrote to the table
   */
  static String json(AttributeValue stored) {
    return stored.b() == null ? stored.s() : unpacked(stored.b().asByteArray());
  }

  private static String unpacked(byte[] packed) {
    try (var inflater = new Inflater()) {
      inflater.setInput(packed);
      var json = new ByteArrayOutputStream();
      var piece = new byte[4096];
      while (!inflater.finished()) {
        var length = inflater.inflate(piece);
        json.write(piece, 0, length);
        if (inflater.needsDictionary()) {
          inflater.setDictionary(DICTIONARY);
        } else if (length == 0 || json.size() > MOST) {
          throw new IllegalArgumentException("a packed value that is cut off or too large");
        }
      }
      return json.toString(StandardCharsets.UTF_8);
    } catch (DataFormatException | IllegalArgumentException e) {
      throw new IllegalArgumentException("a packed value that cannot be read", e);
    }
  }

  private static byte[] dictionary() {
    try (var in = Packed.class.getResourceAsStream("dictionary-1.txt")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
