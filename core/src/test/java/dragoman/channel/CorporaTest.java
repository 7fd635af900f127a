package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.message.Content;
import dragoman.message.InboundMessage;
import dragoman.message.Json;
import dragoman.message.Receipt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Recorded webhook bodies and published signature vectors. They are not part of this project;
 * {@code -Dcorpora=DIR} says where they lie.
 */
class CorporaTest {
  private static final Instant NOW = ChannelContract.NOW;
  private static final Secret WEB_CHAT_SECRET = new WebChatTest().secrets().getFirst();

  /** The names the corpora use for our channels. */
  private static final Map<String, String> NAMES =
      Map.of("whatsapp", "whatsapp", "telegram", "telegram", "standardwebhooks", "webchat");

  @BeforeEach
  void corporaAreGiven() {
    Corpus.assumeGiven();
  }

  private static Endpoint endpoint(String channel, Secret secret) {
    return new Endpoint(
        "default",
        channel,
        "main",
        List.of(secret),
        Optional.empty(),
        Set.of(Endpoint.ANY_ACCOUNT));
  }

  private static Reception receiveSigned(String channel, byte[] body) {
    var secret = channel.equals("webchat") ? WEB_CHAT_SECRET : new Secret("corpora-secret");
    var request =
        switch (channel) {
          case "whatsapp" -> WhatsAppTest.sign(body, secret);
          case "telegram" -> TelegramTest.sign(body, secret);
          default -> WebChatTest.sign(body, secret, NOW);
        };
    return Channels.named(channel).orElseThrow().receive(request, endpoint(channel, secret), NOW);
  }

  @Test
  void every_published_signature_is_judged_as_labelled() throws IOException, Json.Malformed {
    var vectors = Corpus.vectors();
    var judged = 0;
    for (var vector : vectors) {
      var name = NAMES.get(vector.path("channel").asText());
      if (name == null) {
        continue;
      }
      var headers = new HashMap<String, List<String>>();
      vector
          .path("headers")
          .properties()
          .forEach(header -> headers.put(header.getKey(), List.of(header.getValue().asText())));
      var body = vector.path("body").asText().getBytes(StandardCharsets.UTF_8);
      var secret = new Secret(vector.path("secret").asText());
      var now = Instant.ofEpochSecond(vector.path("verify_at_epoch_seconds").asLong());
      var reception =
          Channels.named(name)
              .orElseThrow()
              .receive(new WebhookRequest("POST", "", headers, body), endpoint(name, secret), now);
      assertThat(isGenuine(reception))
          .as(vector.path("id").asText())
          .isEqualTo(vector.path("expected_valid").asBoolean());
      judged++;
    }
    assertThat(judged).isGreaterThanOrEqualTo(15);
    System.out.println("signature vectors judged as labelled: " + judged);
  }

  /** Genuine, whether or not what was signed could be read. */
  private static boolean isGenuine(Reception reception) {
    return switch (reception) {
      case Reception.Accepted _, Reception.Handshake _ -> true;
      case Reception.Refused refused -> refused.answer().status() == 400;
    };
  }

  @Test
  void every_recorded_body_gives_its_ids_sender_and_text() throws IOException {
    var read = 0;
    for (var row : Corpus.rows()) {
      var channel = NAMES.get(row.get("channel"));
      if (channel == null) {
        continue;
      }
      var reception = receiveSigned(channel, Corpus.body(row));
      if (channel.equals("webchat")) {
        assertThat(isGenuine(reception)).as(row.get("file")).isTrue();
      } else {
        assertRow(row, (Reception.Accepted) reception);
      }
      read++;
    }
    assertThat(read).isGreaterThanOrEqualTo(60);
    System.out.println("recorded bodies read as expected: " + read);
  }

  private static void assertRow(Map<String, String> row, Reception.Accepted accepted) {
    var kind = row.get("kind");
    var found =
        accepted.messages().size()
            + accepted.receipts().size()
            + accepted.ignored().size()
            + accepted.unreadable().size();
    assertThat(found).as(row.get("file")).isPositive();
    assertThat(accepted.unreadable())
        .as(row.get("file"))
        .hasSize(kind.equals("invalid-json") ? 1 : 0);
    if (kind.equals("invalid-json") || kind.startsWith("field:") || kind.equals("poll")) {
      assertThat(accepted.messages()).as(row.get("file")).isEmpty();
      return;
    }
    var messages = accepted.messages();
    var receipts = accepted.receipts();
    assertExpected(
        row,
        "expected_external_message_id",
        Stream.concat(
                messages.stream().map(InboundMessage::externalId),
                receipts.stream().map(Receipt::externalId))
            .toList());
    assertExpected(
        row,
        "expected_sender_id",
        Stream.concat(
                messages.stream().map(message -> message.sender().id()),
                receipts.stream().map(Receipt::recipient))
            .toList());
    assertExpected(
        row, "expected_text", messages.stream().flatMap(m -> said(m.content()).stream()).toList());
    for (var message : messages) {
      assertThat(message.type()).isEqualTo(kind.replaceAll("\\(.*\\)$", ""));
      if (row.get("expected_text").isEmpty()) {
        assertThat(said(message.content())).as(row.get("file")).isEmpty();
      }
    }
  }

  private static void assertExpected(Map<String, String> row, String column, List<String> actual) {
    if (!row.get(column).isEmpty()) {
      assertThat(actual)
          .as(row.get("file") + " " + column)
          .containsExactly(row.get(column).split(" \\| "));
    }
  }

  /** The words, the emoji, or what was typed into an inline query. */
  private static Optional<String> said(Content content) {
    return switch (content) {
      case Content.Reaction(var emoji, _) -> emoji;
      case Content.Notice(_, var detail) -> detail;
      case Content.Text _,
          Content.Media _,
          Content.Location _,
          Content.Contacts _,
          Content.Tap _,
          Content.Edited _,
          Content.Deleted _,
          Content.Unsupported _ ->
          content.words();
    };
  }
}
