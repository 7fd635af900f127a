package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.message.Content;
import dragoman.message.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Recorded forms and published signatures of Twilio, of {@code -Dcorpora=DIR}. */
class TwilioCorporaTest {
  private static final Secret SECRET = new Secret("corpora-secret");

  @BeforeEach
  void corporaAreGiven() {
    Corpus.assumeGiven();
  }

  private static Endpoint endpoint(Secret secret) {
    return new Endpoint(
        "default",
        "twilio",
        "main",
        List.of(secret),
        Optional.empty(),
        Set.of(Endpoint.ANY_ACCOUNT));
  }

  private static boolean isGenuine(WebhookRequest request, Secret secret) {
    return new Twilio().receive(request, endpoint(secret), ChannelContract.NOW)
        instanceof Reception.Accepted;
  }

  @Test
  void every_published_signature_is_judged_as_labelled() throws IOException, Json.Malformed {
    var judged = 0;
    for (var vector : Corpus.vectors()) {
      if (!vector.path("channel").asText().equals("twilio")) {
        continue;
      }
      var url = vector.path("url").asText().split("\\?", 2);
      var headers = new HashMap<String, List<String>>();
      vector
          .path("headers")
          .properties()
          .forEach(header -> headers.put(header.getKey(), List.of(header.getValue().asText())));
      var request =
          new WebhookRequest(
              "POST",
              url[0],
              url.length == 2 ? url[1] : "",
              headers,
              vector.path("body").asText().getBytes(StandardCharsets.UTF_8));
      assertThat(isGenuine(request, new Secret(vector.path("secret").asText())))
          .as(vector.path("id").asText())
          .isEqualTo(vector.path("expected_valid").asBoolean());
      judged++;
    }
    assertThat(judged).isEqualTo(11);
    System.out.println("Twilio signature vectors judged as labelled: " + judged);
  }

  @Test
  void every_recorded_body_gives_its_ids_sender_and_text() throws IOException {
    var read = 0;
    for (var row : Corpus.rows()) {
      if (row.get("channel").equals("twilio")) {
        var request =
            TwilioSigner.sign(TwilioTest.ADDRESS, TwilioTest.ADDRESS, Corpus.body(row), SECRET);
        assertRow(
            row,
            (Reception.Accepted)
                new Twilio().receive(request, endpoint(SECRET), ChannelContract.NOW));
        read++;
      }
    }
    assertThat(read).isEqualTo(9);
    System.out.println("recorded Twilio bodies read as expected: " + read);
  }

  private static void assertRow(Map<String, String> row, Reception.Accepted accepted) {
    var file = row.get("file");
    var kind = row.get("kind");
    assertThat(accepted.unreadable()).as(file).isEmpty();
    assertThat(accepted.ignored()).as(file).isEmpty();
    if (kind.startsWith("status:")) {
      var receipt = accepted.receipts().getFirst();
      assertThat(accepted.messages()).as(file).isEmpty();
      assertThat(receipt.externalId()).isEqualTo(row.get("expected_external_message_id"));
      assertThat(receipt.recipient()).isEqualTo(row.get("expected_sender_id"));
      assertThat(receipt.status().name()).isEqualToIgnoringCase(kind.substring(7));
      return;
    }
    assertThat(accepted.messages()).as(file).hasSize(1);
    var message = accepted.messages().getFirst();
    assertThat(message.externalId()).isEqualTo(row.get("expected_external_message_id"));
    assertThat(message.sender().id()).isEqualTo(row.get("expected_sender_id"));
    assertThat(message.words()).contains(row.get("expected_text"));
    // The label counts the files, of which each is a message.
    assertThat(message.type()).as(file).isEqualTo(kind.replaceFirst(":1$", ""));
    assertThat(message.content() instanceof Content.Media).isEqualTo(kind.contains("media"));
  }
}
