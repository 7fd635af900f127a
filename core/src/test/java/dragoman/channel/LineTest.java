package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.message.Content;
import dragoman.message.Content.MediaKind;
import dragoman.message.Handle;
import dragoman.message.InboundMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LineTest implements ChannelContract {
  private static final String BOT = "U0d7a90a0000000000000000000000001";
  private static final String GROUP = "C77000000000000000000000000000001";

  @Override
  public Channel channel() {
    return new Line();
  }

  @Override
  public List<Secret> secrets() {
    return List.of(new Secret("line-secret-1"), new Secret("line-secret-2"), new Secret("line-3"));
  }

  @Override
  public String account() {
    return BOT;
  }

  @Override
  public Optional<String> signatureHeader() {
    return Optional.of("x-line-signature");
  }

  @Override
  public boolean signsBody() {
    return true;
  }

  @Override
  public boolean signsTime() {
    return false;
  }

  /** Without padding, which is accepted too, so that each shorter signature is none. */
  @Override
  public WebhookRequest signed(byte[] body, Secret secret, Instant at) {
    return sign(body, secret);
  }

  static WebhookRequest sign(byte[] body, Secret secret) {
    var hmac = Signature.hmacSha256(secret.bytes(), body);
    return new WebhookRequest(
        "POST",
        "",
        Map.of(
            "X-Line-Signature", List.of(Base64.getEncoder().withoutPadding().encodeToString(hmac))),
        body);
  }

  @Override
  public byte[] message() {
    return Events.body("line", "text-en-payout-when");
  }

  @Override
  public byte[] otherEventOfTheSameId() {
    return replaced("text-en-payout-when", "\"type\": \"message\"", "\"type\": \"messageEdited\"");
  }

  @Override
  public byte[] unknownKind() {
    return Events.body("line", "kind-of-tomorrow");
  }

  @Override
  public byte[] batch() {
    return Events.body("line", "batch");
  }

  @Override
  public int messagesInBatch() {
    return 3;
  }

  @Override
  public Optional<byte[]> batchWithOneBadItem() {
    return Optional.of(batch());
  }

  /** LINE repeats nothing of ours; what we post to it is no webhook. */
  @Override
  public byte[] echo() {
    var account = new Account("line", BOT, secrets().getFirst(), Optional.empty());
    return bytes(channel().reply(reply("U1", "Hello", Optional.empty()), account, NOW).body());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] replaced(String name, String from, String to) {
    return bytes(new String(Events.body("line", name), StandardCharsets.UTF_8).replace(from, to));
  }

  private Content content(String name) {
    return event(name).content();
  }

  @Test
  void a_signature_with_its_padding_is_the_same_signature() {
    var padded = channel().sign(message(), endpoint(secrets().getFirst()), NOW);
    assertThat(padded.header("x-line-signature").orElseThrow()).hasSize(44).endsWith("=");
    assertThat(receive(padded)).isInstanceOf(Reception.Accepted.class);
  }

  @Test
  void a_text_message_is_read_in_full() {
    var message = event("text-hi-views-dropped");
    assertThat(message.words()).contains("मेरे वीडियो पर व्यूज़ क्यों कम हो गए?");
    assertThat(message.account()).isEqualTo(BOT);
    assertThat(message.sender().id()).isEqualTo("U12025550000000000000000000000003");
    assertThat(message.sender().name()).isEmpty();
    assertThat(message.sender().language()).isEmpty();
    assertThat(message.chat()).isEqualTo(message.sender().id());
    assertThat(message.inGroupChat()).isFalse();
    assertThat(message.type()).isEqualTo("text");
    assertThat(message.externalId()).isEqualTo("500000000000000003");
    assertThat(message.at()).isEqualTo(Instant.ofEpochMilli(1772442021123L));
    assertThat(message.sequence()).isEqualTo(1772442021123L);
  }

  @Test
  void a_reply_token_is_kept_for_as_long_as_it_is_certainly_good() {
    assertThat(event("text-hi-views-dropped").handle())
        .contains(
            new Handle(
                "d7a90a00000000000000000000000003", Instant.ofEpochMilli(1772442071123L)));
    assertThat(event("unsend").handle()).isEmpty();
  }

  @Test
  void a_redelivery_is_the_same_event() {
    assertThat(event("redelivered").key()).isEqualTo(event("text-en-payout-when").key());
  }

  @Test
  void a_body_from_before_there_were_event_ids_keeps_its_key_too() {
    var old = replaced("text-en-payout-when", "webhookEventId", "noEventId");
    assertThat(accepted(old).messages().getFirst().key())
        .isEqualTo(accepted(old).messages().getFirst().key())
        .isNotEqualTo(event("text-en-payout-when").key());
  }

  @Test
  void every_kind_of_file_is_kept_by_reference() {
    assertThat(content("image"))
        .isEqualTo(
            media(MediaKind.IMAGE, "500000000000000014", Optional.empty(), OptionalLong.empty()));
    assertThat(content("image-elsewhere"))
        .isEqualTo(
            media(
                MediaKind.IMAGE,
                "https://pictures.example.com/1.jpg",
                Optional.empty(),
                OptionalLong.empty()));
    assertThat(content("video"))
        .isEqualTo(
            media(MediaKind.VIDEO, "500000000000000016", Optional.empty(), OptionalLong.of(60)));
    assertThat(content("audio"))
        .isEqualTo(
            media(MediaKind.AUDIO, "500000000000000017", Optional.empty(), OptionalLong.of(4)));
    assertThat(content("sticker-with-text"))
        .isEqualTo(
            media(MediaKind.STICKER, "1989", Optional.of("Thanks a lot"), OptionalLong.empty()));
    assertThat(content("file"))
        .isEqualTo(
            new Content.Media(
                MediaKind.DOCUMENT,
                "500000000000000018",
                Optional.empty(),
                Optional.of("contract.pdf"),
                OptionalLong.of(22016),
                OptionalLong.empty(),
                Optional.empty()));
  }

  private static Content media(
      MediaKind kind, String id, Optional<String> caption, OptionalLong seconds) {
    return new Content.Media(
        kind, id, Optional.empty(), Optional.empty(), OptionalLong.empty(), seconds, caption);
  }

  @Test
  void a_location_is_read_and_one_without_coordinates_is_kept() {
    assertThat(content("location"))
        .isEqualTo(
            new Content.Location(
                35.6591, 139.7037, Optional.of("Studio"), Optional.of("1-1 Example-cho, Tokyo")));
    assertThat(accepted(replaced("location", "latitude", "height")).messages().getFirst().content())
        .isEqualTo(new Content.Unsupported("location"));
  }

  @Test
  void an_edit_names_the_message_and_reads_as_it_does_now() {
    var message = event("edited");
    assertThat(message.type()).isEqualTo("messageEdited:text");
    assertThat(message.externalId()).isEqualTo(event("text-en-human").externalId());
    assertThat(message.content())
        .isEqualTo(
            new Content.Edited(
                new Content.Text("Can I speak to someone about my payout?"), message.externalId()));
  }

  @Test
  void a_message_taken_back_is_a_deletion_of_it() {
    var message = event("unsend");
    assertThat(message.content()).isEqualTo(new Content.Deleted("500000000000000002"));
    assertThat(message.externalId()).isEqualTo("500000000000000002");
  }

  @Test
  void a_postback_is_a_tap() {
    assertThat(content("postback"))
        .isEqualTo(new Content.Tap("", "When are payouts made?", Optional.empty()));
  }

  @Test
  void what_nobody_typed_is_a_notice() {
    assertThat(content("follow")).isEqualTo(new Content.Notice("follow", Optional.empty()));
    assertThat(content("beacon")).isEqualTo(new Content.Notice("beacon", Optional.of("enter")));
    assertThat(content("account-link"))
        .isEqualTo(new Content.Notice("accountLink", Optional.of("ok")));
    assertThat(content("membership"))
        .isEqualTo(new Content.Notice("membership", Optional.of("joined")));
    for (var name :
        List.of(
            "unfollow",
            "join",
            "leave",
            "member-joined",
            "member-left",
            "things",
            "video-play-complete")) {
      assertThat(content(name)).as(name).isInstanceOf(Content.Notice.class);
    }
  }

  @Test
  void a_group_shares_one_conversation_whoever_writes() {
    var message = event("text-in-group");
    assertThat(message.inGroupChat()).isTrue();
    assertThat(message.chat()).isEqualTo(GROUP);
    assertThat(message.sender().id()).isEqualTo("U1202555000000000000000000000000b");
    assertThat(message.group()).isEqualTo(endpoint().conversationKey(BOT, GROUP));
  }

  @Test
  void where_nobody_is_named_the_group_is_the_sender() {
    for (var name : List.of("text-in-room-without-user", "join", "member-joined")) {
      var message = event(name);
      assertThat(message.inGroupChat()).isTrue();
      assertThat(message.sender().id()).isEqualTo(message.chat()).matches("[CR][0-9a-f]{32}");
    }
  }

  @Test
  void a_source_of_an_unknown_kind_is_kept_like_a_group() {
    var message = event("source-of-tomorrow");
    assertThat(message.words()).contains("Hello from afar");
    assertThat(message.chat()).isEqualTo("planet");
    assertThat(message.inGroupChat()).isTrue();
  }

  @Test
  void what_another_system_has_in_hand_is_left_to_it() {
    assertIgnored("standby", "standby:message");
  }

  @Test
  void the_consoles_verification_is_answered_and_nothing_follows() {
    assertIgnored("empty", "empty");
    assertIgnored("console-verify", "message", "message");
  }

  @Test
  void what_has_no_person_in_it_is_left_aside() {
    assertIgnored("account-link-failed", "accountLink");
    assertIgnored("activated", "activated");
  }

  private void assertIgnored(String name, String... types) {
    var accepted = accepted(Events.body("line", name));
    assertThat(accepted.messages()).isEmpty();
    assertThat(accepted.unreadable()).isEmpty();
    assertThat(accepted.ignored()).extracting(Reception.Ignored::type).containsExactly(types);
  }

  @Test
  void a_message_to_an_account_that_is_not_configured_is_set_aside() {
    var accepted = accepted(replaced("text-en-payout-when", BOT, "Uanother"));
    assertThat(accepted.messages()).isEmpty();
    assertThat(accepted.unreadable())
        .extracting(Reception.Unreadable::reason)
        .containsExactly("account not configured at this endpoint");
  }

  @Test
  void a_body_that_does_not_name_the_account_is_for_the_only_one() {
    var bare = replaced("text-en-payout-when", "\"destination\"", "\"whither\"");
    assertThat(accepted(bare).messages()).extracting(InboundMessage::account).containsExactly(BOT);
    var several =
        new Endpoint(
            "default",
            "line",
            "main",
            List.of(secrets().getFirst()),
            Optional.empty(),
            Set.of(BOT, "Uother"));
    var reception =
        (Reception.Accepted) channel().receive(sign(bare, secrets().getFirst()), several, NOW);
    assertThat(reception.messages()).isEmpty();
    assertThat(reception.unreadable()).hasSize(1);
  }
}
