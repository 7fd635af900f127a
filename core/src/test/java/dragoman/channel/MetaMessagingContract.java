package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.message.Content;
import dragoman.message.Content.MediaKind;
import dragoman.message.EffectRef;
import dragoman.message.InboundMessage;
import dragoman.message.Receipt;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What Messenger and Instagram have in common beyond every channel's contract. */
interface MetaMessagingContract extends ChannelContract {
  /** The body's word for the product. */
  String object();

  /** The id of the first message of {@code events/}. */
  String firstId();

  @Override
  default List<Secret> secrets() {
    return List.of(new Secret("app-secret-1"), new Secret("app-secret-2"), new Secret("app-3"));
  }

  @Override
  default Optional<String> signatureHeader() {
    return Optional.of("x-hub-signature-256");
  }

  @Override
  default boolean signsBody() {
    return true;
  }

  @Override
  default boolean signsTime() {
    return false;
  }

  @Override
  default WebhookRequest signed(byte[] body, Secret secret, Instant at) {
    return sign(body, secret);
  }

  static WebhookRequest sign(byte[] body, Secret secret) {
    var hex = HexFormat.of().formatHex(Signature.hmacSha256(secret.bytes(), body));
    return new WebhookRequest(
        "POST", "", Map.of("X-Hub-Signature-256", List.of("sha256=" + hex)), body);
  }

  private byte[] file(String name) {
    return Events.body(channel().name(), name);
  }

  @Override
  default byte[] message() {
    return file("text-en-payout-when");
  }

  @Override
  default byte[] otherEventOfTheSameId() {
    return body(
        """
        {"sender":{"id":"6100000000000001"},"recipient":{"id":"%1$s"},"timestamp":1,
        "message":{"mid":"%2$s","is_deleted":true}},
        {"sender":{"id":"6100000000000001"},"recipient":{"id":"%1$s"},"timestamp":1,
        "reaction":{"mid":"%2$s","action":"react","emoji":"x"}},
        {"sender":{"id":"6100000000000001"},"recipient":{"id":"%1$s"},"timestamp":1,
        "read":{"mid":"%2$s"}}
        """
            .formatted(account(), firstId()));
  }

  @Override
  default byte[] unknownKind() {
    return file("kind-of-tomorrow");
  }

  @Override
  default byte[] batch() {
    return body(said("a") + "," + said("b") + "," + said("c"));
  }

  @Override
  default int messagesInBatch() {
    return 3;
  }

  @Override
  default Optional<byte[]> batchWithOneBadItem() {
    return Optional.of(body(said("a") + ",{\"sender\":{\"id\":\"1\"}}," + said("c")));
  }

  @Override
  default byte[] echo() {
    return file("echo-from-our-people");
  }

  default String said(String mid) {
    return """
    {"sender":{"id":"6100000000000001"},"recipient":{"id":"%s"},"timestamp":1772442000000,
    "message":{"mid":"%s","text":"hi"}}
    """
        .formatted(account(), mid);
  }

  /** These events in one entry of the account. */
  default byte[] body(String events) {
    return whole("{\"id\":\"" + account() + "\",\"messaging\":[" + events + "]}");
  }

  default byte[] whole(String entries) {
    return ("{\"object\":\"" + object() + "\",\"entry\":[" + entries + "]}")
        .getBytes(StandardCharsets.UTF_8);
  }

  default Content content(String name) {
    return event(name).content();
  }

  private InboundMessage only(String event) {
    return accepted(body(event)).messages().getFirst();
  }

  private Reception handshake(String query) {
    return receive(new WebhookRequest("GET", query, Map.of(), new byte[0]));
  }

  @Test
  default void a_handshake_with_the_right_token_is_answered_with_the_challenge() {
    assertThat(handshake("hub.mode=subscribe&hub.verify_token=verify-me&hub.challenge=1158201444"))
        .isEqualTo(new Reception.Handshake(HttpAnswer.text(200, "1158201444")));
    assertThat(handshake("hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=1"))
        .isInstanceOf(Reception.Refused.class);
  }

  @Test
  default void the_older_signature_proves_nothing() {
    var request =
        new WebhookRequest(
            "POST", "", Map.of("X-Hub-Signature", List.of("sha1=" + "0".repeat(40))), message());
    assertThat(((Reception.Refused) receive(request)).answer().status()).isEqualTo(401);
  }

