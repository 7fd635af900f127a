package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.message.Content;
import dragoman.message.Content.MediaKind;
import dragoman.message.InboundMessage;
import dragoman.message.Receipt;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WebChatTest implements ChannelContract {

  @Override
  public Channel channel() {
    return new WebChat();
  }

  @Override
  public List<Secret> secrets() {
    return List.of(secret(1), secret(2), secret(3));
  }

  private static Secret secret(int number) {
    var bytes = ("dragoman-example-secret-0" + number).getBytes(StandardCharsets.UTF_8);
    return new Secret("whsec_" + Base64.getEncoder().encodeToString(bytes));
  }

  @Override
  public String account() {
    return "creators-app";
  }

  @Override
  public Optional<String> signatureHeader() {
    return Optional.of("webhook-signature");
  }

  @Override
  public boolean signsBody() {
    return true;
  }

  @Override
  public boolean signsTime() {
    return true;
  }

  @Override
  public WebhookRequest signed(byte[] body, Secret secret, Instant at) {
    return sign(body, secret, at);
  }

  static WebhookRequest sign(byte[] body, Secret secret, Instant at) {
    var headers = new HashMap<String, List<String>>();
    StandardWebhooks.headers("evt_1", at, body, secret)
        .forEach((name, value) -> headers.put(name, List.of(value)));
    return new WebhookRequest("POST", "", headers, body);
  }

  @Override
  public byte[] message() {
    return Events.body("webchat", "text-en-payout-when");
  }

  @Override
  public byte[] otherEventOfTheSameId() {
    return bytes(
        """
        {"type":"message.read","data":{"account":"creators-app","message_id":"msg-0001"}}
        """);
  }

  @Override
  public byte[] unknownKind() {
    return Events.body("webchat", "kind-of-tomorrow");
  }

  @Override
  public byte[] batch() {
    return Events.body("webchat", "several-attachments");
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
    var account =
        new Account(
            "webchat", account(), secret(1), Optional.of(URI.create("https://app.example.com/")));
    return bytes(
        channel().reply(reply("user-1003", "Hello", Optional.empty()), account, NOW).body());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void the_signature_agrees_with_another_implementation() {
    var headers =
        Map.of(
            "webhook-id", List.of("evt_1"),
            "webhook-timestamp", List.of("1772442000"),
            "webhook-signature", List.of("v1,6kO2XfH5zVXJamhq6MZRsdU2hnBNqPZWQUn6iUivXrk="));
    var request = new WebhookRequest("POST", "", headers, bytes("{\"type\":\"typing.started\"}"));
    assertThat(channel().receive(request, endpoint(secret(1)), Instant.ofEpochSecond(1772442000)))
        .isInstanceOf(Reception.Accepted.class);
  }

  @Test
  void a_secret_without_prefix_or_padding_is_the_same_secret() {
    var bare = new Secret(secret(1).value().substring("whsec_".length()).replace("=", ""));
    assertThat(channel().receive(sign(message(), secret(1), NOW), endpoint(bare), NOW))
        .isInstanceOf(Reception.Accepted.class);
  }

  @Test
  void a_secret_that_is_only_a_prefix_proves_nothing() {
    var request = sign(message(), secret(1), NOW);
    assertThat(channel().receive(request, endpoint(new Secret("whsec_")), NOW))
        .isInstanceOf(Reception.Refused.class);
  }

  @Test
  void one_signature_of_several_is_enough_and_other_versions_do_not_count() {
    var request = sign(message(), secret(1), NOW);
    var genuine = request.header("webhook-signature").orElseThrow();
    assertThat(receive(resigned(request, "v1,AAAA v2,x v1a,y " + genuine)))
        .isInstanceOf(Reception.Accepted.class);
    assertThat(receive(resigned(request, genuine.replace("v1,", "v2,"))))
        .isInstanceOf(Reception.Refused.class);
  }

  private static WebhookRequest resigned(WebhookRequest request, String signature) {
    var headers = new HashMap<>(request.headers());
    headers.put("webhook-signature", List.of(signature));
    return new WebhookRequest("POST", "", headers, request.body());
  }

  @Test
  void the_id_and_the_time_are_signed_too() {
    for (var name : List.of("webhook-id", "webhook-timestamp")) {
      for (var value : List.of("", "1", "abc", "-1", "1772443801", "99999999999999999999")) {
        var request = sign(message(), secret(1), NOW);
        var headers = new HashMap<>(request.headers());
        headers.put(name, List.of(value));
        assertThat(receive(new WebhookRequest("POST", "", headers, request.body())))
            .isInstanceOf(Reception.Refused.class);
      }
    }
  }

  @Test
  void a_text_message_is_read_in_full() {
    var message = event("text-hi-change-username");
    assertThat(message.content()).isEqualTo(new Content.Text("अपना यूज़रनेम कैसे बदलें?"));
    assertThat(message.account()).isEqualTo("creators-app");
    assertThat(message.sender().id()).isEqualTo("user-1002");
    assertThat(message.sender().name()).contains("Ravi Menon");
    assertThat(message.sender().language()).contains("hi-IN");
    assertThat(message.chat()).isEqualTo("user-1002");
    assertThat(message.externalId()).isEqualTo("msg-0004");
    assertThat(message.type()).isEqualTo("text");
    assertThat(message.at()).isEqualTo(Instant.parse("2026-03-02T09:00:52Z"));
  }

  @Test
  void a_guest_needs_no_name_and_no_language() {
    var sender = event("text-en-human").sender();
    assertThat(sender.name()).isEmpty();
    assertThat(sender.language()).isEmpty();
  }

  @Test
  void markup_in_a_text_stays_text() {
    assertThat(event("text-nasty").words().orElseThrow())
        .startsWith("<script>alert(\"hi\")</script>");
  }

  @Test
  void attachments_are_kept_by_reference_and_the_text_stays_with_the_first() {
    var messages = accepted(Events.body("webchat", "several-attachments")).messages();
    assertThat(messages)
        .extracting(InboundMessage::externalId)
        .containsExactly("msg-0010", "msg-0010#1");
    assertThat(messages)
        .extracting(InboundMessage::words)
        .containsExactly(Optional.of("My two invoices"), Optional.empty());
    var media = (Content.Media) event("image").content();
    assertThat(media.media()).isEqualTo(MediaKind.IMAGE);
    assertThat(media.id()).isEqualTo("https://files.example.com/1.png");
    assertThat(media.bytes()).hasValue(52000);
    assertThat(event("voice-without-text").content().kind()).isEqualTo("voice");
  }

  @Test
  void what_our_app_tells_of_our_message_is_a_receipt() {
    var delivered = accepted(Events.body("webchat", "status-delivered")).receipts().getFirst();
    var read = accepted(Events.body("webchat", "status-read")).receipts().getFirst();
    assertThat(delivered.status()).isEqualTo(Receipt.Status.DELIVERED);
    assertThat(read.status()).isEqualTo(Receipt.Status.READ);
    assertThat(delivered.callback().flatMap(dragoman.message.EffectRef::parse)).isPresent();
    assertThat(delivered.key()).isNotEqualTo(read.key());
  }

  @Test
  void our_own_client_is_told_which_field_is_wrong() {
    assertProblem("{", "body is not JSON at line 1, column 2");
    assertProblem("{}", "type is missing; send message.created");
    assertProblem(created("\"text\":\"x\",\"user\":{\"id\":\"u\"}"), "data.message_id is missing");
    assertProblem(created("\"text\":\"x\",\"message_id\":\"m\""), "data.user.id is missing");
    assertProblem(
        created("\"message_id\":\"m\",\"user\":{\"id\":\"u\"}"),
        "data.text is missing; send a text or attachments");
    assertProblem(
        created("\"message_id\":\"m\",\"user\":{\"id\":\"u\"},\"attachments\":{}"),
        "data.attachments must be a list");
    assertProblem(
        created(
            "\"message_id\":\"m\",\"user\":{\"id\":\"u\"},\"attachments\":[{\"type\":\"image\"}]"),
        "data.attachments[].url is missing; send a url or an id");
    assertProblem(
        created("\"message_id\":\"m\",\"user\":{\"id\":\"u\"},\"attachments\":[{}]"),
        "data.attachments[].type must be one of image, video, audio, voice, sticker, file");
    assertProblem(
        created("\"message_id\":\"m\",\"user\":{\"id\":\"u\"},\"account\":\"other\""),
        "data.account is not an account of this endpoint");
    assertProblem(
        "{\"type\":\"message.created\",\"timestamp\":\"yesterday\",\"data\":{}}",
        "timestamp must be a time such as 2026-03-01T09:30:00Z");
    assertProblem(
        "{\"type\":\"message.created\",\"timestamp\":\"+900000000-01-01T00:00:00Z\",\"data\":{}}",
        "timestamp must be a time such as 2026-03-01T09:30:00Z");
  }

  private static String created(String data) {
    return "{\"type\":\"message.created\",\"data\":{" + data + "}}";
  }

  private void assertProblem(String body, String problem) {
    var refused = (Reception.Refused) receive(bytes(body));
    assertThat(refused.answer()).isEqualTo(HttpAnswer.json(400, "{\"error\":\"" + problem + "\"}"));
  }

  @Test
  void an_endpoint_of_several_accounts_needs_the_account_named() {
    var endpoint =
        new Endpoint(
            "default", "webchat", "main", secrets(), Optional.empty(), Set.of("one", "two"));
    var body = bytes(created("\"text\":\"x\",\"message_id\":\"m\",\"user\":{\"id\":\"u\"}"));
    var refused = (Reception.Refused) channel().receive(sign(body, secret(1), NOW), endpoint, NOW);
    assertThat(refused.answer().body()).contains("data.account is missing");
  }

  @Test
  void the_largest_body_taken_is_a_quarter_of_a_megabyte() {
    var reception = receive(sign(new byte[(256 << 10) + 1], secret(1), NOW));
    assertThat(((Reception.Refused) reception).answer().status()).isEqualTo(413);
  }
}
