package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.message.Handle;
import dragoman.message.InboundMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  static byte[] replaced(String name, String from, String to) {
    return bytes(new String(Events.body("line", name), StandardCharsets.UTF_8).replace(from, to));
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
            new Handle("d7a90a00000000000000000000000003", Instant.ofEpochMilli(1772442071123L)));
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
