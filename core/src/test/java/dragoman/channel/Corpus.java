package dragoman.channel;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.message.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Recorded bodies and published signatures, where {@code -Dcorpora=DIR} says they lie. */
final class Corpus {
  private Corpus() {}

  static void assumeGiven() {
    assumeThat(System.getProperty("corpora", "")).as("-Dcorpora=DIR is given").isNotEmpty();
  }

  private static Path payloads() {
    return Path.of(System.getProperty("corpora", ""), "payloads");
  }

  static JsonNode vectors() throws IOException, Json.Malformed {
    return Json.read(Files.readAllBytes(payloads().resolve("signature-vectors.json")));
  }

  /** The bodies end with one newline that was not part of what was recorded. */
  static byte[] body(Map<String, String> row) throws IOException {
    var bytes = Files.readAllBytes(payloads().resolve(row.get("file")));
    return bytes.length > 0 && bytes[bytes.length - 1] == '\n'
        ? Arrays.copyOf(bytes, bytes.length - 1)
        : bytes;
  }

  /** The rows of the index, each by its columns' names. */
  static List<Map<String, String>> rows() throws IOException {
    var lines = Files.readAllLines(payloads().resolve("INDEX.tsv"));
    var names = lines.getFirst().split("\t", -1);
    return lines.stream()
        .skip(1)
        .map(
            line -> {
              var cells = line.split("\t", -1);
              var row = new HashMap<String, String>();
              for (var i = 0; i < names.length; i++) {
                row.put(names[i], i < cells.length ? cells[i] : "");
              }
              return Map.copyOf(row);
            })
        .toList();
  }
}
