package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RcsTest implements ChannelContract {

  @Override
  public Channel channel() {
    return new Rcs();
  }

  @Override
  public List<Secret> secrets() {
    return List.of(new Secret("client-token-1"), new Secret("client-token-2"), new Secret("three"));
  }

  @Override
  public String account() {
    return "creators_agent";
  }

  @Override
  public Optional<String> signatureHeader() {
    return Optional.of("x-goog-signature");
  }

  /** All of the body that counts; what is around it has a test of its own. */
  @Override
  public boolean signsBody() {
    return true;
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

  static WebhookRequest sign(byte[] body, Secret secret) {
    var endpoint =
        new Endpoint("default", "rcs", "main", List.of(secret), Optional.empty(), Set.of());
    return new Rcs().sign(body, endpoint, NOW);
  }

  static byte[] wrapped(String said) {
    return ("{\"message\":{\"data\":\""
            + Base64.getEncoder().encodeToString(bytes(said))
            + "\"},\"subscription\":\"s\"}")
        .getBytes(StandardCharsets.UTF_8);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Wrapped in no more than is needed, so that no byte of it is without meaning. */
  @Override
  public byte[] message() {
    return bytes(
        new String(
                wrapped(
                    "{\"senderPhoneNumber\":\"+12025550140\",\"messageId\":\"m-1\",\"text\":\"Hi\","
                        + "\"sendTime\":\"2026-03-02T09:00:00Z\",\"agentId\":\"creators_agent\"}"),
                StandardCharsets.UTF_8)
            .replace(",\"subscription\":\"s\"", ""));
  }

  @Override
  public byte[] otherEventOfTheSameId() {
    return wrapped(
        "{\"senderPhoneNumber\":\"+12025550140\",\"eventType\":\"READ\",\"eventId\":\"e-1\","
            + "\"messageId\":\"m-1\",\"agentId\":\"creators_agent\"}");
  }

  @Override
  public byte[] unknownKind() {
    return Events.body("rcs", "kind-of-tomorrow");
  }

  /** A push wraps one message. */
  @Override
  public byte[] batch() {
    return Events.body("rcs", "text-en-payout-when");
  }

  @Override
  public int messagesInBatch() {
    return 1;
  }

  @Override
  public Optional<byte[]> batchWithOneBadItem() {
    return Optional.empty();
  }

  /** What we send is not told to us; only that its link was opened. */
  @Override
  public byte[] echo() {
    return Events.body("rcs", "link-opened");
  }

  @Test
  void the_signature_agrees_with_another_implementation() {
    // Computed with Python's hmac module over the decoded data.
    var signature =
        "54r2nVvksy69OIm4Y920aMzj8ARNxUNnfEeTuJAtg6S39+4M6n41R3XMPRrHRAsj8+PrvJRqfyehs0yPnHmQFA==";
    var headers = Map.of("X-Goog-Signature", List.of(signature));
    var body = bytes("{\"message\":{\"data\":\"eyJldmVudFR5cGUiOiJJU19UWVBJTkcifQ==\"}}");
    assertThat(receive(new WebhookRequest("POST", "", headers, body)))
        .isInstanceOf(Reception.Accepted.class);
  }

  @Test
  void a_signature_of_the_body_instead_of_the_data_proves_nothing() {
    var hmac = Signature.hmacSha512(secrets().getFirst().bytes(), message());
    var headers = Map.of("x-goog-signature", Base64.getEncoder().encodeToString(hmac));
    assertRefused(401, WebhookRequest.post(message(), headers));
  }

  @Test
  void the_data_is_base64_as_every_encoder_writes_it() {
    var genuine = sign(message(), secrets().getFirst());
    var body = new String(message(), StandardCharsets.UTF_8);
    var data = body.replaceAll(".*\"data\":\"([^\"]+)\".*", "$1");
    for (var odd :
        List.of(
            data.replaceFirst("=+$", ""),
            data + "=",
            data + "\\n",
            " " + data,
            data.replaceFirst("^.", "-"),
            "")) {
      var changed = bytes(body.replace(data, odd));
      assertRefused(401, new WebhookRequest("POST", "", genuine.headers(), changed));
    }
  }

  @Test
  void nothing_of_what_is_around_the_signed_data_is_used() {
    var body = new String(Events.body("rcs", "text-en-payout-when"), StandardCharsets.UTF_8);
    var request = sign(bytes(body), secrets().getFirst());
    var around =
        bytes(
            body.replace("creators_agent@rbm.goog", "another_agent@rbm.goog")
                .replace("6267770000000001", "1")
                .replace("\"TEXT\"", "\"LOCATION\"")
                .replace("2026-03-02T09:01:01.200Z", "1999-01-01T00:00:00Z"));
    assertThat(around).isNotEqualTo(request.body());
    var changed = receive(new WebhookRequest("POST", "", request.headers(), around));
    assertThat(((Reception.Accepted) changed).messages())
        .isEqualTo(accepted(request.body()).messages());
  }

  @Test
  void a_handshake_with_our_token_is_answered_with_the_bare_secret() {
    for (var token : List.of("client-token-1", "client-token-2")) {
      var reception =
          channel()
              .receive(
                  unsigned(handshake(token, "1234567890")),
                  endpoint(secrets().get(0), secrets().get(1)),
                  NOW);
      assertThat(reception).isEqualTo(new Reception.Handshake(HttpAnswer.text(200, "1234567890")));
    }
  }

  @Test
  void a_handshake_with_another_token_or_an_odd_secret_is_refused() {
    assertRefused(403, unsigned(handshake("client-token-3", "1234567890")));
    assertRefused(403, unsigned(handshake("", "1234567890")));
    for (var odd : List.of("", "<script>", "a b", "x".repeat(257))) {
      assertRefused(403, unsigned(handshake("client-token-1", odd)));
    }
    assertRefused(403, unsigned(bytes("{\"clientToken\":[\"client-token-1\"],\"secret\":\"1\"}")));
    var closed = channel().receive(unsigned(handshake("client-token-1", "1")), endpoint(), NOW);
    assertThat(closed).isInstanceOf(Reception.Refused.class);
  }

  private static byte[] handshake(String token, String secret) {
    return bytes("{\"clientToken\":\"%s\",\"secret\":\"%s\"}".formatted(token, secret));
  }

  private void assertRefused(int status, WebhookRequest request) {
    var reception = receive(request);
    assertThat(reception).isInstanceOf(Reception.Refused.class);
    assertThat(((Reception.Refused) reception).answer().status()).isEqualTo(status);
  }

  WebhookRequest signed(String name) {
    return sign(Events.body("rcs", name), secrets().getFirst());
  }

  @Test
  void no_bit_of_the_signed_data_may_change() {
    var request = signed("text-ta-payout-when");
    var body = new String(request.body(), StandardCharsets.US_ASCII);
    var from = body.indexOf("\"data\": \"") + 9;
    var to = body.indexOf('"', from);
    var random = new Random(7);
    for (var i = 0; i < 500; i++) {
      var changed = request.body().clone();
      changed[from + random.nextInt(to - from)] ^= (byte) (1 << random.nextInt(7));
      assertRefused(401, new WebhookRequest("POST", "", request.headers(), changed));
    }
  }

  @Test
  void the_largest_body_taken_is_half_a_megabyte() {
    assertRefused(413, unsigned(new byte[(512 << 10) + 1]));
  }

  @Override
  public Account sendingAccount() {
    return new Account(
        "rcs",
        account(),
        secrets().getFirst(),
        Optional.of(URI.create("https://europe-rcsbusinessmessaging.googleapis.com")));
  }
}
