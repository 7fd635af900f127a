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

/** Viber's recorded bodies and published signatures; see {@link Corpus}. */
class ViberCorporaTest {

  @BeforeEach
  void corporaAreGiven() {
    Corpus.assumeGiven();
  }

  private static Endpoint endpoint(Secret secret) {
    return new Endpoint(
        "default",
        "viber",
        "main",
        List.of(secret),
        Optional.empty(),
        Set.of(Endpoint.ANY_ACCOUNT));
  }

  @Test
  void every_published_signature_is_judged_as_labelled() throws IOException, Json.Malformed {
    var judged = 0;
    for (var vector : Corpus.vectors()) {
      if (!vector.path("channel").asText().equals("viber")) {
        continue;
      }
      var headers = new HashMap<String, List<String>>();
      vector
          .path("headers")
          .properties()
          .forEach(it -> headers.put(it.getKey(), List.of(it.getValue().asText())));
      var body = vector.path("body").asText().getBytes(StandardCharsets.UTF_8);
      var reception =
          new Viber()
              .receive(
                  new WebhookRequest("POST", "", headers, body),
                  endpoint(new Secret(vector.path("secret").asText())),
                  ChannelContract.NOW);
      assertThat(reception instanceof Reception.Accepted)
          .as(vector.path("id").asText())
          .isEqualTo(vector.path("expected_valid").asBoolean());
      judged++;
    }
    assertThat(judged).isEqualTo(3);
  }

  @Test
  void every_recorded_body_gives_its_ids_sender_and_text() throws IOException {
    var secret = new Secret("corpora-secret");
    var read = 0;
    for (var row : Corpus.rows()) {
      if (row.get("channel").equals("viber")) {
        var request = ViberTest.sign(Corpus.body(row), secret);
        var reception = new Viber().receive(request, endpoint(secret), ChannelContract.NOW);
        assertRow(row, (Reception.Accepted) reception);
        read++;
      }
    }
    assertThat(read).isEqualTo(25);
    System.out.println("recorded Viber bodies read as expected: " + read);
  }

  private static void assertRow(Map<String, String> row, Reception.Accepted accepted) {
    var file = row.get("file");
    var kind = row.get("kind");
    assertThat(accepted.unreadable()).as(file).isEmpty();
    switch (kind) {
      case "webhook" -> assertThat(accepted.ignored()).as(file).hasSize(1);
      case "delivered", "seen", "failed" -> {
        var receipt = accepted.receipts().getFirst();
        assertThat(receipt.externalId()).as(file).isEqualTo(id(row));
        assertThat(receipt.recipient()).as(file).isEqualTo(row.get("expected_sender_id"));
      }
      default -> {
        assertThat(accepted.messages()).as(file).hasSize(1);
        var message = accepted.messages().getFirst();
        if (!id(row).isEmpty()) {
          assertThat(message.externalId()).as(file).isEqualTo(id(row));
        }
        assertThat(message.sender().id()).as(file).isEqualTo(row.get("expected_sender_id"));
        assertThat(message.words().orElse("")).as(file).isEqualTo(row.get("expected_text"));
        // One body names no event; it is the text it looks like.
        assertThat(message.type())
            .as(file)
            .isEqualTo(kind.equals("None") ? "text" : kind.replaceFirst("^message:", ""));
        assertThat(message.content()).as(file).isNotInstanceOf(Content.Unsupported.class);
      }
    }
  }

  private static String id(Map<String, String> row) {
    return row.get("expected_external_message_id");
  }
}
