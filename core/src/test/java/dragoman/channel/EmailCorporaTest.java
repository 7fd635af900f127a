package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.message.InboundMessage;
import dragoman.message.Json;
import dragoman.message.Receipt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Recorded notifications of SES. Their signatures are placeholders, so each is signed anew. What
 * the labels call the sender and text of a bounce are our own address and our own mail's subject.
 */
class EmailCorporaTest {
  private static final Endpoint ENDPOINT =
      new Endpoint(
          "default",
          "email",
          "main",
          List.of(new Secret("corpora-secret")),
          Optional.empty(),
          Set.of(Endpoint.ANY_ACCOUNT));

  /** Labelled with the id of our mail, of whose reading and clicking nobody wants to hear. */
  private static final Set<String> NOBODY_WAITS_FOR = Set.of("Open", "Click");

  @BeforeEach
  void corporaAreGiven() {
    Corpus.assumeGiven();
  }

  private static Reception.Accepted received(byte[] body) {
    var email = new Email();
    var request = email.sign(body, ENDPOINT, ChannelContract.NOW);
    return (Reception.Accepted) email.receive(request, ENDPOINT, ChannelContract.NOW);
  }

  @Test
  void every_recorded_notification_gives_its_ids_sender_and_subject()
      throws IOException, Json.Malformed {
    var files = new ArrayList<String>();
    for (var row : Corpus.rows()) {
      if (row.get("channel").equals("email")) {
        check(row);
        files.add(row.get("file"));
      }
    }
    assertThat(files).hasSize(18);
    System.out.println("recorded e-mail notifications read as labelled: " + files.size());
  }

  private static void check(Map<String, String> row) throws IOException, Json.Malformed {
    var body = Corpus.body(row);
    var accepted = received(body);
    var kind = row.get("kind").replaceFirst("sns:(Notification:)?", "");
    if (kind.endsWith("Confirmation")) {
      var kept = accepted.unreadable().getFirst().body();
      assertThat(Json.read(kept).path("MessageId").asText())
          .isEqualTo(row.get("expected_external_message_id"));
      return;
    }
    assertThat(accepted.unreadable()).as(row.get("file")).isEmpty();
    var id = row.get("expected_external_message_id");
    if (id.isEmpty() || NOBODY_WAITS_FOR.contains(kind) || kind.equals("Notification")) {
      assertThat(accepted.ignored()).as(row.get("file")).hasSize(1);
      assertThat(accepted.messages()).as(row.get("file")).isEmpty();
      assertThat(accepted.receipts()).as(row.get("file")).isEmpty();
      return;
    }
    assertThat(
            Stream.concat(
                accepted.messages().stream().map(InboundMessage::externalId),
                accepted.receipts().stream().map(Receipt::externalId)))
        .as(row.get("file"))
        .containsExactly(id);
    for (var message : accepted.messages()) {
      assertThat(message.type()).isEqualTo(kind);
      assertThat(message.sender().id()).isEqualTo(row.get("expected_sender_id"));
      assertThat(message.words().stream().flatMap(String::lines).findFirst().orElse(""))
          .isEqualTo(row.get("expected_text"));
    }
    for (var receipt : accepted.receipts()) {
      if (!row.get("expected_sender_id").isEmpty()) {
        assertThat(receipt.account()).isEqualTo(row.get("expected_sender_id"));
      }
    }
  }
}
