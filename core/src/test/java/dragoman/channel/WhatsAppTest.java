package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.message.Content;
import dragoman.message.Content.MediaKind;
import dragoman.message.Json;
import dragoman.message.Receipt;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class WhatsAppTest implements ChannelContract {
  static final String CREATORS = "100000000000001";

  @Override
  public Channel channel() {
    return new WhatsApp();
  }

  @Override
  public List<Secret> secrets() {
    return List.of(new Secret("app-secret-1"), new Secret("app-secret-2"), new Secret("app-3"));
  }

  @Override
  public String account() {
    return CREATORS;
  }

  @Override
  public Optional<String> signatureHeader() {
    return Optional.of("x-hub-signature-256");
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
    var hex = HexFormat.of().formatHex(Signature.hmacSha256(secret.bytes(), body));
    return new WebhookRequest(
        "POST", "", Map.of("X-Hub-Signature-256", List.of("sha256=" + hex)), body);
  }

  @Override
  public byte[] message() {
    return Events.body("whatsapp", "text-en-payout-when");
  }

  @Override
  public byte[] otherEventOfTheSameId() {
    return text(
        """
        {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages",
        "value":{"metadata":{"phone_number_id":"100000000000001"},"statuses":[
        {"id":"wamid.DRAGOMAN0001","status":"delivered","timestamp":"1","recipient_id":"1"},
        {"id":"wamid.DRAGOMAN0001","status":"read","timestamp":"1","recipient_id":"1"}]}}]}]}
        """);
  }

  @Override
  public byte[] unknownKind() {
    return Events.body("whatsapp", "kind-of-tomorrow");
  }

  @Override
  public byte[] batch() {
    return text(
        """
        {"object":"whatsapp_business_account","entry":[
        {"id":"1","changes":[%1$s, %2$s]}, {"id":"2","changes":[%3$s]}]}
        """
            .formatted(change("a"), change("b"), change("c")));
  }

  private static String change(String id) {
    return """
    {"field":"messages","value":{"metadata":{"phone_number_id":"100000000000001"},
    "messages":[{"id":"%s","from":"12025550111","type":"text","text":{"body":"hi"}}]}}
    """
        .formatted(id);
  }

  @Override
  public int messagesInBatch() {
    return 3;
  }

  @Override
  public Optional<byte[]> batchWithOneBadItem() {
    var body = new String(Events.body("whatsapp", "batch"), StandardCharsets.UTF_8);
    return Optional.of(text(body.replace("100000000000002", CREATORS)));
  }

  @Override
  public byte[] echo() {
    return Events.body("whatsapp", "echo-from-phone-app");
  }

  private static byte[] text(String body) {
    return body.getBytes(StandardCharsets.UTF_8);
  }

  private Content content(String name) {
    return event(name).content();
  }

  private Reception handshake(String query) {
    return receive(new WebhookRequest("GET", query, Map.of(), new byte[0]));
  }

  @Test
  void a_handshake_with_the_right_token_is_answered_with_the_challenge() {
    var reception =
        handshake("hub.mode=subscribe&hub.verify_token=verify%2Dme&hub.challenge=1158201444");
    assertThat(reception).isEqualTo(new Reception.Handshake(HttpAnswer.text(200, "1158201444")));
  }

  @Test
  void any_other_handshake_is_refused() {
    for (var query :
        List.of(
            "",
            "hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=1",
            "hub.mode=unsubscribe&hub.verify_token=verify-me&hub.challenge=1",
            "hub.mode=subscribe&hub.challenge=1",
            "hub.mode=subscribe&hub.verify_token=verify-me&hub.challenge=%3Cscript%3E",
            "hub.mode=subscribe&hub.verify_token=verify-me",
            "hub.mode=subscribe&hub.verify_token=x&hub.verify_token=verify-me&hub.challenge=1",
            "hub.mode=subscribe&hub.verify_token=%&hub.challenge=1",
            "=&&=&%zz")) {
      assertThat(handshake(query)).isInstanceOf(Reception.Refused.class);
      assertThat(((Reception.Refused) handshake(query)).answer().status()).isEqualTo(403);
    }
  }

  @Test
  void without_a_verify_token_no_handshake_succeeds() {
    var endpoint =
        new Endpoint(
            "default", "whatsapp", "main", secrets(), Optional.empty(), java.util.Set.of(CREATORS));
    var request =
        new WebhookRequest(
            "GET", "hub.mode=subscribe&hub.verify_token=&hub.challenge=1", Map.of(), new byte[0]);
    assertThat(channel().receive(request, endpoint, NOW)).isInstanceOf(Reception.Refused.class);
  }

  @Test
  void a_text_message_is_read_in_full() {
    var message = event("text-en-payout-when");
    assertThat(message.content())
        .isEqualTo(new Content.Text("Hi, when will I get my payout for last month?"));
    assertThat(message.account()).isEqualTo(CREATORS);
    assertThat(message.endpoint()).isEqualTo("main");
    assertThat(message.sender().id()).isEqualTo("12025550114");
    assertThat(message.sender().name()).contains("Tom Baker");
    assertThat(message.sender().language()).isEmpty();
    assertThat(message.chat()).isEqualTo("12025550114");
    assertThat(message.inGroupChat()).isFalse();
    assertThat(message.type()).isEqualTo("text");
    assertThat(message.externalId()).isEqualTo("wamid.DRAGOMAN0001");
    assertThat(message.at()).isEqualTo(Instant.ofEpochSecond(1772442007));
    assertThat(message.sequence()).isEqualTo(1772442007);
  }

  @Test
  void text_is_kept_in_every_script() {
    assertThat(event("text-ar-payout-when").words()).contains("متى أستلم أرباحي عن الشهر الماضي؟");
    assertThat(event("text-hi-payout-when").words()).contains("मेरा पेमेंट कब आएगा?");
    assertThat(event("text-emoji-only").words()).contains("😡😡😡");
  }

  @Test
  void media_are_kept_by_reference_with_their_caption() {
    assertThat(content("image"))
        .isEqualTo(
            new Content.Media(
                MediaKind.IMAGE,
                "400000000000001",
                Optional.of("image/jpeg"),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.of("This is the error I see")));
    assertThat(media("image-without-caption").caption()).isEmpty();
    assertThat(media("video").media()).isEqualTo(MediaKind.VIDEO);
    assertThat(media("voice").media()).isEqualTo(MediaKind.VOICE);
    assertThat(media("audio").media()).isEqualTo(MediaKind.AUDIO);
    assertThat(media("sticker").media()).isEqualTo(MediaKind.STICKER);
    assertThat(media("document").fileName()).contains("invoice-january.pdf");
  }

  private Content.Media media(String name) {
    var body = new String(Events.body("whatsapp", name), StandardCharsets.UTF_8);
    var messages = accepted(text(body.replace("100000000000002", CREATORS))).messages();
    return (Content.Media) messages.getFirst().content();
  }

  @Test
  void places_people_and_reactions_are_read() {
    assertThat(content("location"))
        .isEqualTo(
            new Content.Location(
                25.2048, 55.2708, Optional.of("Creator Meetup"), Optional.of("1 Example Street")));
    assertThat(content("contacts"))
        .isEqualTo(
            new Content.Contacts(
                List.of(new Content.Card("Maya Lind", List.of("+1 202-555-0119")))));
    assertThat(content("reaction"))
        .isEqualTo(new Content.Reaction(Optional.of("👍"), "wamid.DRAGOMANOUT01"));
    assertThat(content("reaction-removed"))
        .isEqualTo(new Content.Reaction(Optional.empty(), "wamid.DRAGOMANOUT01"));
  }

  @Test
  void buttons_lists_and_forms_are_taps() {
    assertThat(content("button"))
        .isEqualTo(new Content.Tap("Payouts", "payouts", Optional.of("wamid.DRAGOMANOUT02")));
    assertThat(content("interactive-button-reply"))
        .isEqualTo(
            new Content.Tap(
                "Talk to a person", "talk_to_human", Optional.of("wamid.DRAGOMANOUT03")));
    assertThat(event("interactive-list-reply").type()).isEqualTo("interactive:list_reply");
    assertThat(event("interactive-list-reply").words()).contains("When are payouts made?");
    assertThat(((Content.Tap) content("interactive-form-reply")).payload())
        .contains("\"genre\":\"comedy\"");
  }

  @Test
  void what_has_no_form_of_ours_is_kept_as_unsupported() {
    assertThat(content("interactive-call-permission"))
        .isEqualTo(new Content.Unsupported("call_permission_reply"));
    assertThat(content("unsupported")).isEqualTo(new Content.Unsupported("unsupported"));
    assertThat(content("kind-of-tomorrow")).isEqualTo(new Content.Unsupported("hologram"));
    assertThat(WhatsAppContent.of(Json.object().put("type", "order")))
        .isEqualTo(new Content.Unsupported("order"));
    assertThat(WhatsAppContent.of(Json.object().put("type", "interactive")))
        .isEqualTo(new Content.Unsupported("interactive"));
    assertThat(WhatsAppContent.of(Json.object().put("type", "text")))
        .isEqualTo(new Content.Unsupported("text"));
    assertThat(WhatsAppContent.of(Json.object())).isEqualTo(new Content.Unsupported("unknown"));
    assertThat(WhatsAppContent.type(Json.object().put("type", "a\nb"))).isEqualTo("unknown");
  }

  @Test
  void notices_edits_and_deletions_are_told_apart() {
    assertThat(content("system-number-changed"))
        .isEqualTo(new Content.Notice("user_changed_number", Optional.of("12025550128")));
    assertThat(content("welcome"))
        .isEqualTo(new Content.Notice("request_welcome", Optional.empty()));
    assertThat(content("edited"))
        .isEqualTo(
            new Content.Edited(
                new Content.Text("Hi, when will I get my payout for January?"),
                "wamid.DRAGOMAN0001"));
    assertThat(content("deleted")).isEqualTo(new Content.Deleted("wamid.DRAGOMAN0002"));
  }

  @Test
  void a_group_message_is_answered_in_the_group() {
    var message = event("text-in-group");
    assertThat(message.inGroupChat()).isTrue();
    assertThat(message.chat()).isEqualTo("Y2FwaV9ncm91cDpkcmFnb21hbi1leGFtcGxl");
    assertThat(message.sender().id()).isEqualTo("12025550111");
    assertThat(message.group())
        .isEqualTo(endpoint().conversationKey(CREATORS, "Y2FwaV9ncm91cDpkcmFnb21hbi1leGFtcGxl"));
  }

  @Test
  void the_business_scoped_id_leads_whether_the_phone_comes_or_not() {
    var both = event("text-user-id-and-phone");
    var idOnly = event("text-user-id-only");
    assertThat(both.sender().ids()).containsExactly("US.10000000000000000120", "12025550120");
    assertThat(both.chat()).isEqualTo("12025550120");
    assertThat(idOnly.sender().id()).isEqualTo("US.10000000000000000120");
    assertThat(idOnly.chat()).isEqualTo("US.10000000000000000120");
    assertThat(idOnly.sender().name()).contains("Sam Reed");
    assertThat(both.group()).isEqualTo(idOnly.group());
  }

  @Test
  void a_user_id_in_the_place_of_the_phone_leads_too() {
    var body = change("x").replace("12025550111", "US.10000000000000000120");
    var sender =
        accepted(
                text(
                    "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"changes\":["
                        + body
                        + "]}]}"))
            .messages()
            .getFirst()
            .sender();
    assertThat(sender.ids()).containsExactly("US.10000000000000000120");
  }

  @Test
  void a_status_is_a_receipt_that_finds_its_effect() {
    var receipt = accepted(Events.body("whatsapp", "status-delivered")).receipts().getFirst();
    assertThat(receipt.status()).isEqualTo(Receipt.Status.DELIVERED);
    assertThat(receipt.externalId()).isEqualTo("wamid.DRAGOMANOUT01");
    assertThat(receipt.recipient()).isEqualTo("12025550114");
    assertThat(receipt.callback().flatMap(dragoman.message.EffectRef::parse)).isPresent();
    assertThat(receipt.error()).isEmpty();
  }

  @Test
  void a_failed_status_tells_the_error_code() {
    var receipt =
        accepted(Events.body("whatsapp", "status-failed-window-closed")).receipts().getFirst();
    assertThat(receipt.status()).isEqualTo(Receipt.Status.FAILED);
    assertThat(receipt.error()).contains("131047");
  }

  @Test
  void a_batch_of_several_numbers_loses_nothing() {
    var accepted = accepted(Events.body("whatsapp", "batch"));
    assertThat(accepted.messages()).hasSize(2);
    assertThat(accepted.receipts())
        .extracting(Receipt::status)
        .containsExactly(Receipt.Status.DELIVERED, Receipt.Status.READ);
    assertThat(accepted.ignored())
        .extracting(Reception.Ignored::type)
        .containsExactly("field:account_update");
    assertThat(accepted.unreadable())
        .extracting(Reception.Unreadable::reason)
        .containsExactly("messages[].id is missing", "account not configured at this endpoint");
    assertThat(accepted.unreadable().getLast().body())
        .asString(StandardCharsets.UTF_8)
        .contains("When is the next agency payout?");
  }

  @Test
  void what_is_set_aside_keeps_its_number_and_its_own_contact_and_nobody_elses() {
    var body =
        """
        {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages",
        "value":{"metadata":{"phone_number_id":"%s"},
        "contacts":[{"wa_id":"911","profile":{"name":"Asha"}},{"wa_id":"922","profile":{"name":"Ben"}}],
        "messages":[{"from":"922","timestamp":"1","type":"text","text":{"body":"no id"}}]}}]}]}
        """
            .formatted(account());
    var aside = accepted(body.getBytes(StandardCharsets.UTF_8)).unreadable().getFirst();
    assertThat(aside.body())
        .asString(StandardCharsets.UTF_8)
        .contains(account(), "no id", "Ben")
        .doesNotContain("Asha");
  }

  @Test
  void statuses_of_a_number_served_elsewhere_are_left_aside() {
    var body =
        new String(Events.body("whatsapp", "status-read"), StandardCharsets.UTF_8)
            .replace(CREATORS, "100000000000009");
    var accepted = accepted(text(body));
    assertThat(accepted.unreadable()).isEmpty();
    assertThat(accepted.receipts()).isEmpty();
    assertThat(accepted.ignored()).hasSize(1);
  }

  @Test
  void what_is_no_message_is_left_aside_with_its_kind() {
    for (var name :
        List.of(
            "account-update",
            "quality-update",
            "echo-from-phone-app",
            "error-only",
            "status-of-tomorrow")) {
      var accepted = accepted(Events.body("whatsapp", name));
      assertThat(accepted.ignored()).hasSize(1);
      assertThat(accepted.messages()).isEmpty();
      assertThat(accepted.unreadable()).isEmpty();
    }
  }

  @Test
  void a_genuine_body_that_cannot_be_read_is_kept_whole() {
    for (var body :
        List.of(
            "{",
            "[]",
            "{\"object\":\"page\",\"entry\":[]}",
            "{\"object\":\"whatsapp_business_account\"}")) {
      var accepted = accepted(text(body));
      assertThat(accepted.unreadable()).hasSize(1);
      assertThat(accepted.unreadable().getFirst().body())
          .asString(StandardCharsets.UTF_8)
          .isEqualTo(body);
    }
  }

  @Test
  void a_genuine_body_with_nothing_in_it_leaves_a_trace() {
    for (var entry : List.of("", "{\"changes\":[]}")) {
      var body = "{\"object\":\"whatsapp_business_account\",\"entry\":[" + entry + "]}";
      assertThat(accepted(text(body)).ignored())
          .containsExactly(new Reception.Ignored("nothing in it", "empty"));
    }
  }

  @Test
  void a_missing_time_is_now() {
    var message = accepted(batch()).messages().getFirst();
    assertThat(message.at()).isEqualTo(NOW);
  }

  @Test
  void a_thousand_messages_of_one_body_are_read_within_a_second() {
    var changes = java.util.stream.IntStream.range(0, 1000).mapToObj(i -> change("m" + i)).toList();
    var body =
        text(
            "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"changes\":["
                + String.join(",", changes)
                + "]}]}");
    var start = System.nanoTime();
    assertThat(accepted(body).messages()).hasSize(1000);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void the_window_is_a_day() {
    assertThat(channel().window()).contains(Duration.ofHours(24));
  }
}
