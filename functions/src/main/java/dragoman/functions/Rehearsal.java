package dragoman.functions;

import dragoman.channel.Signature;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * AWS as it answers in a rehearsal: at once, and with nothing, without anything leaving the
 * process. A whole run before the first event, in init, so that the first event finds every class
 * loaded; the real clients' code runs, only the wire is missing.
 */
final class Rehearsal implements SdkHttpClient {
  private static final String KEY = "rehearsal-only-not-a-secret";

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    var target = request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse("");
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() {
        return HttpExecuteResponse.builder()
            .response(SdkHttpResponse.builder().statusCode(200).build())
            .responseBody(AbortableInputStream.create(answer(target)))
            .build();
      }

      @Override
      public void abort() {}
    };
  }

  private static InputStream answer(String target) {
    var text =
        target.endsWith(".GetSecretValue")
            ? "{\"SecretString\":\"{\\\"secrets\\\":[\\\"" + KEY + "\\\"]}\"}"
            : "{}";
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {}

  /** A webhook as API Gateway hands it over, signed with the rehearsal's key. */
  static InputStream webhook() {
    var body =
        """
        {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages",\
        "value":{"metadata":{"phone_number_id":"1"},"contacts":[{"profile":{"name":"r"},\
        "wa_id":"1"}],"messages":[{"from":"1","id":"wamid.rehearsal","timestamp":"1",\
        "type":"text","text":{"body":"rehearsal"}}]}}]}]}\
        """;
    var key = KEY.getBytes(StandardCharsets.UTF_8);
    var signature =
        HexFormat.of()
            .formatHex(Signature.hmacSha256(key, body.getBytes(StandardCharsets.UTF_8)));
    var event =
        """
        {"version":"2.0","rawQueryString":"","headers":{"x-hub-signature-256":"sha256=%s"},\
        "requestContext":{"http":{"method":"POST"}},"pathParameters":{"channel":"whatsapp",\
        "endpoint":"rehearsal"},"body":"%s","isBase64Encoded":false}\
        """
            .formatted(signature, body.replace("\"", "\\\""));
    return new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8));
  }
}