  @Test
  default void a_text_is_read_in_full() {
    var message = event("text-en-payout-when");
    assertThat(message.content())
        .isEqualTo(new Content.Text("Hi, when will I get my payout for last month?"));
    assertThat(message.channel()).isEqualTo(channel().name());
    assertThat(message.account()).isEqualTo(account());
    assertThat(message.endpoint()).isEqualTo("main");
    assertThat(message.sender().name()).isEmpty();
    assertThat(message.sender().language()).isEmpty();
    assertThat(message.chat()).isEqualTo(message.sender().id());
    assertThat(message.inGroupChat()).isFalse();
    assertThat(message.type()).isEqualTo("text");
    assertThat(message.externalId()).isEqualTo(firstId());
    assertThat(message.at()).isEqualTo(Instant.ofEpochMilli(message.sequence()));
  }

  @Test
  default void text_is_kept_in_every_script() {
    assertThat(event("text-ar-human").words()).contains("أريد التحدث إلى موظف");
    assertThat(event("text-hi-payout-when").words()).contains("मेरा पेमेंट कब आएगा?");
    assertThat(event("text-emoji-only").words()).contains("😡😡😡");
    assertThat(event("text-reply").words()).contains("And where do I see it?");
  }

  @Test
  default void a_time_is_read_however_it_is_written() {
    var millis = Instant.parse("2026-03-02T09:00:00.250Z");
    var second = Instant.parse("2026-03-02T09:00:00Z");
    for (var written :
        Map.of(
                "1772442000250", millis,
                "\"1772442000250\"", millis,
                "1772442000", second,
                "\"1772442000\"", second,
                "\"2026-03-02T09:00:00Z\"", second,
                "\"2026-03-02T09:00:00.250Z\"", millis,
                "\"2026-03-02T09:00:00+0000\"", second,
                "\"2026-03-02T14:30:00+05:30\"", second)
            .entrySet()) {
      var event = said("m").replace("1772442000000", written.getKey());
      assertThat(only(event).at()).as(written.getKey()).isEqualTo(written.getValue());
    }
    for (var odd : List.of("0", "-5", "null", "\"soon\"", "99999999999999999", "{}", "1e400")) {
      assertThat(only(said("m").replace("1772442000000", odd)).at()).as(odd).isEqualTo(NOW);
    }
  }

  @Test
  default void media_are_kept_by_reference_with_the_words_beside_them() {
    var url = "https://cdn.example.com/" + channel().name() + "/error.jpg";
    assertThat(content("image")).isEqualTo(media(MediaKind.IMAGE, url, Optional.empty()));
    assertThat(content("image-with-text"))
        .isEqualTo(media(MediaKind.IMAGE, url, Optional.of("This is the error I see")));
    assertThat(((Content.Media) content("video")).media()).isEqualTo(MediaKind.VIDEO);
    assertThat(((Content.Media) content("audio")).media()).isEqualTo(MediaKind.AUDIO);
    assertThat(event("image").type()).isEqualTo("image");
  }

  default Content.Media media(MediaKind kind, String url, Optional<String> caption) {
    return new Content.Media(
        kind,
        url,
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        caption);
  }

  @Test
  default void several_pictures_of_one_message_are_kept_each() {
    var messages = accepted(file("images")).messages();
    assertThat(messages).hasSize(2);
    assertThat(messages.stream().map(InboundMessage::externalId).distinct()).hasSize(1);
    assertThat(messages.stream().map(InboundMessage::key).distinct()).hasSize(2);
    assertThat(messages.stream().map(it -> ((Content.Media) it.content()).id()))
        .satisfiesExactly(
            one -> assertThat(one).endsWith("one.jpg"), two -> assertThat(two).endsWith("two.jpg"));
  }

  @Test
  default void buttons_are_taps() {
    assertThat(content("quick-reply"))
        .isEqualTo(new Content.Tap("Payouts", "payouts", Optional.empty()));
    assertThat(content("postback"))
        .isEqualTo(new Content.Tap("Talk to a person", "talk_to_human", Optional.empty()));
    assertThat(event("postback").type()).isEqualTo("postback");
  }

