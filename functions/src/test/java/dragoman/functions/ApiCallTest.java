package dragoman.functions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dragoman.channel.Channel;
import dragoman.channel.Channels;
import dragoman.channel.WebhookRequest;
import dragoman.hostile.Street;
import dragoman.hostile.Texts;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a stranger sends, as API Gateway hands it over (payload format 2.0). */
class ApiCallTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Street street = new Street();

  private static byte[] body(Channel channel) {
    return Street.signed(channel, Texts.saying(channel, "1", "नमस्ते 😀")).body();
  }

  private static Map<String, String> proof(Channel channel) {
    var headers = new HashMap<String, String>();
    // The event below names no host.
    Street.signed(channel, body(channel), "https://")
        .headers()
        .forEach((name, values) -> headers.put(name, values.getFirst()));
    return headers;
  }

  private static byte[] event(
      String method, Map<String, String> headers, String body, boolean encoded) {
    var event = JSON.createObjectNode().put("version", "2.0").put("rawQueryString", "");
    headers.forEach(event.putObject("headers")::put);
    event.putObject("requestContext").putObject("http").put("method", method);
    return event.put("body", body).put("isBase64Encoded", encoded).toString().getBytes(UTF_8);
  }

  private int answered(Channel channel, byte[] event) throws IOException {
    street.clear();
    var signed = Street.signed(channel, body(channel));
    var read = ApiCall.read(event).request();
    // The envelope below has no query, and a certificate comes from elsewhere.
    var request =
        new WebhookRequest(
            read.method(),
            read.address(),
            signed.query(),
            read.headers(),
            read.body(),
            signed.certificate());
    return street.post(channel, request).status();
  }

  @Test
  void a_genuine_body_is_genuine_as_text_and_as_base64() throws IOException {
    for (var channel : Channels.all()) {
      var text = new String(body(channel), UTF_8);
      var base64 = Base64.getEncoder().encodeToString(body(channel));
      assertThat(answered(channel, event("POST", proof(channel), text, false))).isEqualTo(200);
      assertThat(answered(channel, event("POST", proof(channel), base64, true))).isEqualTo(200);
      assertThat(answered(channel, event("POST", proof(channel), base64, false)))
          .isEqualTo(channel.name().equals("telegram") ? 200 : 401);
    }
  }

  /** The gateway joins a doubled header's values with a comma. */
  @Test
  void a_doubled_header_as_the_gateway_joins_it_proves_nothing() throws IOException {
    for (var channel : Channels.all()) {
      for (var name : proof(channel).keySet()) {
        for (var comma : new String[] {",", ", ", " , "}) {
          var headers = new HashMap<>(proof(channel));
          headers.compute(name, (_, value) -> value + comma + value);
          assertThat(
                  answered(
                      channel, event("POST", headers, new String(body(channel), UTF_8), false)))
              .as(channel.name() + ", " + name)
              .isEqualTo(401);
        }
      }
    }
  }

  @Test
  void an_event_with_nothing_in_it_is_refused() throws IOException {
    for (var channel : Channels.all()) {
      assertThat(answered(channel, "{}".getBytes(UTF_8))).isEqualTo(405);
      assertThat(answered(channel, event("POST", Map.of(), "", false))).isEqualTo(401);
      assertThat(answered(channel, event("post", proof(channel), "", false))).isEqualTo(405);
      assertThat(answered(channel, event("PUT", proof(channel), "", false))).isEqualTo(405);
    }
  }

  /** Names of headers are a stranger's: any character, and made to collide. */
  @Test
  void names_of_headers_may_be_anything() throws IOException {
    for (var channel : Channels.all()) {
      var headers = new HashMap<>(proof(channel));
      for (var i = 0; i < 1 << 12; i++) {
        var name = new StringBuilder();
        for (var bit = 0; bit < 12; bit++) {
          name.append((i >> bit & 1) == 0 ? "Ab" : "BA");
        }
        headers.put(name.toString(), "x");
      }
      var event =
          new String(event("POST", headers, new String(body(channel), UTF_8), false), UTF_8);
      var odd =
          event.replace("\"headers\":{", "\"headers\":{\"\\ud83d\\ude00\":\"x\",\"\\u0000\":\"\",");
      assertThat(answered(channel, odd.getBytes(UTF_8))).isEqualTo(200);
    }
  }
}
