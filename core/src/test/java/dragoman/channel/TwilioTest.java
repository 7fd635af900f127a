package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.message.Content;
import dragoman.message.InboundMessage;
import dragoman.message.Receipt;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    return TwilioSigner.sign(ADDRESS, ADDRESS, body, secret);
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

  static String replaced(String name, String from, String to) {
    var body = new String(Events.body("twilio", name), StandardCharsets.UTF_8);
    assertThat(body).contains(from);
    return body.replace(from, to);
  }

  Content content(String name) {
    return event(name).content();
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
            channel()
                .receive(
                    signed(Events.body("twilio", "text-in-service"), secrets().getFirst(), NOW),
                    service,
                    NOW);
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

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  Receipt receipt(String name) {
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
  void each_status_is_an_event_of_its_own_and_none_is_the_message() {
    var keys = new HashMap<Object, String>();
    for (var name : List.of("status-queued", "status-sent", "status-delivered")) {
      keys.put(receipt(name).key(), name);
    }
    assertThat(keys).hasSize(3);
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