  @Test
  default void a_tap_that_has_no_id_has_a_key_of_its_own_in_every_copy() {
    var tap =
        """
        {"sender":{"id":"6100000000000001"},"recipient":{"id":"%s"},"timestamp":%s,
        "postback":{"title":"Help","payload":"%s"}}
        """;
    var event = tap.formatted(account(), 1772442000000L, "help");
    var first = only(event);
    var later =
        channel()
            .receive(
                sign(body(event), secrets().getFirst()),
                endpoint(secrets().getFirst()),
                NOW.plusSeconds(3600));
    assertThat(((Reception.Accepted) later).messages().getFirst().key()).isEqualTo(first.key());
    var others =
        List.of(
            tap.formatted(account(), 1772442000001L, "help"),
            tap.formatted(account(), 1772442000000L, "other"),
            event.replace("6100000000000001", "6100000000000002"));
    assertThat(others.stream().map(it -> only(it).key()).collect(Collectors.toSet()))
        .hasSize(3)
        .doesNotContain(first.key());
  }

  @Test
  default void reactions_and_deletions_name_the_message_they_concern() {
    var target = firstId().replace("0001", "OUT1");
    assertThat(content("reaction")).isEqualTo(new Content.Reaction(Optional.of("❤"), target));
    assertThat(content("reaction-removed"))
        .isEqualTo(new Content.Reaction(Optional.empty(), target));
    assertThat(event("reaction-removed").type()).isEqualTo("reaction:unreact");
    assertThat(content("deleted")).isEqualTo(new Content.Deleted(firstId()));
    assertThat(event("deleted").key()).isNotEqualTo(event("text-en-payout-when").key());
  }

  @Test
  default void what_nobody_typed_is_a_notice_and_what_nobody_knows_is_kept() {
    assertThat(content("referral"))
        .isEqualTo(new Content.Notice("referral", Optional.of("spring-campaign")));
    assertThat(content("kind-of-tomorrow")).isEqualTo(new Content.Unsupported("hologram"));
    assertThat(content("attachment-of-tomorrow")).isEqualTo(new Content.Unsupported("hologram"));
    assertThat(only(said("m").replace("\"text\":\"hi\"", "\"commands\":[]")).content())
        .isEqualTo(new Content.Unsupported("message"));
    assertThat(only(said("m").replace("\"message\":", "\"a\\nb\":")).type()).isEqualTo("unknown");
  }

  @Test
  default void an_echo_of_ours_is_the_receipt_of_its_reply() {
    var accepted = accepted(file("status-sent"));
    assertThat(accepted.messages()).isEmpty();
    var receipt = accepted.receipts().getFirst();
    assertThat(receipt.status()).isEqualTo(Receipt.Status.SENT);
    assertThat(receipt.externalId()).isEqualTo(firstId().replace("0001", "OUT1"));
    assertThat(receipt.callback().flatMap(EffectRef::parse)).isPresent();
    assertThat(receipt.recipient()).endsWith("00009");
  }

  @Test
  default void an_echo_of_our_people_or_of_another_app_is_left_aside() {
    var ours = new String(file("status-sent"), StandardCharsets.UTF_8);
    var another = ours.replaceAll("\"metadata\": \"[^\"]+\"", "\"metadata\": \"their own\"");
    for (var echo :
        List.of(file("echo-from-our-people"), another.getBytes(StandardCharsets.UTF_8))) {
      var accepted = accepted(echo);
      assertThat(accepted.messages()).isEmpty();
      assertThat(accepted.receipts()).isEmpty();
      assertThat(accepted.ignored()).containsExactly(new Reception.Ignored("our own echo", "echo"));
    }
  }

  @Test
  default void what_bears_our_own_id_is_never_answered() {
    var event =
        said("m")
            .replace(
                "\"sender\":{\"id\":\"6100000000000001\"}",
                "\"sender\":{\"id\":\"" + account() + "\"}");
    var accepted = accepted(body(event));
    assertThat(accepted.messages()).isEmpty();
    assertThat(accepted.ignored())
        .containsExactly(new Reception.Ignored("our own echo", "message"));
  }

  @Test
  default void a_conversation_that_another_app_has_is_not_answered() {
    var accepted = accepted(file("standby"));
    assertThat(accepted.messages()).isEmpty();
    assertThat(accepted.unreadable()).isEmpty();
    assertThat(accepted.ignored())
        .containsExactly(new Reception.Ignored("another app has the conversation", "standby"));
  }

