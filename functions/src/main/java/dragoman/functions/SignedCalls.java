package dragoman.functions;

import dragoman.channel.HttpAnswer;
import dragoman.pipeline.Doors;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * JSON calls to the two AWS services whose SDK modules are not in the zip, signed and sent by the
 * SDK's own signer and HTTP client. For calls that may be made twice: what got no answer, or was
 * throttled, or failed on the service's side, is asked again twice.
 */
final class SignedCalls {
  private static final Duration CONNECT = Duration.ofSeconds(2);

  /** Longer than a new version needs to be restored, which Lambda stops after ten seconds. */
  private static final Duration ANSWER = Duration.ofSeconds(15);

  private static final int ATTEMPTS = 3;
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** The most that one call takes, all its attempts together. */
  static final Duration LONGEST = CONNECT.plus(ANSWER).plus(PAUSE).multipliedBy(ATTEMPTS);

  private final Settings settings;
  private final Region region;
  private final AwsCredentialsProvider credentials;
  private final SdkHttpClient http =
      UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(ANSWER).build();

  SignedCalls(Settings settings) {
    this.settings = settings;
    this.region = Region.of(settings.region());
    this.credentials =
        settings.credentials().orElseGet(() -> DefaultCredentialsProvider.builder().build());
  }

  /**
   * A POST; any status is an answer.
   *
   * @param service its name in host names and signatures, such as {@code lambda}
   * @param path already percent-encoded
   * @throws Doors.Unavailable if there was no answer
   */
  HttpAnswer post(String service, String path, Map<String, String> headers, String json) {
    for (var attempt = 1; ; attempt++) {
      try {
        var answer = once(service, path, headers, json);
        if (attempt == ATTEMPTS || (answer.status() < 500 && answer.status() != 429)) {
          return answer;
        }
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw new Doors.Unavailable(service + ": " + e.getClass().getSimpleName(), e);
        }
      }
      pause();
    }
  }

  private HttpAnswer once(String service, String path, Map<String, String> headers, String json)
      throws IOException {
    var request =
        SdkHttpRequest.builder()
            .uri(settings.endpoint(service.toUpperCase(Locale.ROOT)).orElseGet(() -> home(service)))
            .encodedPath(path)
            .method(SdkHttpMethod.POST);
    headers.forEach(request::putHeader);
    var body = ContentStreamProvider.fromUtf8String(json);
    var signed =
        AwsV4HttpSigner.create()
            .sign(
                it ->
                    it.identity(credentials.resolveCredentials())
                        .request(request.build())
                        .payload(body)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region.id()));
    var call =
        HttpExecuteRequest.builder()
            .request(signed.request())
            .contentStreamProvider(signed.payload().orElse(body))
            .build();
    var answer = http.prepareRequest(call).call();
    var named = new HashMap<String, String>();
    answer
        .httpResponse()
        .headers()
        .forEach((name, values) -> named.put(lower(name), String.join(", ", values)));
    return new HttpAnswer(answer.httpResponse().statusCode(), named, text(answer.responseBody()));
  }

  private URI home(String service) {
    return URI.create(
        "https://" + service + "." + region.id() + "." + PartitionMetadata.of(region).dnsSuffix());
  }

  /** A status line has no name. */
  private static String lower(String name) {
    return name == null ? "" : name.toLowerCase(Locale.ROOT);
  }

  private static String text(Optional<AbortableInputStream> body) throws IOException {
    try (InputStream in = body.<InputStream>map(it -> it).orElse(InputStream.nullInputStream())) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
