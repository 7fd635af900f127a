package dragoman.functions;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dragoman.channel.HttpAnswer;
import dragoman.channel.WebhookRequest;
import dragoman.message.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An HTTP API event (payload format 2.0) and its answer.
 *
 * <p>The body's bytes are restored exactly as they came over the wire, from base64 where API
 * Gateway chose that; signatures are over those.
 */
record ApiCall(String channel, String endpoint, WebhookRequest request) {
  /**
   * The envelope is API Gateway's, not a stranger's; the strict rules are for the body inside. But
   * its names of headers are a stranger's, who shall not fill a table of names that stays.
   */
  private static final ObjectMapper ENVELOPE =
      new ObjectMapper(
          JsonFactory.builder().disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES).build());

  static ApiCall read(byte[] event) throws IOException {
    var json = ENVELOPE.readTree(event);
    var path = json.path("pathParameters");
    var body = json.path("body").asText("");
    return new ApiCall(
        path.path("channel").asText(""),
        path.path("endpoint").asText(""),
        new WebhookRequest(
            json.path("requestContext").path("http").path("method").asText(""),
            address(json),
            json.path("rawQueryString").asText(""),
            headers(json.path("headers")),
            json.path("isBase64Encoded").asBoolean(false)
                ? Base64.getDecoder().decode(body)
                : body.getBytes(StandardCharsets.UTF_8)));
  }

  /** API Gateway is reached over https alone; the local runner says that it is not. */
  private static String address(JsonNode json) {
    var scheme = json.path("headers").path("x-forwarded-proto").asText("https");
    var host = json.path("requestContext").path("domainName").asText("");
    return scheme + "://" + host + json.path("rawPath").asText("");
  }

  /**
   * API Gateway joins a header that was sent twice with a comma; no signature header of ours may
   * hold one, so such a value never verifies.
   */
  private static Map<String, List<String>> headers(JsonNode json) {
    var headers = new HashMap<String, List<String>>();
    json.properties().forEach(it -> headers.put(it.getKey(), List.of(it.getValue().asText())));
    return headers;
  }

  static byte[] write(HttpAnswer answer) throws JsonProcessingException {
    var json = Json.object().put("statusCode", answer.status());
    var headers = json.putObject("headers");
    answer.headers().forEach(headers::put);
    json.put("body", answer.body()).put("isBase64Encoded", false);
    return ENVELOPE.writeValueAsBytes(json);
  }
}