  @Test
  default void our_own_echo_in_such_a_conversation_still_is_a_receipt() {
    var body = new String(file("status-sent"), StandardCharsets.UTF_8);
    var standby = body.replace("\"messaging\"", "\"standby\"").getBytes(StandardCharsets.UTF_8);
    assertThat(accepted(standby).receipts()).hasSize(1);
  }

  @Test
  default void a_test_of_the_dashboard_is_left_aside() {
    var accepted = accepted(file("dashboard-test"));
    assertThat(accepted.messages()).isEmpty();
    assertThat(accepted.unreadable()).isEmpty();
    assertThat(accepted.ignored()).hasSize(1);
  }

  @Test
  default void a_batch_of_several_accounts_loses_nothing() {
    var accepted = accepted(file("batch"));
    assertThat(accepted.messages()).hasSize(2);
    assertThat(accepted.receipts()).hasSize(1);
    assertThat(accepted.ignored()).hasSize(1);
    assertThat(accepted.unreadable())
        .extracting(Reception.Unreadable::reason)
        .containsExactly("message.mid is missing", "account not configured at this endpoint");
    assertThat(accepted.unreadable().getLast().body())
        .asString(StandardCharsets.UTF_8)
        .contains("When is the next agency payout?")
        .doesNotContain("When are payouts made?");
  }

  @Test
  default void receipts_of_an_account_served_elsewhere_are_left_aside() {
    var body = new String(file("status-read"), StandardCharsets.UTF_8).replace(account(), "9");
    var accepted = accepted(body.getBytes(StandardCharsets.UTF_8));
    assertThat(accepted.unreadable()).isEmpty();
    assertThat(accepted.receipts()).isEmpty();
    assertThat(accepted.ignored()).hasSize(1);
  }

  @Test
  default void an_event_without_its_account_is_of_the_one_it_was_sent_to() {
    var entry = "{\"messaging\":[" + said("m") + "]}";
    assertThat(accepted(whole(entry)).messages().getFirst().account()).isEqualTo(account());
  }

  @Test
  default void a_genuine_body_that_cannot_be_read_is_kept_whole() {
    for (var body :
        List.of(
            "{",
            "[]",
            "{\"object\":\"whatsapp_business_account\",\"entry\":[]}",
            "{\"object\":\"" + object() + "\"}",
            "{\"object\":\"" + object() + "\",\"entry\":[{\"messaging\":7}]}")) {
      var accepted = accepted(body.getBytes(StandardCharsets.UTF_8));
      assertThat(accepted.unreadable()).hasSize(1);
      assertThat(accepted.unreadable().getFirst().body())
          .asString(StandardCharsets.UTF_8)
          .isEqualTo(body);
    }
  }

  @Test
  default void a_genuine_body_with_nothing_in_it_leaves_a_trace() {
    for (var entry : List.of("", "{\"messaging\":[]}", "{}", "7")) {
      assertThat(accepted(whole(entry)).ignored())
          .containsExactly(new Reception.Ignored("nothing in it", "empty"));
    }
  }

  @Test
  default void a_thousand_events_of_one_body_are_read_each() {
    var events = IntStream.range(0, 1000).mapToObj(i -> said("m" + i)).toList();
    assertThat(accepted(body(String.join(",", events))).messages())
        .extracting(InboundMessage::externalId)
        .hasSize(1000)
        .doesNotHaveDuplicates();
  }

  @Test
  default void the_window_is_a_day_and_a_lost_answer_waits_for_the_echo() {
    assertThat(channel().window()).contains(Duration.ofHours(24));
    assertThat(channel().sendClass()).isEqualTo(SendClass.RECEIPT);
  }

  @Test
  default void an_account_that_is_not_ours_is_set_aside_with_its_words() {
    var endpoint =
        new Endpoint(
            "default",
            channel().name(),
            "main",
            secrets().subList(0, 1),
            Optional.empty(),
            Set.of("another"));
    var reception = channel().receive(sign(message(), secrets().getFirst()), endpoint, NOW);
    assertThat(((Reception.Accepted) reception).unreadable())
        .extracting(Reception.Unreadable::reason)
        .containsExactly("account not configured at this endpoint");
  }
}
