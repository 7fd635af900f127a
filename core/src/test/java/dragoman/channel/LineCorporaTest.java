package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.message.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** LINE's bodies and signatures among {@link Corpus}. */
class LineCorporaTest {
  private static final Secret SECRET = new Secret("corpora-secret");

  @BeforeEach
  void corporaAreGiven() {
    Corpus.assumeGiven();
  }

  private static Endpoint endpoint(Secret secret) {
    return new Endpoint(
        "default", "line", "main", List.of(secret), Optional.empty(), Set.of(Endpoint.ANY_ACCOUNT));
  }

  private static Reception receive(WebhookRequest request, Secret secret) {
    return new Line().receive(request, endpoint(secret), ChannelContract.NOW);
  }

  @Test
  void every_published_signature_is_judged_as_labelled() throws IOException, Json.Malformed {
    var judged = 0;
    for (var vector : Corpus.vectors()) {
      if (!vector.path("channel").asText().equals("line")) {
        continue;
      }
      var headers = new HashMap<String, List<String>>();
      vector
          .path("headers")
          .properties()
          .forEach(header -> headers.put(header.getKey(), List.of(header.getValue().asText())));
      var body = vector.path("body").asText().getBytes(StandardCharsets.UTF_8);
      var reception =
          receive(
              new WebhookRequest("POST", "", headers, body),
              new Secret(vector.path("secret").asText()));
      assertThat(reception instanceof Reception.Accepted)
          .as(vector.path("id").asText())
          .isEqualTo(vector.path("expected_valid").asBoolean());
      judged++;
    }
    assertThat(judged).isEqualTo(6);
  }

  @Test
  void every_recorded_body_is_read_as_labelled() throws IOException {
    var read = 0;
    for (var row : Corpus.rows()) {
      if (row.get("channel").equals("line")) {
        var request = LineTest.sign(Corpus.body(row), SECRET);
        assertRow(row, (Reception.Accepted) receive(request, SECRET));
        read++;
      }
    }
    assertThat(read).isEqualTo(53);
    System.out.println("recorded LINE bodies read as labelled: " + read);
  }

  private static void assertRow(Map<String, String> row, Reception.Accepted accepted) {
    var kinds = cells(row.get("kind").replaceFirst("^batch\\[\\d+]: ", ""));
    var senders = cells(row.get("expected_sender_id"));
    assertThat(accepted.unreadable()).as(row.get("file")).isEmpty();
    if (isNobodysToAnswer(row, senders)) {
      assertThat(accepted.messages()).as(row.get("file")).isEmpty();
      assertThat(accepted.ignored()).hasSameSizeAs(kinds);
      return;
    }
    assertThat(accepted.ignored()).as(row.get("file")).isEmpty();
    assertThat(accepted.messages()).hasSameSizeAs(kinds);
    var ids = cells(row.get("expected_external_message_id"));
    var texts = cells(row.get("expected_text"));
    for (var i = 0; i < kinds.size(); i++) {
      var message = accepted.messages().get(i);
      var kind = kinds.get(i).replaceAll("\\(.*\\)$", "").replaceFirst("^message:", "");
      assertThat(message.type()).as(row.get("file")).isEqualTo(kind);
      assertThat(message.words().orElse("")).as(row.get("file")).isEqualTo(cell(texts, i));
      if (!cell(ids, i).isEmpty()) {
        assertThat(message.externalId()).as(row.get("file")).isEqualTo(cell(ids, i));
      }
      if (!cell(senders, i).isEmpty()) {
        assertThat(message.sender().id()).as(row.get("file")).isEqualTo(cell(senders, i));
      }
    }
  }

  /** In another system's hands, or the console's dummies. */
  private static boolean isNobodysToAnswer(Map<String, String> row, List<String> senders) {
    return row.get("kind").contains("(standby)") || senders.getFirst().startsWith("Udeadbeef");
  }

  private static List<String> cells(String text) {
    return Arrays.stream(text.split(" \\| ?", -1)).map(String::strip).toList();
  }

  private static String cell(List<String> cells, int index) {
    return index < cells.size() ? cells.get(index) : "";
  }
}
