package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.message.Content;
import dragoman.message.Content.MediaKind;
import dragoman.message.Receipt;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ViberTest implements ChannelContract {

  @Override
  public Channel channel() {
    return new Viber();
  }

  @Override
  public List<Secret> secrets() {
    return List.of(
        new Secret("4a1-viber-token"), new Secret("4a2-viber-token"), new Secret("4a3-viber"));
  }

  @Override
  public String account() {
    return "creators_viber";
  }

  @Override
  public Optional<String> signatureHeader() {
    return Optional.of("x-viber-content-signature");
  }

  @Override
  public boolean signsBody() {
    return true;
  }

  @Override
  public boolean signsTime() {
    return false;
  }

  @Override
  public WebhookRequest signed(byte[] body, Secret secret, Instant at) {
    return sign(body, secret);
  }

  static WebhookRequest sign(byte[] body, Secret secret) {
    var signature = Signature.toHex(Signature.hmacSha256(secret.bytes(), body));
    return new WebhookRequest(
        "POST", "", Map.of("X-Viber-Content-Signature", List.of(signature)), body);
  }

  @Override
  public byte[] message() {
    return Events.body("viber", "text-en-payout-when");
  }

  /** Viber tells by the message's own token that we have it. */
  @Override
  public byte[] otherEventOfTheSameId() {
    return replaced("text-en-payout-when", "\"event\": \"message\"", "\"event\": \"delivered\"");
  }

  @Override
  public byte[] unknownKind() {
    return Events.body("viber", "kind-of-tomorrow");
  }

  @Override
  public byte[] batch() {
    return message();
  }

  @Override
  public int messagesInBatch() {
    return 1;
  }

  @Override
  public Optional<byte[]> batchWithOneBadItem() {
    return Optional.empty();
  }

  /** Viber has no echoes; what it tells of our own messages is what became of them. */
  @Override
  public byte[] echo() {
    return Events.body("viber", "status-delivered");
  }

  private static byte[] replaced(String name, String from, String to) {
    return new String(Events.body("viber", name), StandardCharsets.UTF_8)
        .replace(from, to)
        .getBytes(StandardCharsets.UTF_8);
  }

  private Content content(String name) {
    return event(name).content();
  }

  @Test
  void a_text_message_is_read_in_full() {
    var message = event("text-hi-views-dropped");
    assertThat(message.words()).contains("मेरे वीडियो पर व्यूज़ क्यों कम हो गए?");
    assertThat(message.account()).isEqualTo("creators_viber");
    assertThat(message.sender().id()).isEqualTo("dGhpc2lzbm9ib2R5/+==");
    assertThat(message.sender().ids()).containsExactly("dGhpc2lzbm9ib2R5/+==");
    assertThat(message.sender().name()).contains("Dia Verma");
    assertThat(message.sender().language()).contains("hi");
    assertThat(message.chat()).isEqualTo("dGhpc2lzbm9ib2R5/+==");
    assertThat(message.inGroupChat()).isFalse();
    assertThat(message.type()).isEqualTo("text");
    assertThat(message.at()).isEqualTo(Instant.ofEpochMilli(1772442022007L));
    assertThat(message.sequence()).isEqualTo(1772442022007L);
  }

  @Test
  void no_digit_of_a_token_is_lost_whether_a_number_or_a_text() {
    assertThat(event("text-en-payout-when").externalId()).isEqualTo("5741311803571721001");
    assertThat(event("text-token-as-text").externalId()).isEqualTo("5741311803571721999");
    var beyond = replaced("text-en-payout-when", "5741311803571721001", "18446744073709551615");
    assertThat(accepted(beyond).messages().getFirst().externalId())
        .isEqualTo("18446744073709551615");
  }

  @Test
  void files_are_told_apart_by_kind() {
    assertThat(content("picture"))
        .isEqualTo(
            new Content.Media(
                MediaKind.IMAGE,
                "https://media.example.com/photo.jpg",
                Optional.empty(),
                Optional.of("photo.jpg"),
                OptionalLong.of(98000),
                OptionalLong.empty(),
                Optional.of("यह एरर आ रहा है")));
    assertThat(((Content.Media) content("video")).seconds()).hasValue(20);
    assertThat(((Content.Media) content("video")).media()).isEqualTo(MediaKind.VIDEO);
    assertThat(((Content.Media) content("file")).fileName()).contains("contract.pdf");
    assertThat(((Content.Media) content("file")).bytes()).hasValue(32200);
    assertThat(((Content.Media) content("sticker")).id()).isEqualTo("46105");
  }

  @Test
  void an_address_that_was_shared_is_a_reference() {
    var media = (Content.Media) content("url");
    assertThat(media.id()).isEqualTo("https://videos.example.com/mine");
    assertThat(media.media()).isEqualTo(MediaKind.DOCUMENT);
    assertThat(event("url").type()).isEqualTo("url");
  }

  @Test
  void places_and_people_are_read() {
    assertThat(content("location"))
        .isEqualTo(
            new Content.Location(
                24.4539, 54.3773, Optional.empty(), Optional.of("2 Example Road")));
    assertThat(content("contact"))
        .isEqualTo(
            new Content.Contacts(List.of(new Content.Card("Maya Lind", List.of("+12025550119")))));
  }

  @Test
  void what_has_no_form_of_ours_is_kept_as_unsupported_and_its_words_are_not_lost() {
    assertThat(content("kind-of-tomorrow")).isEqualTo(new Content.Unsupported("hologram"));
    assertThat(event("kind-of-tomorrow-with-text").words()).contains("How do I upload this?");
    assertThat(content("event-of-tomorrow")).isEqualTo(new Content.Unsupported("waved"));
  }

  @Test
  void pressing_our_own_link_button_is_not_something_said() {
    var accepted = accepted(Events.body("viber", "link-opened"));
    assertThat(accepted.messages()).isEmpty();
    assertThat(accepted.ignored())
        .containsExactly(new Reception.Ignored("our link was opened", "message:silent"));
    var typed = replaced("link-opened", "\"silent\": true", "\"silent\": false");
    assertThat(accepted(typed).messages()).hasSize(1);
  }

  @Test
  void coming_and_going_are_notices_with_or_without_a_token() {
    assertThat(content("subscribed")).isEqualTo(new Content.Notice("subscribed", Optional.empty()));
    assertThat(event("subscribed-without-token").sender().id()).isEqualTo("dGhpc2lzbm9ib2R5/+==");
    assertThat(event("unsubscribed").sender().id()).isEqualTo("dmVyYS1leGFtcGxlKw==");
    assertThat(content("unsubscribed"))
        .isEqualTo(new Content.Notice("unsubscribed", Optional.empty()));
    assertThat(content("conversation-started"))
        .isEqualTo(new Content.Notice("conversation_started", Optional.of("campaign-7")));
  }

  @Test
  void subscribing_again_later_is_another_event() {
    var later =
        replaced("subscribed-without-token", "\"timestamp\": 17724", "\"timestamp\": 17725");
    assertThat(accepted(later).messages().getFirst().key())
        .isNotEqualTo(event("subscribed-without-token").key());
  }

  /** Anything else would be shown to the person who opened the conversation. */
  @Test
  void the_answers_body_is_empty_whatever_came() {
    for (var name : Events.names("viber")) {
      var answer = accepted(Events.body("viber", name)).answer();
      assertThat(answer.body()).as(name).isEmpty();
    }
  }

  @Test
  void receipts_tell_what_became_of_a_message() {
    var statuses =
        Map.of(
            "status-delivered", Receipt.Status.DELIVERED,
            "status-seen", Receipt.Status.READ,
            "status-failed", Receipt.Status.FAILED);
    statuses.forEach(
        (name, status) -> {
          var receipt = accepted(Events.body("viber", name)).receipts().getFirst();
          assertThat(receipt.status()).isEqualTo(status);
          assertThat(receipt.recipient()).isEqualTo("01234567890A=");
          assertThat(receipt.externalId()).startsWith("5741311803571721");
          assertThat(receipt.callback()).isEmpty();
        });
  }

  @Test
  void delivered_and_seen_share_a_token_and_no_key() {
    var delivered = Events.body("viber", "status-delivered");
    var seen = replaced("status-delivered", "\"delivered\"", "\"seen\"");
    var one = accepted(delivered).receipts().getFirst();
    var other = accepted(seen).receipts().getFirst();
    assertThat(one.externalId()).isEqualTo(other.externalId());
    assertThat(one.key()).isNotEqualTo(other.key());
  }

  @Test
  void the_test_that_set_webhook_makes_is_answered_200() {
    var accepted = accepted(Events.body("viber", "webhook"));
    assertThat(accepted.messages()).isEmpty();
    assertThat(accepted.ignored()).hasSize(1);
  }

  @Test
  void an_endpoint_of_several_bots_keeps_the_event_for_a_person() {
    var endpoint =
        new Endpoint("default", "viber", "main", secrets(), Optional.empty(), Set.of("one", "two"));
    var reception = channel().receive(sign(message(), secrets().getFirst()), endpoint, NOW);
    assertThat(((Reception.Accepted) reception).unreadable()).hasSize(1);
  }

  @Test
  void a_genuine_body_that_cannot_be_read_is_kept_whole() {
    for (var body :
        List.of(
            "{",
            "[]",
            "{}",
            "{\"event\":\"message\",\"message_token\":1}",
            "{\"event\":\"message\",\"message_token\":1,\"message\":{\"type\":\"text\"}}",
            "{\"event\":\"seen\",\"user_id\":\"x\"}",
            "{\"event\":\"subscribed\",\"user\":{\"name\":\"x\"}}")) {
      var accepted = accepted(body.getBytes(StandardCharsets.UTF_8));
      assertThat(accepted.unreadable()).as(body).hasSize(1);
      assertThat(accepted.unreadable().getFirst().body())
          .asString(StandardCharsets.UTF_8)
          .isEqualTo(body);
    }
  }
}
