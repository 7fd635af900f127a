package dragoman.functions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dragoman.hostile.Corpora;
import dragoman.hostile.Texts;
import dragoman.message.Json;
import dragoman.message.Samples;
import dragoman.pipeline.LogEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One event is one line of strict JSON, whatever a stranger got into it. */
class HostileLogTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final JsonLog log =
      new JsonLog(
          new PrintStream(bytes, true, UTF_8), () -> java.time.Instant.EPOCH, "dragoman-prod");

  @Test
  void texts_of_every_kind_make_one_line_each() throws Json.Malformed {
    log(Texts.own());
    log(Texts.basicPlane());
    log(IntStream.range(0, 10_000).mapToObj(seed -> new Samples(seed).text()).toList());
  }

  @Test
  void the_shared_lists_make_one_line_each() throws Json.Malformed {
    var naughty = Corpora.texts("blns/blns.json");
    var forged = Corpora.texts("own/log_injection.json");
    log(naughty);
    log(forged);
    log(Corpora.lines("fuzzdb/attack/http-protocol/crlf-injection.txt"));
    System.out.printf("log lines: %d naughty, %d forged%n", naughty.size(), forged.size());
  }

  private void log(List<String> texts) throws Json.Malformed {
    for (var text : texts) {
      bytes.reset();
      log.log(new LogEvent.WebhookRefused(text, text, 404, text));
      var line = bytes.toString(UTF_8);
      assertThat(line.strip()).as(text).hasLineCount(1).matches("[ -\u007f]+");
      assertThat(line).endsWith("\n");
      var json = Json.read(line);
      assertThat(json.path("name").asText()).isEqualTo("WebhookRefused");
      assertThat(json.path("endpoint").asText()).hasSizeLessThanOrEqualTo(256);
      assertThat(json.path("status").asInt()).isEqualTo(404);
    }
  }
}
