package dragoman.hostile;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Lists of bad input that others gathered. They are not part of this project; {@code -Dcorpora=DIR}
 * says where they lie, and without it the tests that read them are skipped.
 */
public final class Corpora {
  private Corpora() {}

  public static Path folder(String name) {
    var corpora = System.getProperty("corpora", "");
    assumeThat(corpora).as("-Dcorpora=DIR is given").isNotEmpty();
    return Path.of(corpora, "corpora", name);
  }

  public static JsonNode json(String file) {
    try {
      // As text: from bytes the library reads no name with an escaped pair of surrogates.
      return new ObjectMapper().readTree(Files.readString(folder(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The entries of a list of texts. */
  public static List<String> texts(String file) {
    return StreamSupport.stream(json(file).spliterator(), false).map(JsonNode::asText).toList();
  }

  public static List<String> lines(String file) {
    try {
      return Files.readAllLines(folder(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static List<Path> files(String folder) {
    try (var files = Files.list(folder(folder))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The numbered byte sequences of utf8tests, and whether each is UTF-8. */
  public static List<Sequence> utf8() {
    return lines("utf8tests/utf8tests.txt").stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.split(":"))
        .map(
            part ->
                new Sequence(
                    part[0],
                    part[1].strip().startsWith("valid"),
                    part[1].strip().endsWith("hex")
                        ? HexFormat.of().parseHex(part[2].replace(" ", ""))
                        : part[2].getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
        .toList();
  }

  public record Sequence(String number, boolean valid, byte[] bytes) {}
}
