package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.message.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** VK's recorded bodies and what is published of its secret; see {@link Corpus}. */
class VkCorporaTest {

  @BeforeEach
  void corporaAreGiven() {
    Corpus.assumeGiven();
  }

  private static Endpoint endpoint(Secret secret) {
    return new Endpoint(
        "default",
        "vk",
        "main",
        List.of(secret),
        Optional.of(new Secret("confirmation_123456")),
        Set.of(Endpoint.ANY_ACCOUNT));
  }

  @Test
  void every_published_proof_is_judged_as_labelled() throws IOException, Json.Malformed {
    var judged = 0;
    for (var vector : Corpus.vectors()) {
      if (!vector.path("channel").asText().equals("vk")) {
        continue;
      }
      var body = vector.path("body").asText().getBytes(StandardCharsets.UTF_8);
      var reception =
          new Vk()
              .receive(
                  new WebhookRequest("POST", "", Map.of(), body),
                  endpoint(new Secret(vector.path("secret").asText())),
                  ChannelContract.NOW);
      assertThat(
              reception.equals(
                  new Reception.Handshake(HttpAnswer.text(200, "confirmation_123456"))))
          .as(vector.path("id").asText())
          .isEqualTo(vector.path("expected_valid").asBoolean());
      judged++;
    }
    assertThat(judged).isEqualTo(3);
  }

  @Test
  void every_recorded_body_gives_its_ids_sender_and_text() throws IOException {
    var endpoint = endpoint(new Secret("corpora-secret"));
    var read = 0;
    for (var row : Corpus.rows()) {
      if (row.get("channel").equals("vk")) {
        var request = new Vk().sign(Corpus.body(row), endpoint, ChannelContract.NOW);
        assertRow(row, new Vk().receive(request, endpoint, ChannelContract.NOW));
        read++;
      }
    }
    assertThat(read).isEqualTo(8);
    System.out.println("recorded VK bodies read as expected: " + read);
  }

  private static void assertRow(Map<String, String> row, Reception reception) {
    var file = row.get("file");
    var kind = row.get("kind");
    if (kind.equals("confirmation")) {
      assertThat(reception).as(file).isInstanceOf(Reception.Handshake.class);
      return;
    }
    var accepted = (Reception.Accepted) reception;
    assertThat(accepted.unreadable()).as(file).isEmpty();
    if (kind.equals("message_read")) {
      assertThat(accepted.receipts().getFirst().recipient())
          .as(file)
          .isEqualTo(row.get("expected_sender_id"));
      return;
    }
    assertThat(accepted.messages()).as(file).hasSize(1);
    var message = accepted.messages().getFirst();
    if (!row.get("expected_external_message_id").isEmpty()) {
      assertThat(message.externalId()).as(file).isEqualTo(row.get("expected_external_message_id"));
    }
    assertThat(message.sender().id()).as(file).isEqualTo(row.get("expected_sender_id"));
    assertThat(message.words().orElse("")).as(file).isEqualTo(row.get("expected_text"));
    assertThat(message.type())
        .as(file)
        .isEqualTo(kind.replaceFirst("^message_new:", "").replaceFirst("\\(.*\\)$", ""));
  }
}
