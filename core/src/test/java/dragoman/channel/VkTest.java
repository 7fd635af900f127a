package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.message.Content;
import dragoman.message.Content.MediaKind;
import dragoman.message.InboundMessage;
import dragoman.message.Json;
import dragoman.message.Receipt;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VkTest implements ChannelContract {
  @Override
  public Channel channel() {
    return new Vk();
  }

  @Override
  public List<Secret> secrets() {
    return List.of(new Secret("vk_Secret_1"), new Secret("vk_Secret_2"), new Secret("vk_3"));
  }

  @Override
  public String account() {
    return "200000001";
  }

  @Override
  public Optional<String> signatureHeader() {
    return Optional.empty();
  }

  @Override
  public boolean signsBody() {
    return false;
  }

  @Override
  public boolean signsTime() {
    return false;
  }

  @Override
  public boolean shakesHandsByPost() {
    return true;
  }

  @Override
  public WebhookRequest signed(byte[] body, Secret secret, Instant at) {
    return sign(body, secret);
  }

  /** As VK writes it: the secret is the body's last field. */
  static WebhookRequest sign(byte[] body, Secret secret) {
    var text = new String(body, StandardCharsets.ISO_8859_1);
    var end = text.lastIndexOf('}');
    var comma = text.substring(0, Math.max(0, end)).isBlank() || text.matches("\\s*\\{\\s*}\\s*");
    var signed =
        end < 0
            ? text
            : "%s%s\"secret\":\"%s\"%s"
                .formatted(
                    text.substring(0, end), comma ? "" : ",", secret.value(), text.substring(end));
    return unproven(signed.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static WebhookRequest unproven(byte[] body) {
    return new WebhookRequest("POST", "", Map.of(), body);
  }

  @Override
  public byte[] message() {
    return Events.body("vk", "text-en-payout-when");
  }

  @Override
  public byte[] otherEventOfTheSameId() {
    return replaced("text-en-payout-when", "\"message_new\"", "\"message_edit\"");
  }

  @Override
  public byte[] unknownKind() {
    return Events.body("vk", "kind-of-tomorrow");
  }

  @Override
  public byte[] batch() {
    return Events.body("vk", "several-attachments");
  }

  @Override
  public int messagesInBatch() {
    return 2;
  }

  @Override
  public Optional<byte[]> batchWithOneBadItem() {
    return Optional.empty();
  }

  @Override
  public byte[] echo() {
    return Events.body("vk", "message-reply");
  }

  private static byte[] confirmation(String community) {
    return bytes("{\"type\":\"confirmation\",\"group_id\":%s}".formatted(community));
  }

  private static byte[] replaced(String name, String from, String to) {
    return new String(Events.body("vk", name), StandardCharsets.UTF_8)
        .replace(from, to)
        .getBytes(StandardCharsets.UTF_8);
  }

  private Content content(String name) {
    return event(name).content();
  }

  @Test
  void a_text_message_is_read_in_full() {
    var message = event("text-ru-payout-when");
    assertThat(message.words()).contains("Когда вы выплачиваете заработок?");
    assertThat(message.account()).isEqualTo("200000001");
    assertThat(message.sender().id()).isEqualTo("700000003");
    assertThat(message.sender().ids()).containsExactly("700000003");
    assertThat(message.sender().name()).isEmpty();
    assertThat(message.sender().language()).contains("ru");
    assertThat(message.chat()).isEqualTo("700000003");
    assertThat(message.inGroupChat()).isFalse();
    assertThat(message.type()).isEqualTo("text");
    assertThat(message.externalId()).isEqualTo("501");
    assertThat(message.at()).isEqualTo(Instant.ofEpochSecond(1772442011));
    assertThat(message.sequence()).isEqualTo(1772442011);
  }

  @Test
  void the_answer_is_ok_to_the_letter_whatever_came() {
    for (var name : Events.names("vk")) {
      assertThat(accepted(Events.body("vk", name)).answer())
          .as(name)
          .isEqualTo(HttpAnswer.text(200, "ok"));
    }
  }

  @Test
  void a_confirmation_is_answered_with_the_string_of_the_settings() {
    var reception = receive(confirmation(account()));
    assertThat(reception).isEqualTo(new Reception.Handshake(HttpAnswer.text(200, "verify-me")));
  }

  @Test
  void a_confirmation_is_refused_without_its_secret_or_string_or_for_another_community() {
    var body = confirmation(account());
    assertThat(status(receive(unproven(body)))).isEqualTo(401);
    assertThat(status(receive(confirmation("200000002")))).isEqualTo(403);
    var without =
        new Endpoint("default", "vk", "main", secrets(), Optional.empty(), Set.of(account()));
    assertThat(status(channel().receive(sign(body, secrets().getFirst()), without, NOW)))
        .isEqualTo(403);
  }

  private static int status(Reception reception) {
    return ((Reception.Refused) reception).answer().status();
  }

  @Test
  void a_secret_in_the_wrong_place_or_of_the_wrong_type_proves_nothing() {
    var secret = secrets().getFirst().value();
    for (var body :
        List.of(
            "{\"type\":\"message_new\",\"object\":{\"secret\":\"%s\"}}",
            "{\"type\":\"message_new\",\"secret\":[\"%s\"]}",
            "{\"type\":\"message_new\",\"Secret\":\"%s\"}",
            "{\"type\":\"message_new\",\"secret\":\"%s \"}",
            "{\"type\":\"message_new\",\"secret\":\"x\",\"secret\":\"%s\"}",
            "[{\"secret\":\"%s\"}]",
            "\"%s\"",
            "{\"secret\":null}",
            "{\"secret\":\"\"}")) {
      var request = unproven(body.formatted(secret).getBytes(StandardCharsets.UTF_8));
      assertThat(status(receive(request))).as(body).isEqualTo(401);
    }
  }

  @Test
  void what_is_set_aside_holds_no_secret_and_reads_as_it_did_when_signed_again() throws Exception {
    for (var body :
        List.of(
            "{}",
            "{\"type\":\"message_new\",\"group_id\":200000001}",
            "{\"type\":\"message_new\",\"group_id\":\"x\",\"object\":{}}",
            "{\"type\":\"message_new\",\"group_id\":200000001,\"object\":{\"text\":\"\u00fc\"}}",
            "{\"type\":\"message_new\",\"group_id\":200000001,\"object\":{\"from_id\":5}}",
            "{\"type\":\"message_new\",\"group_id\":999,\"object\":{\"from_id\":5,\"id\":1}}",
            "{\"type\":\"message_read\",\"group_id\":200000001,\"object\":{}}")) {
      var first = accepted(body.getBytes(StandardCharsets.UTF_8)).unreadable();
      assertThat(first).as(body).hasSize(1);
      var kept = first.getFirst().body();
      assertThat(Json.read(kept)).isEqualTo(Json.read(body));
      var again = channel().sign(kept, endpoint(secrets().getFirst()), NOW);
      assertThat(((Reception.Accepted) receive(again)).unreadable())
          .usingRecursiveFieldByFieldElementComparator()
          .isEqualTo(first);
    }
  }

  @Test
  void the_secret_is_in_nothing_that_goes_on() {
    for (var name : Events.names("vk")) {
      assertThat(receive(Events.body("vk", name)).toString())
          .as(name)
          .doesNotContain(secrets().getFirst().value());
    }
  }

  @Test
  void a_chat_of_several_people_is_one_conversation_and_its_messages_are_known_by_number() {
    var message = event("text-in-chat");
    assertThat(message.inGroupChat()).isTrue();
    assertThat(message.chat()).isEqualTo("2000000012");
    assertThat(message.sender().id()).isEqualTo("700000003");
    assertThat(message.externalId()).isEqualTo("2000000012_46");
    assertThat(message.group()).isEqualTo(endpoint().conversationKey("200000001", "2000000012"));
  }

  @Test
  void both_older_forms_of_a_message_are_read() {
    assertThat(event("text-old-form").words()).contains("Где мои деньги?");
    assertThat(event("text-old-form").sender().id()).isEqualTo("700000003");
    assertThat(event("text-oldest-form").words()).contains("Здравствуйте");
    assertThat(event("text-oldest-form").chat()).isEqualTo("700000003");
    assertThat(event("text-oldest-form").externalId()).isEqualTo("611");
  }

  @Test
  void without_an_event_id_a_message_is_known_by_its_own() {
    var text = new String(Events.body("vk", "text-old-form"), StandardCharsets.UTF_8);
    var read = event("text-old-form");
    var edited = text.replace("message_new", "message_edit");
    assertThat(accepted(bytes(text)).messages().getFirst().key()).isEqualTo(read.key());
    assertThat(accepted(bytes(edited)).messages().getFirst().key()).isNotEqualTo(read.key());
    var later = edited.replace("\"date\"", "\"update_time\": 1772449999, \"date\"");
    assertThat(accepted(bytes(later)).messages().getFirst().key())
        .isNotEqualTo(accepted(bytes(edited)).messages().getFirst().key());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void an_edit_names_the_message_and_reads_as_it_does_now() {
    var message = event("message-edit");
    assertThat(message.content())
        .isEqualTo(
            new Content.Edited(new Content.Text("Когда выплата за январь?"), message.externalId()));
    assertThat(message.type()).isEqualTo("message_edit:text");
    assertThat(message.at()).isEqualTo(Instant.ofEpochSecond(1772443000));
  }

  @Test
  void the_largest_size_of_a_photo_is_kept() {
    assertThat(content("photo"))
        .isEqualTo(
            new Content.Media(
                MediaKind.IMAGE,
                "https://media.example.com/z.jpg",
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.of("Вот такая ошибка")));
  }

  @Test
  void files_are_told_apart_by_kind() {
    var kinds =
        Map.of(
            "video", MediaKind.VIDEO,
            "audio", MediaKind.AUDIO,
            "audio-message", MediaKind.VOICE,
            "doc", MediaKind.DOCUMENT,
            "sticker", MediaKind.STICKER,
            "graffiti", MediaKind.IMAGE);
    kinds.forEach(
        (name, kind) -> {
          assertThat(((Content.Media) content(name)).media()).isEqualTo(kind);
          assertThat(event(name).type()).isEqualTo(name.replace('-', '_'));
        });
    assertThat(((Content.Media) content("video")).id()).isEqualTo("video700000003_456200001_0c1d");
    assertThat(((Content.Media) content("audio-message")).seconds()).hasValue(6);
    assertThat(((Content.Media) content("doc")).fileName()).contains("contract.pdf");
    assertThat(((Content.Media) content("doc")).bytes()).hasValue(32200);
  }

  @Test
  void several_attachments_are_told_one_by_one_the_text_with_the_first() {
    var messages = accepted(batch()).messages();
    assertThat(messages).extracting(InboundMessage::type).containsExactly("photo", "doc");
    assertThat(messages.getFirst().words()).contains("Фото и договор");
    assertThat(messages.getLast().words()).isEmpty();
    assertThat(messages.getLast().externalId()).isEqualTo(messages.getFirst().externalId() + "#1");
  }

  @Test
  void a_link_is_a_reference_unless_it_stands_in_a_text() {
    assertThat(((Content.Media) content("link")).id()).isEqualTo("https://videos.example.com/mine");
    assertThat(event("text-with-link").content())
        .isEqualTo(new Content.Text("Why was https://videos.example.com/mine removed?"));
  }

  @Test
  void places_are_read() {
    assertThat(content("geo"))
        .isEqualTo(
            new Content.Location(24.4539, 54.3773, Optional.of("Studio One"), Optional.empty()));
    assertThat(event("geo").type()).isEqualTo("geo");
  }

  @Test
  void buttons_tell_their_payload() {
    assertThat(content("text-button"))
        .isEqualTo(
            new Content.Tap("Выплаты", "{\"button\":\"payout_schedule\"}", Optional.empty()));
    assertThat(content("message-event"))
        .isEqualTo(
            new Content.Tap("", "{\"button\":\"payout_schedule\"}", Optional.of("700000003_41")));
    assertThat(event("message-event").type()).isEqualTo("message_event");
  }

  @Test
  void pressing_start_is_a_notice_and_not_a_question() {
    assertThat(content("start")).isEqualTo(new Content.Notice("start", Optional.empty()));
    assertThat(event("start").words()).isEmpty();
  }

  @Test
  void allowing_and_denying_messages_are_notices() {
    assertThat(content("message-allow"))
        .isEqualTo(new Content.Notice("message_allow", Optional.of("campaign-7")));
    assertThat(content("message-deny"))
        .isEqualTo(new Content.Notice("message_deny", Optional.empty()));
    assertThat(event("message-deny").chat()).isEqualTo("700000003");
  }

  @Test
  void what_nobody_typed_is_a_notice() {
    assertThat(content("action-invite"))
        .isEqualTo(new Content.Notice("chat_invite_user", Optional.empty()));
    assertThat(event("action-invite").type()).isEqualTo("action:chat_invite_user");
    assertThat(event("like-add").sender().id()).isEqualTo("700000001");
    assertThat(content("app-payload"))
        .isEqualTo(new Content.Notice("app_payload", Optional.of("{\"genre\":\"comedy\"}")));
  }

  @Test
  void what_has_no_form_of_ours_is_kept_as_unsupported() {
    assertThat(content("kind-of-tomorrow")).isEqualTo(new Content.Unsupported("hologram"));
    assertThat(content("message-of-tomorrow")).isEqualTo(new Content.Unsupported("message_waved"));
    assertThat(content("wall")).isEqualTo(new Content.Unsupported("wall"));
    assertThat(content("forwarded")).isEqualTo(new Content.Unsupported("fwd_messages"));
  }

  @Test
  void our_own_words_other_communities_and_the_wall_are_left_aside() {
    for (var name :
        List.of("message-reply", "from-community", "message-typing-state", "wall-post-new")) {
      var accepted = accepted(Events.body("vk", name));
      assertThat(accepted.messages()).as(name).isEmpty();
      assertThat(accepted.unreadable()).as(name).isEmpty();
      assertThat(accepted.ignored()).as(name).hasSize(1);
    }
    var ours = replaced("text-en-payout-when", "\"from_id\": 700000002", "\"from_id\": -200000001");
    assertThat(accepted(ours).ignored())
        .containsExactly(new Reception.Ignored("our own echo", "message_new"));
  }

  @Test
  void what_was_read_is_a_receipt() {
    var receipt = accepted(Events.body("vk", "status-read")).receipts().getFirst();
    assertThat(receipt.status()).isEqualTo(Receipt.Status.READ);
    assertThat(receipt.externalId()).isEqualTo("640");
    assertThat(receipt.recipient()).isEqualTo("700000003");
    assertThat(receipt.callback()).isEmpty();
  }

  @Test
  void messages_to_a_community_that_is_not_ours_are_kept_and_the_rest_is_not() {
    var message = accepted(replaced("text-en-payout-when", "200000001", "200000009"));
    assertThat(message.messages()).isEmpty();
    assertThat(message.unreadable()).hasSize(1);
    assertThat(message.unreadable().getFirst().reason()).contains("not configured");
    var like = accepted(replaced("like-add", "200000001", "200000009"));
    assertThat(like.unreadable()).isEmpty();
    assertThat(like.ignored()).hasSize(1);
  }

  @Test
  void a_language_that_has_no_number_known_here_is_not_guessed() {
    var odd = replaced("text-en-payout-when", "\"lang_id\": 3", "\"lang_id\": 777");
    assertThat(accepted(odd).messages().getFirst().sender().language()).isEmpty();
    assertThat(event("text-en-payout-when").sender().language()).contains("en");
  }
}
