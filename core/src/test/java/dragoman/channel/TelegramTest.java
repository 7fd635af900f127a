package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.message.Content;
import dragoman.message.Content.MediaKind;
import dragoman.message.InboundMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TelegramTest implements ChannelContract {

  @Override
  public Channel channel() {
    return new Telegram();
  }

  @Override
  public List<Secret> secrets() {
    return List.of(new Secret("hook_Secret-1"), new Secret("hook_Secret-2"), new Secret("hook-3"));
  }

  @Override
  public String account() {
    return "creators_bot";
  }

  @Override
  public Optional<String> signatureHeader() {
    return Optional.of("x-telegram-bot-api-secret-token");
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
  public WebhookRequest signed(byte[] body, Secret secret, Instant at) {
    return sign(body, secret);
  }

  static WebhookRequest sign(byte[] body, Secret secret) {
    return new WebhookRequest(
        "POST", "", Map.of("X-Telegram-Bot-Api-Secret-Token", List.of(secret.value())), body);
  }

  @Override
  public byte[] message() {
    return Events.body("telegram", "text-en-payout-when");
  }

  @Override
  public byte[] otherEventOfTheSameId() {
    return replaced("text-en-payout-when", "\"message\"", "\"edited_message\"");
  }

  @Override
  public byte[] unknownKind() {
    return Events.body("telegram", "kind-of-tomorrow");
  }

  @Override
  public byte[] batch() {
    return Events.body("telegram", "business-messages-deleted");
  }

  @Override
  public int messagesInBatch() {
    return 2;
  }

  @Override
  public Optional<byte[]> batchWithOneBadItem() {
    return Optional.of(
        replaced("text-en-payout-when", "\"message\":", "\"poll\": 1, \"message\":"));
  }

  @Override
  public byte[] echo() {
    return Events.body("telegram", "business-message-from-owner");
  }

  private static byte[] replaced(String name, String from, String to) {
    return new String(Events.body("telegram", name), StandardCharsets.UTF_8)
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
    assertThat(message.account()).isEqualTo("creators_bot");
    assertThat(message.sender().id()).isEqualTo("700000001");
    assertThat(message.sender().ids()).containsExactly("700000001");
    assertThat(message.sender().name()).contains("Dia Verma");
    assertThat(message.sender().language()).contains("hi");
    assertThat(message.chat()).isEqualTo("700000001");
    assertThat(message.inGroupChat()).isFalse();
    assertThat(message.type()).isEqualTo("text");
    assertThat(message.externalId()).isEqualTo("103");
    assertThat(message.at()).isEqualTo(Instant.ofEpochSecond(1772442033));
    assertThat(message.sequence()).isEqualTo(900000003);
  }

  @Test
  void an_edit_names_the_message_and_reads_as_it_does_now() {
    var message = event("edited-text");
    assertThat(message.type()).isEqualTo("edited_message:text");
    assertThat(message.content())
        .isEqualTo(
            new Content.Edited(
                new Content.Text("When do you pay out the earnings of January?"), "111"));
    assertThat(message.at()).isEqualTo(Instant.ofEpochSecond(1772442500));
  }

  @Test
  void pressing_start_is_a_notice_and_not_a_question() {
    var message = event("start");
    assertThat(message.content()).isEqualTo(new Content.Notice("start", Optional.of("campaign-7")));
    assertThat(message.words()).isEmpty();
  }

  @Test
  void a_group_shares_one_conversation_whoever_writes() {
    var message = event("text-in-group");
    assertThat(message.inGroupChat()).isTrue();
    assertThat(message.chat()).isEqualTo("-1001234567890");
    assertThat(message.sender().id()).isEqualTo("700000001");
    assertThat(message.group())
        .isEqualTo(endpoint().conversationKey("creators_bot", "-1001234567890"));
  }

  @Test
  void a_channel_post_comes_from_the_channel() {
    var message = event("channel-post");
    assertThat(message.sender().id()).isEqualTo("-1001234567999");
    assertThat(message.sender().name()).contains("Creator news");
    assertThat(message.inGroupChat()).isTrue();
    assertThat(message.type()).isEqualTo("channel_post:text");
  }

  @Test
  void the_largest_size_of_a_photo_is_kept() {
    assertThat(content("photo"))
        .isEqualTo(
            new Content.Media(
                MediaKind.IMAGE,
                "photo-large",
                Optional.empty(),
                Optional.empty(),
                OptionalLong.of(98000),
                OptionalLong.empty(),
                Optional.of("यह एरर आ रहा है")));
  }

  @Test
  void files_are_told_apart_by_kind() {
    var kinds =
        Map.of(
            "video", MediaKind.VIDEO,
            "video-note", MediaKind.VIDEO,
            "animation", MediaKind.VIDEO,
            "voice", MediaKind.VOICE,
            "audio", MediaKind.AUDIO,
            "document", MediaKind.DOCUMENT,
            "sticker", MediaKind.STICKER);
    kinds.forEach(
        (name, kind) -> {
          assertThat(((Content.Media) content(name)).media()).isEqualTo(kind);
          assertThat(event(name).type()).isEqualTo(name.replace('-', '_'));
        });
    assertThat(((Content.Media) content("voice")).seconds()).hasValue(6);
    assertThat(((Content.Media) content("document")).fileName()).contains("contract.pdf");
  }

  @Test
  void places_people_and_forms_are_read() {
    assertThat(content("location"))
        .isEqualTo(new Content.Location(24.4539, 54.3773, Optional.empty(), Optional.empty()));
    assertThat(content("venue"))
        .isEqualTo(
            new Content.Location(
                24.4539, 54.3773, Optional.of("Studio One"), Optional.of("2 Example Road")));
    assertThat(content("contact"))
        .isEqualTo(
            new Content.Contacts(List.of(new Content.Card("Maya Lind", List.of("+12025550119")))));
    assertThat(content("web-app-data"))
        .isEqualTo(
            new Content.Tap("Choose your genre", "{\"genre\":\"comedy\"}", Optional.empty()));
  }

  @Test
  void a_pressed_button_tells_its_title_and_data() {
    var message = event("callback-query");
    assertThat(message.content())
        .isEqualTo(new Content.Tap("Payouts", "payout_schedule", Optional.of("95")));
    assertThat(message.sender().id()).isEqualTo("700000002");
    assertThat(message.externalId()).isEqualTo("95");
    assertThat(event("callback-query-inline").externalId()).isEqualTo("810000000000000002");
    assertThat(event("callback-query-inline").words()).contains("talk_to_human");
  }

  @Test
  void what_has_no_form_of_ours_is_kept_as_unsupported() {
    assertThat(content("dice")).isEqualTo(new Content.Unsupported("dice"));
    assertThat(content("poll-in-chat")).isEqualTo(new Content.Unsupported("poll"));
    assertThat(content("kind-of-tomorrow")).isEqualTo(new Content.Unsupported("hologram"));
  }

  @Test
  void the_words_below_an_unknown_kind_are_not_lost() {
    var message = event("kind-of-tomorrow-with-caption");
    assertThat(message.words()).contains("How do I upload this?");
    assertThat(message.type()).isEqualTo("hologram");
  }

  @Test
  void what_nobody_typed_is_a_notice() {
    assertThat(content("joined-group"))
        .isEqualTo(new Content.Notice("new_chat_members", Optional.empty()));
    assertThat(content("blocked"))
        .isEqualTo(new Content.Notice("my_chat_member", Optional.of("kicked")));
    assertThat(content("inline-query"))
        .isEqualTo(new Content.Notice("inline_query", Optional.of("выплаты")));
  }

  @Test
  void a_reaction_is_read_and_so_is_its_removal() {
    assertThat(content("reaction")).isEqualTo(new Content.Reaction(Optional.of("❤"), "95"));
    assertThat(content("reaction-removed")).isEqualTo(new Content.Reaction(Optional.empty(), "95"));
  }

  @Test
  void a_business_message_is_answered_in_the_name_of_the_business() {
    var message = event("business-message");
    assertThat(message.chat()).isEqualTo("700000002@bc-example-1");
    assertThat(message.inGroupChat()).isFalse();
    assertThat(message.group()).isEqualTo(endpoint().conversationKey("creators_bot", "700000002"));
  }

  @Test
  void deleted_messages_are_told_one_by_one() {
    assertThat(accepted(Events.body("telegram", "business-messages-deleted")).messages())
        .extracting(InboundMessage::content)
        .containsExactly(new Content.Deleted("131"), new Content.Deleted("132"));
  }

  @Test
  void what_nobody_said_is_left_aside() {
    for (var name : List.of("poll-state", "empty", "bot-message", "business-message-from-owner")) {
      var accepted = accepted(Events.body("telegram", name));
      assertThat(accepted.messages()).isEmpty();
      assertThat(accepted.unreadable()).isEmpty();
      assertThat(accepted.ignored()).hasSize(1);
    }
  }

  @Test
  void an_endpoint_of_any_account_takes_its_own_name_for_the_bot() {
    assertThat(accountOf(Set.of("*"))).contains("main");
    assertThat(accountOf(Set.of("creators_bot", "*"))).contains("creators_bot");
    assertThat(accountOf(Set.of("main", "other"))).contains("main");
  }

  @Test
  void an_endpoint_of_several_bots_keeps_the_update_for_a_person() {
    assertThat(accountOf(Set.of("one", "two"))).isEmpty();
  }

  private Optional<String> accountOf(Set<String> accounts) {
    var endpoint =
        new Endpoint("default", "telegram", "main", secrets(), Optional.empty(), accounts);
    var reception = channel().receive(sign(message(), secrets().getFirst()), endpoint, NOW);
    var accepted = (Reception.Accepted) reception;
    assertThat(accepted.messages().size() + accepted.unreadable().size()).isEqualTo(1);
    return accepted.messages().stream().map(InboundMessage::account).findFirst();
  }

  @Test
  void a_genuine_body_that_cannot_be_read_is_kept_whole() {
    for (var body : List.of("{", "[]", "{\"message\":{}}", "{\"update_id\":1,\"message\":{}}")) {
      var accepted = accepted(body.getBytes(StandardCharsets.UTF_8));
      assertThat(accepted.unreadable()).hasSize(1);
      assertThat(accepted.unreadable().getFirst().body())
          .asString(StandardCharsets.UTF_8)
          .isEqualTo(body);
    }
  }

  @Test
  void the_largest_body_taken_is_a_megabyte() {
    var reception = receive(sign(new byte[(1 << 20) + 1], secrets().getFirst()));
    assertThat(((Reception.Refused) reception).answer().status()).isEqualTo(413);
  }
}
