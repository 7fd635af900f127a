package dragoman.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dragoman.channel.Channel;
import dragoman.channel.Channels;
import dragoman.channel.Endpoint;
import dragoman.channel.Reception;
import dragoman.channel.Secret;
import dragoman.channel.Signature;
import dragoman.channel.WebhookRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/**
 * Nothing is genuine but what was signed: each bit of a genuine request turned, each part of it
 * shortened or lengthened, its headers left out, emptied, doubled or respelled, at the channel's
 * own door.
 */
class SignatureFlipsTest {

  /** A genuine request, the door it comes to, and when. */
  private record Vector(
      String name, Channel channel, Endpoint endpoint, WebhookRequest request, Instant now) {
    static Vector of(
        String name,
        String channel,
        String secret,
        Map<String, String> headers,
        String body,
        Instant now) {
      var lists = new HashMap<String, List<String>>();
      headers.forEach((header, value) -> lists.put(header, List.of(value)));
      return new Vector(
          name,
          Channels.named(channel).orElseThrow(),
          new Endpoint(
              "t", channel, "main", List.of(new Secret(secret)), Optional.empty(), Set.of("1")),
          new WebhookRequest("POST", "", lists, body.getBytes(UTF_8)),
          now);
    }

    boolean takes(WebhookRequest changed) {
      return isGenuine(channel.receive(changed, endpoint, now));
    }

    boolean takes(String header, List<String> values) {
      var headers = new HashMap<>(request.headers());
      headers.put(header, values);
      return takes(headers, request.body());
    }

    boolean takes(byte[] body) {
      return takes(request.headers(), body);
    }

    boolean takes(Map<String, List<String>> headers, byte[] body) {
      return takes(
          new WebhookRequest(
              "POST", request.address(), request.query(), headers, body, request.certificate()));
    }
  }

  /** Genuine, whether or not what was signed is a message. */
  private static boolean isGenuine(Reception reception) {
    return switch (reception) {
      case Reception.Accepted _, Reception.Handshake _ -> true;
      case Reception.Refused refused -> refused.answer().status() != 401;
    };
  }

