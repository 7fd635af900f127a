package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.message.Content;
import dragoman.message.Content.MediaKind;
import dragoman.message.EffectRef;
import dragoman.message.InboundMessage;
import dragoman.message.Receipt;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class TwilioTest implements ChannelContract {
  static final String OURS = "+12025550100";
  static final String ADDRESS = "https://dragoman.example.com/webhooks/twilio/main";
  static final String SID = "AC0123456789abcdef0123456789abcdef";
  private static final String SERVICE = "MG0123456789abcdef0123456789abcdef";

  @Override
  public Channel channel() {
    return new Twilio();
  }

  @Override
  public List<Secret> secrets() {
    return List.of(new Secret("auth-token-1"), new Secret("auth-token-2"), new Secret("token-3"));
  }

  @Override
  public String account() {
    return OURS;
  }

  @Override
  public Account sendingAccount() {
    return new Account(
        "twilio", OURS, new Secret(SID + ":" + secrets().getFirst().value()), Optional.empty());
  }

  @Override
  public Optional<String> signatureHeader() {
    return Optional.of("x-twilio-signature");
  }

  @Override
  public boolean signsBody() {
    return true;
  }

  /** The fields are signed, not how they are written: %2b is %2B. */
  @Override
  public boolean saysTheSame(byte[] body, byte[] changed) {
    return fields(body).equals(fields(changed));
  }

  private static List<String> fields(byte[] body) {
    return List.of(
        new String(body, StandardCharsets.ISO_8859_1)
            .replace("%2b", "%2B")
            .replace("%3f", "%3F")
            .split("&", -1));
  }

  @Override
  public boolean signsTime() {
    return false;
  }

  @Override
  public WebhookRequest signed(byte[] body, Secret secret, java.time.Instant at) {
    return sign(ADDRESS, ADDRESS, body, secret);
  }

  /**
   * As Twilio's page on security says it, written a second time.
   *
   * @param called where the request seems to have come to
   * @param signed where Twilio sent it
   */
  static WebhookRequest sign(String called, String signed, byte[] body, Secret secret) {
    var query = called.contains("?") ? called.substring(called.indexOf('?') + 1) : "";
    var address = called.replaceFirst("[?].*", "");
    var message = new StringBuilder(signed);
    var pairs = new ArrayList<String[]>();
    for (var pair : new String(body, StandardCharsets.UTF_8).split("&")) {
      pairs.add(pair.split("=", 2));
    }
    if (pairs.stream().allMatch(it -> it.length == 2)) {
      pairs.stream()
          .map(it -> List.of(decoded(it[0]), decoded(it[1])))
          .distinct()
          .sorted(Comparator.comparing(List<String>::getFirst).thenComparing(List::getLast))
          .forEach(it -> message.append(it.getFirst()).append(it.getLast()));
    } else {
      query = "bodySHA256=" + sha256(body);
      message.append('?').append(query);
    }
    return new WebhookRequest(
        "POST",
        address,
        query,
        Map.of("X-Twilio-Signature", List.of(sha1(secret, message.toString()))),
        body);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private static String sha256(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String sha1(Secret secret, String message) {
    try {
      var mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret.bytes(), "HmacSHA1"));
      return Base64.getEncoder()
          .encodeToString(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public byte[] message() {
    return Events.body("twilio", "text-en-payout-when");
  }

  @Override
  public byte[] otherEventOfTheSameId() {
    return replaced("text-en-payout-when", "SmsStatus=received", "MessageStatus=read")
        .replace("To=%2B12025550100", "To=%2B12025550111")
        .replace("From=%2B12025550111", "From=%2B12025550100")
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] unknownKind() {
    return Events.body("twilio", "kind-of-tomorrow");
  }

  @Override
  public byte[] batch() {
    return Events.body("twilio", "mms-several");
  }

  @Override
  public int messagesInBatch() {
    return 3;
  }

  @Override
  public Optional<byte[]> batchWithOneBadItem() {
    return Optional.empty();
  }

  @Override
  public byte[] echo() {
    return replaced("text-en-payout-when", "From=%2B12025550111", "From=%2B12025550100")
        .replace("To=%2B12025550100", "To=%2B12025550199")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String replaced(String name, String from, String to) {
    var body = new String(Events.body("twilio", name), StandardCharsets.UTF_8);
    assertThat(body).contains(from);
    return body.replace(from, to);
  }

  private Content content(String name) {
    return event(name).content();
  }

  private Reception at(Endpoint endpoint, String address, String signed, byte[] body) {
    return channel().receive(sign(address, signed, body, secrets().getFirst()), endpoint, NOW);
  }

  private boolean taken(String address, String signed) {
    return at(endpoint(secrets().getFirst()), address, signed, message())
        instanceof Reception.Accepted;
  }

  @Test
  void an_sms_is_read_in_full() {
    var message = event("text-hi-views-dropped");
    assertThat(message.words()).contains("मेरे वीडियो पर व्यूज़ क्यों कम हो गए?");
    assertThat(message.account()).isEqualTo(OURS);
    assertThat(message.sender().id()).isEqualTo("+12025550114");
    assertThat(message.sender().ids()).containsExactly("+12025550114");
    assertThat(message.sender().name()).isEmpty();
    assertThat(message.chat()).isEqualTo("+12025550114");
    assertThat(message.inGroupChat()).isFalse();
    assertThat(message.type()).isEqualTo("text");
    assertThat(message.externalId()).isEqualTo("SM000000000000000000000000d4a60004");
    assertThat(message.at()).isEqualTo(NOW);
    assertThat(message.sequence()).isEqualTo(NOW.toEpochMilli());
  }

  @Test
  void a_whatsapp_message_is_of_the_same_account_and_of_another_person() {
    var message = event("whatsapp-text-ar-video-removed");
    assertThat(message.account()).isEqualTo(OURS);
    assertThat(message.sender().id()).isEqualTo("whatsapp:+12025550122");
    assertThat(message.sender().name()).contains("سلمى حداد");
    assertThat(message.type()).isEqualTo("whatsapp:text");
  }

  @Test
  void a_person_without_a_number_is_known_by_the_user_id_that_also_stands_beside_a_number() {
    assertThat(event("whatsapp-text-without-number").sender().ids())
        .containsExactly("whatsapp:US.13490000000000000001");
    var both = event("whatsapp-text-number-and-user-id").sender();
    assertThat(both.id()).isEqualTo("whatsapp:+12025550124");
    assertThat(both.ids())
        .containsExactly("whatsapp:US.13490000000000000002", "whatsapp:+12025550124");
  }

  @Test
  void the_account_is_the_service_where_the_endpoint_knows_the_service_and_not_the_number() {
    var service =
        new Endpoint(
            "default",
            "twilio",
            "main",
            List.of(secrets().getFirst()),
            Optional.empty(),
            Set.of(SERVICE));
    var accepted =
        (Reception.Accepted)
            at(service, ADDRESS, ADDRESS, Events.body("twilio", "text-in-service"));
    assertThat(accepted.messages()).extracting(InboundMessage::account).containsExactly(SERVICE);
    assertThat(event("text-in-service").account()).isEqualTo(OURS);
  }

  @Test
  void a_message_to_a_number_of_no_account_is_set_aside_and_its_status_left_alone() {
    var other = OURS.replace("100", "198");
    var message = accepted(bytes(replaced("text-en-payout-when", OURS.substring(1), other)));
    assertThat(message.messages()).isEmpty();
    assertThat(message.unreadable())
        .extracting(Reception.Unreadable::reason)
        .containsExactly("account not configured at this endpoint");
    var status = accepted(bytes(replaced("status-sent", OURS.substring(1), other)));
    assertThat(status.receipts()).isEmpty();
    assertThat(status.ignored()).hasSize(1);
  }

  @Test
  void the_answer_says_that_there_is_nothing_to_send() {
    var answer = accepted(message()).answer();
    assertThat(answer.headers().get("content-type")).startsWith("text/xml");
    assertThat(answer.body()).isEqualTo("<Response/>");
  }

  @Test
  void a_file_has_the_words_beside_it_as_its_caption() {
    assertThat(content("mms-image"))
        .isEqualTo(
            media(
                MediaKind.IMAGE,
                "d4a6a001/Media/ME000000000000000000000000e0000001",
                "image/jpeg",
                Optional.of("Is this a real message from you?")));
    assertThat(event("mms-image").type()).isEqualTo("media");
  }

  @Test
  void of_several_files_the_first_has_the_words_and_none_is_lost() {
    var messages = accepted(batch()).messages();
    assertThat(messages)
        .extracting(InboundMessage::content)
        .containsExactly(
            media(
                MediaKind.IMAGE,
                "d4a6a002/Media/ME000000000000000000000000e0000002",
                "image/png",
                Optional.of("My three screenshots")),
            media(
                MediaKind.VIDEO,
                "d4a6a002/Media/ME000000000000000000000000e0000003",
                "video/mp4",
                Optional.empty()),
            media(
                MediaKind.DOCUMENT,
                "d4a6a002/Media/ME000000000000000000000000e0000004",
                "text/x-vcard",
                Optional.empty()));
    assertThat(messages).extracting(InboundMessage::externalId).containsOnly("MM" + zeros());
  }

  private static String zeros() {
    return "000000000000000000000000d4a6a002";
  }

  private static Content media(MediaKind kind, String end, String mime, Optional<String> caption) {
    return new Content.Media(
        kind,
        "https://api.twilio.com/2010-04-01/Accounts/"
            + SID
            + "/Messages/MM000000000000000000000000"
            + end,
        Optional.of(mime),
        Optional.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        caption);
  }

  @Test
  void files_of_whatsapp_have_their_kinds() {
    assertThat(((Content.Media) content("whatsapp-audio")).media()).isEqualTo(MediaKind.AUDIO);
    assertThat(((Content.Media) content("whatsapp-document")).media())
        .isEqualTo(MediaKind.DOCUMENT);
    assertThat(((Content.Media) content("whatsapp-sticker")).media()).isEqualTo(MediaKind.STICKER);
    assertThat(((Content.Media) content("whatsapp-video")).media()).isEqualTo(MediaKind.VIDEO);
    assertThat(event("whatsapp-sticker").type()).isEqualTo("whatsapp:sticker");
  }

  @Test
  void a_file_that_is_announced_and_missing_is_kept_as_such() {
    var body = replaced("mms-image", "MediaUrl0=", "Media=").replaceFirst("Body=[^&]*", "Body=");
    assertThat(accepted(bytes(body)).messages().getFirst().content())
        .isEqualTo(new Content.Unsupported("media"));
  }

  @Test
  void a_place_has_its_name_and_address() {
    assertThat(content("whatsapp-location"))
        .isEqualTo(
            new Content.Location(
                28.6139, 77.209, Optional.of("India Gate"), Optional.of("Rajpath, New Delhi")));
  }

  @Test
  void words_beside_a_place_are_a_message_too() {
    var body = replaced("whatsapp-location", "NumSegments=1", "NumSegments=1&Body=I+am+here");
    assertThat(accepted(bytes(body)).messages())
        .extracting(InboundMessage::content)
        .element(1)
        .isEqualTo(new Content.Text("I am here"));
  }

  @Test
  void a_button_and_an_entry_of_a_list_are_taps() {
    assertThat(content("whatsapp-button"))
        .isEqualTo(
            new Content.Tap(
                "Talk to a person", "human", Optional.of("SM000000000000000000000000d4a6f001")));
    assertThat(event("whatsapp-button").type()).isEqualTo("whatsapp:button");
    assertThat(content("whatsapp-list"))
        .isEqualTo(new Content.Tap("When is the payout?", "payout", Optional.empty()));
  }

  @Test
  void stop_comes_to_us_as_a_message_that_twilio_has_already_confirmed() {
    assertThat(content("stop")).isEqualTo(new Content.Text("STOP"));
    assertThat(event("stop").type()).isEqualTo("OptOutType:STOP");
    assertThat(channel().capability().consent()).isEqualTo(Capability.Consent.PROVIDER_CONFIRMS);
  }

  @Test
  void a_message_without_words_is_kept() {
    for (var name : List.of("without-body", "empty")) {
      assertThat(content(name)).as(name).isEqualTo(new Content.Unsupported("text"));
    }
  }

  @Test
  void what_is_no_text_is_set_aside() {
    var body = bytes(replaced("text-en-human", "human", "%ED%A0%BD"));
    var endpoint = endpoint(secrets().getFirst());
    var reception = channel().receive(channel().sign(body, endpoint, NOW), endpoint, NOW);
    assertThat(((Reception.Accepted) reception).unreadable())
        .extracting(Reception.Unreadable::reason)
        .containsExactly("not UTF-8");
  }

  @Test
  void a_nul_is_nothing_anybody_said() {
    assertThat(event("text-nul").words()).contains("When is the payout?");
  }

  @Test
  void an_unknown_kind_with_words_is_those_words() {
    assertThat(event("kind-of-tomorrow-with-body").words()).contains("Where are my views?");
    assertThat(content("kind-of-tomorrow")).isEqualTo(new Content.Unsupported("whatsapp:hologram"));
  }

  @Test
  void a_long_sms_that_came_as_base64_is_read() {
    assertThat(event("text-long-as-base64").words().orElseThrow())
        .startsWith("Hello, my payout for January")
        .endsWith("for your help — Noor");
  }

  @Test
  void what_only_looks_like_base64_stays_as_it_is() {
    for (var text :
        List.of(
            "SGVsbG8gV29ybGQ=",
            "a".repeat(64),
            "Supercalifragilisticexpialidocious".repeat(2),
            Base64.getEncoder().encodeToString(new byte[60]),
            Base64.getEncoder()
                .encodeToString("नमस्ते".repeat(20).getBytes(StandardCharsets.UTF_8)),
            Base64.getEncoder().withoutPadding().encodeToString(bytes("x".repeat(62))))) {
      var body = replaced("text-en-human", "I+want+to+talk+to+a+human+please", encoded(text));
      assertThat(accepted(bytes(body)).messages().getFirst().words()).contains(text);
    }
  }

  @Test
  void whatsapp_never_sends_base64() {
    var base64 = Base64.getEncoder().encodeToString(bytes("word ".repeat(20)));
    var body = replaced("whatsapp-video", "MediaUrl0", "X") + "&Body=" + encoded(base64);
    body = body.replaceFirst("&Body=[^&]*(?=&.*&Body=)", "");
    assertThat(accepted(bytes(body)).messages().getFirst().words()).contains(base64);
  }

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Receipt receipt(String name) {
    var accepted = accepted(Events.body("twilio", name));
    assertThat(accepted.messages()).isEmpty();
    return accepted.receipts().getFirst();
  }

  @Test
  void a_status_is_a_receipt_of_our_message() {
    assertThat(receipt("status-queued").status()).isEqualTo(Receipt.Status.SENT);
    assertThat(receipt("status-sent").status()).isEqualTo(Receipt.Status.SENT);
    assertThat(receipt("status-delivered").status()).isEqualTo(Receipt.Status.DELIVERED);
    assertThat(receipt("whatsapp-status-read").status()).isEqualTo(Receipt.Status.READ);
    var failed = receipt("status-undelivered");
    assertThat(failed.status()).isEqualTo(Receipt.Status.FAILED);
    assertThat(failed.error()).contains("30003");
    assertThat(failed.recipient()).isEqualTo("+12025550111");
    assertThat(failed.account()).isEqualTo(OURS);
    assertThat(receipt("whatsapp-status-failed").recipient()).isEqualTo("whatsapp:+12025550121");
  }

  @Test
  void our_reference_comes_back_in_the_address() {
    var ref = reply("+12025550111", "Hello", Optional.empty()).ref();
    var url = ADDRESS + "?ref=" + ref;
    var accepted =
        (Reception.Accepted)
            at(endpoint(secrets().getFirst()), url, url, Events.body("twilio", "status-delivered"));
    assertThat(accepted.receipts().getFirst().callback().flatMap(EffectRef::parse)).contains(ref);
    assertThat(receipt("status-delivered").callback()).isEmpty();
  }

  @Test
  void each_status_is_an_event_of_its_own_and_none_is_the_message() {
    var keys = new HashMap<Object, String>();
    for (var name : List.of("status-queued", "status-sent", "status-delivered")) {
      keys.put(receipt(name).key(), name);
    }
    assertThat(keys).hasSize(3);
  }

  @Test
  void the_port_may_have_been_signed_or_not() {
    var with = "https://dragoman.example.com:8443/webhooks/twilio/main";
    var standard = "https://dragoman.example.com:443/webhooks/twilio/main";
    assertThat(taken(ADDRESS, standard)).isTrue();
    assertThat(taken(standard, ADDRESS)).isTrue();
    assertThat(taken(with, ADDRESS)).isTrue();
    assertThat(taken(with, with)).isTrue();
    assertThat(taken(ADDRESS, with)).isFalse();
    var plain = "http://dragoman.example.com/webhooks/twilio/main";
    assertThat(taken(plain, "http://dragoman.example.com:80/webhooks/twilio/main")).isTrue();
    assertThat(taken(ADDRESS, plain)).isFalse();
    assertThat(taken(plain, ADDRESS)).isFalse();
  }

  @Test
  void another_address_or_query_is_refused() {
    assertThat(taken(ADDRESS, ADDRESS + "/")).isFalse();
    assertThat(taken(ADDRESS, ADDRESS.replace("main", "other"))).isFalse();
    assertThat(taken(ADDRESS + "?ref=1", ADDRESS)).isFalse();
    assertThat(taken(ADDRESS + "?b=2&a=%2f", ADDRESS + "?b=2&a=%2f")).isTrue();
    assertThat(taken(ADDRESS + "?b=2&a=%2f", ADDRESS + "?b=2&a=%2F")).isFalse();
  }

  @Test
  void a_configured_address_counts_instead_of_the_one_seen() {
    var hidden = "https://abc.execute-api.example.com/webhooks/twilio/main";
    for (var url : List.of(ADDRESS, ADDRESS + "?x=1#rc=2")) {
      var endpoint = endpoint(secrets().getFirst()).at(url);
      assertThat(at(endpoint, hidden, ADDRESS, message())).isInstanceOf(Reception.Accepted.class);
      assertThat(at(endpoint, hidden, hidden, message())).isInstanceOf(Reception.Refused.class);
      var signed = channel().sign(message(), endpoint, NOW);
      assertThat(channel().receive(signed, endpoint, NOW)).isInstanceOf(Reception.Accepted.class);
    }
  }

  @Test
  void every_changed_bit_of_a_form_that_says_something_else_is_refused() {
    var request = signed(message(), secrets().getFirst(), NOW);
    for (var bit = 0; bit < message().length * 8; bit++) {
      var changed = message();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      if (!saysTheSame(message(), changed)) {
        assertThat(
                receive(
                    new WebhookRequest("POST", request.address(), "", request.headers(), changed)))
            .isInstanceOf(Reception.Refused.class);
      }
    }
  }

  @Test
  void a_body_that_is_no_form_is_bound_by_its_hash_and_set_aside() {
    var body = bytes("{\"a\": \"b=c&d\"}");
    var signed = signed(body, secrets().getFirst(), NOW);
    assertThat(signed.query()).startsWith("bodySHA256=");
    var accepted = (Reception.Accepted) receive(signed);
    assertThat(accepted.unreadable().getFirst().body()).isEqualTo(body);
    var other =
        new WebhookRequest(
            "POST", signed.address(), signed.query(), signed.headers(), bytes("{\"a\": 1}"));
    assertThat(receive(other)).isInstanceOf(Reception.Refused.class);
  }

  @Test
  void a_missing_field_is_named() {
    for (var field : List.of("MessageSid", "From", "To")) {
      var body = new String(message(), StandardCharsets.UTF_8);
      for (var name : List.of(field, field.equals("MessageSid") ? "SmsSid" : field)) {
        body = body.replaceFirst("(^|&)" + name + "=[^&]*", "$1" + name + "=");
      }
      assertThat(accepted(bytes(body)).unreadable())
          .extracting(Reception.Unreadable::reason)
          .containsExactly(field + " is missing");
    }
  }
}
