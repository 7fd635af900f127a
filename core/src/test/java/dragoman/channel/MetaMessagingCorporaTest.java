package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.message.Content;
import dragoman.message.InboundMessage;
import dragoman.message.Json;
import dragoman.message.Receipt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Recorded bodies and published signatures of Messenger and Instagram. */
class MetaMessagingCorporaTest {
  private static final Secret SECRET = new Secret("corpora-secret");
  private static final Set<String> CHANNELS = Set.of("messenger", "instagram");

  /** What tells of our own side, of another app or of nobody: left aside with its kind. */
  private static final Set<String> LEFT_ASIDE =
      Set.of(
          "echo:text",
          "echo:attachment:template",
          "standby:empty",
          "changes:messages",
          "read",
          "policy-enforcement",
          "app_roles");

  @BeforeEach
  void corporaAreGiven() {
    Corpus.assumeGiven();
  }

  private static Reception receive(String channel, Secret secret, WebhookRequest request) {
    var endpoint =
        new Endpoint(
            "default",
            channel,
            "main",
            List.of(secret),
            Optional.empty(),
            Set.of(Endpoint.ANY_ACCOUNT));
    return Channels.named(channel).orElseThrow().receive(request, endpoint, ChannelContract.NOW);
  }

  @Test
  void every_published_signature_is_judged_as_labelled() throws IOException, Json.Malformed {
    var judged = 0;
    for (var vector : Corpus.vectors()) {
      if (!CHANNELS.contains(vector.path("channel").asText())) {
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
              vector.path("channel").asText(),
              new Secret(vector.path("secret").asText()),
              new WebhookRequest("POST", "", headers, body));
      // A signature of SHA-1 may be right, but is not what we believe.
      var older = vector.path("headers").has("X-Hub-Signature");
      assertThat(reception instanceof Reception.Accepted)
          .as(vector.path("id").asText())
          .isEqualTo(vector.path("expected_valid").asBoolean() && !older);
      judged++;
    }
    assertThat(judged).isEqualTo(4);
  }

  @Test
  void every_recorded_body_gives_its_ids_sender_text_and_kind() throws IOException {
    var read = 0;
    for (var row : Corpus.rows()) {
      if (CHANNELS.contains(row.get("channel"))) {
        var signed = MetaMessagingContract.sign(Corpus.body(row), SECRET);
        assertRow(row, (Reception.Accepted) receive(row.get("channel"), SECRET, signed));
        read++;
      }
    }
    assertThat(read).isEqualTo(81);
    System.out.println("recorded bodies of Messenger and Instagram read as expected: " + read);
  }

  private static void assertRow(Map<String, String> row, Reception.Accepted accepted) {
    var as = row.get("file");
    if (row.get("source_path").endsWith("#shouldThrowExceptionIfObjectTypeIsNotPage")) {
      assertThat(accepted.unreadable())
          .as(as)
          .extracting(Reception.Unreadable::reason)
          .containsExactly("object is not page");
      return;
    }
    assertThat(accepted.unreadable()).as(as).isEmpty();
    var kind = row.get("kind");
    var nobody = kind.equals("optin") && row.get("expected_sender_id").isEmpty();
    var noMid = kind.equals("delivery") && row.get("expected_external_message_id").isEmpty();
    if (LEFT_ASIDE.contains(kind) || nobody || noMid) {
      assertThat(accepted.messages()).as(as).isEmpty();
      assertThat(accepted.receipts()).as(as).isEmpty();
      assertThat(accepted.ignored()).as(as).hasSize(1);
      return;
    }
    var ids =
        Stream.concat(
                accepted.messages().stream().map(InboundMessage::externalId),
                accepted.receipts().stream().map(Receipt::externalId))
            .distinct()
            .toList();
    if (!row.get("expected_external_message_id").isEmpty()) {
      assertThat(ids).as(as).containsExactly(cells(row, "expected_external_message_id"));
    }
    assertThat(
            Stream.concat(
                    accepted.messages().stream().map(it -> it.sender().id()),
                    accepted.receipts().stream().map(Receipt::recipient))
                .collect(Collectors.toSet()))
        .as(as)
        .containsExactlyInAnyOrderElementsOf(Set.of(cells(row, "expected_sender_id")[0]));
    assertThat(accepted.messages().stream().flatMap(it -> said(it.content()).stream()))
        .as(as)
        .containsExactly(
            row.get("expected_text").isEmpty() || kind.equals("reaction:unreact")
                ? new String[0]
                : cells(row, "expected_text"));
    if (!kind.equals("delivery")) {
      assertThat(accepted.messages().stream().map(InboundMessage::type))
          .as(as)
          .containsExactly(kinds(kind));
    }
  }

  private static String[] cells(Map<String, String> row, String column) {
    return row.get(column).split(" \\| ");
  }

  /** The index's word for a kind, as the words Meta uses for its parts. */
  private static String[] kinds(String kind) {
    var plain = kind.replaceAll("^batch\\[[0-9]+]: |^attachment:|\\(.*\\)$", "");
    return Arrays.stream(plain.split(" \\| |\\+")).toArray(String[]::new);
  }

  /** The words, the emoji, or what stood on the button. */
  private static Optional<String> said(Content content) {
    return switch (content) {
      case Content.Reaction(var emoji, _) -> emoji;
      case Content.Tap(var title, _, _) -> Optional.of(title).filter(it -> !it.isEmpty());
      case Content.Text _,
          Content.Media _,
          Content.Location _,
          Content.Contacts _,
          Content.Edited _,
          Content.Deleted _,
          Content.Notice _,
          Content.Unsupported _ ->
          content.words();
    };
  }
}