  /**
   * Published by Standard Webhooks and by Meta's documentation's scheme; and one of each of ours.
   */
  private static List<Vector> vectors() {
    var all = new ArrayList<Vector>();
    all.add(
        Vector.of(
            "Standard Webhooks specification",
            "webchat",
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            Map.of(
                "webhook-id",
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                "webhook-timestamp",
                "1614265330",
                "webhook-signature",
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
            "{\"test\": 2432232314}",
            Instant.ofEpochSecond(1614265330)));
    all.add(
        Vector.of(
            "X-Hub-Signature-256",
            "whatsapp",
            "It's a Secret to Everybody",
            Map.of(
                "x-hub-signature-256",
                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"),
            "Hello, World!",
            Street.NOW));
    for (var channel : Channels.all()) {
      var body = "{\"update_id\":1,\"type\":\"x\",\"object\":\"\u00e9\"}".getBytes(UTF_8);
      all.add(
          new Vector(
              "ours",
              channel,
              Street.endpoint(channel.name()),
              Street.signed(channel, body),
              Street.NOW));
    }
    return all;
  }

  /** LINE's signature says the same without its padding. */
  private static boolean isTheSame(Vector vector, String value, String changed) {
    return vector.channel().name().equals("line") && value.equals(changed + "=");
  }

  /**
   * Google signs what is inside the wrapping, as RcsTest shows; of an e-mail's body, SNS signs what
   * EmailSignatureTest changes.
   */
  private static boolean signsBody(Vector vector) {
    return !Set.of("telegram", "vk", "email", "rcs").contains(vector.channel().name());
  }

  private static void each(BiConsumer<Vector, String> headers) {
    for (var vector : vectors()) {
      vector.request().headers().keySet().forEach(name -> headers.accept(vector, name));
    }
  }

  @Test
  void each_vector_is_genuine_as_it_is() {
    assertThat(vectors()).hasSize(2 + Channels.all().size()).allMatch(it -> it.takes(it.request()));
  }

  @Test
  void every_bit_of_a_body_and_every_length_but_its_own_is_refused() {
    var changes = 0;
    for (var vector : vectors()) {
      if (signsBody(vector)) {
        for (var changed : Changes.of(vector.request().body())) {
          assertThat(vector.takes(changed)).as(vector.channel().name()).isFalse();
          changes++;
        }
      }
    }
    assertThat(changes).isGreaterThan(1_000);
    System.out.println("changed bodies refused: " + changes);
  }

  @Test
  void every_bit_of_a_header_and_every_length_but_its_own_is_refused() {
    var changes = new ArrayList<String>();
    each(
        (vector, name) -> {
          var value = vector.request().header(name).orElseThrow();
          for (var changed : Changes.of(value.getBytes(UTF_8))) {
            var text = new String(changed, java.nio.charset.StandardCharsets.ISO_8859_1);
            assertThat(vector.takes(name, List.of(text)))
                .as("%s, %s: %s", vector.name(), name, text)
                .isEqualTo(isTheSame(vector, value, text));
            changes.add(text);
          }
        });
    assertThat(changes).hasSizeGreaterThan(5_000);
    System.out.println("changed headers refused: " + changes.size());
  }

  @Test
  void a_header_that_is_missing_empty_or_doubled_is_refused() {
    each(
        (vector, name) -> {
          var value = vector.request().header(name).orElseThrow();
          for (var values :
              List.of(
                  List.<String>of(),
                  List.of(""),
                  List.of(" "),
                  List.of(value, value),
                  List.of(value, ""),
                  List.of("", value),
                  List.of(value, "x"),
                  List.of(value + "," + value),
                  List.of(value + ", " + value),
                  List.of(value + ";" + value),
                  List.of(value + "\n" + value))) {
            assertThat(vector.takes(name, values))
                .as("%s, %s: %s", vector.name(), name, values)
                .isFalse();
          }
        });
  }

  @Test
  void a_header_sent_in_two_spellings_is_doubled() {
    each(
        (vector, name) -> {
          var value = vector.request().header(name).orElseThrow();
          var headers = new HashMap<>(vector.request().headers());
          headers.put(name.toUpperCase(Locale.ROOT), List.of(value));
          assertThat(vector.takes(headers, vector.request().body()))
              .as(vector.name() + ", " + name)
              .isFalse();
        });
  }

  @Test
  void a_headers_name_is_read_in_any_case() {
    for (var vector : vectors()) {
      var headers = new HashMap<String, List<String>>();
      vector
          .request()
          .headers()
          .forEach((name, values) -> headers.put(name.toUpperCase(Locale.ROOT), values));
      assertThat(vector.takes(headers, vector.request().body())).as(vector.name()).isTrue();
    }
  }

  @Test
  void another_prefix_or_version_or_case_proves_nothing() {
    each(
        (vector, name) -> {
          var value = vector.request().header(name).orElseThrow();
          for (var other :
              List.of(
                  value.replace("sha256=", "sha1="),
                  value.replace("sha256=", ""),
                  value.replace("sha256=", "SHA256="),
                  value.replace("v1,", "v1a,"),
                  value.replace("v1,", "v0,"),
                  value.replace("v1,", ""),
                  value.replace("v1,", "V1,"),
                  value.replaceFirst("=$", ""),
                  value.toUpperCase(Locale.ROOT))) {
            if (!other.equals(value) && !isTheSame(vector, value, other)) {
              assertThat(vector.takes(name, List.of(other))).as(other).isFalse();
            }
          }
        });
  }

  @Test
  void without_a_configured_secret_everything_is_refused() {
    for (var vector : vectors()) {
      var bare =
          new Endpoint(
              "t", vector.channel().name(), "main", List.of(), Optional.empty(), Set.of("1"));
      var empty = Signature.hmacSha256(new byte[] {0}, vector.request().body());
      for (var value :
          List.of(
              "",
              "sha256=" + HexFormat.of().formatHex(empty),
              "v1," + java.util.Base64.getEncoder().encodeToString(empty),
              vector.request().headers().values().stream()
                  .map(List::getFirst)
                  .findFirst()
                  .orElse(""))) {
        var headers = new HashMap<>(vector.request().headers());
        headers.replaceAll((name, values) -> name.endsWith("timestamp") ? values : List.of(value));
        assertThat(
                isGenuine(
                    vector
                        .channel()
                        .receive(
                            new WebhookRequest("POST", "", headers, vector.request().body()),
                            bare,
                            vector.now())))
            .as(vector.name() + " " + value)
            .isFalse();
      }
    }
  }
}
