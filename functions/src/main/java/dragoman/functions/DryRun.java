package dragoman.functions;

import dragoman.channel.Signature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
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
 * AWS as it answers in a dry run: at once, and with nothing, without anything leaving the process.
 * A whole run before the first event, in init, so that the first event finds every class loaded;
 * the real clients' code runs, only the wire is missing.
 */
final class DryRun implements SdkHttpClient {
  interface Run {
    void run() throws IOException;
  }

  /** A run of parts whose calls go nowhere. */
  interface Of {
    void run(Wiring stage) throws IOException;
  }

  private static final String KEY = "rehearsal-only-not-a-secret";

  private record Answer(int status, String body) {}

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        var answer = answer(request);
        return HttpExecuteResponse.builder()
            .response(SdkHttpResponse.builder().statusCode(answer.status()).build())
            .responseBody(AbortableInputStream.create(bytes(answer.body())))
            .build();
      }

      @Override
      public void abort() {}
    };
  }

  /** There is one secret, and it was never rotated: both kinds of answer are rehearsed. */
  private static Answer answer(HttpExecuteRequest request) throws IOException {
    if (!request
        .httpRequest()
        .firstMatchingHeader("X-Amz-Target")
        .orElse("")
        .endsWith(".GetSecretValue")) {
      return new Answer(200, "{}");
    }
    try (var in = request.contentStreamProvider().orElseThrow().newStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).contains("AWSPREVIOUS")
          ? new Answer(400, "{\"__type\":\"ResourceNotFoundException\"}")
          : new Answer(200, "{\"SecretString\":\"{\\\"secrets\\\":[\\\"" + KEY + "\\\"]}\"}");
    }
  }

  private static InputStream bytes(String text) {
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
        HexFormat.of().formatHex(Signature.hmacSha256(key, body.getBytes(StandardCharsets.UTF_8)));
    var event =
        """
        {"version":"2.0","rawQueryString":"","headers":{"x-hub-signature-256":"sha256=%s"},\
        "requestContext":{"http":{"method":"POST"}},"pathParameters":{"channel":"whatsapp",\
        "endpoint":"rehearsal"},"body":"%s","isBase64Encoded":false}\
        """
            .formatted(signature, body.replace("\"", "\\\""));
    return bytes(event);
  }
}
