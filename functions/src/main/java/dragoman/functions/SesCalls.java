package dragoman.functions;

import dragoman.channel.HttpCall;
import dragoman.pipeline.Doors.Exchange;
import dragoman.pipeline.Doors.Http;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * Gives calls to SES what only this side has: the function's own region, and a signature with its
 * credentials (AWS Signature Version 4), made just before the call goes out. Other calls pass.
 */
final class SesCalls implements Http {
  private static final String EMAIL = "email";

  /** What SES's names in signatures and host names differ in. */
  private static final String SIGNING_NAME = "ses";

  /** The client writes these by itself. */
  private static final Set<String> CLIENTS_OWN = Set.of("host", "content-length");

  private final Settings settings;
  private final Http http;
  private final AwsCredentialsProvider credentials;

  SesCalls(Settings settings, Http http) {
    this.settings = settings;
    this.credentials =
        settings.credentials().orElseGet(() -> DefaultCredentialsProvider.builder().build());
    this.http = http;
  }

  @Override
  public Exchange send(String provider, HttpCall call) {
    if (!provider.equals(EMAIL)) {
      return http.send(provider, call);
    }
    HttpCall signed;
    try {
      signed = signed(call);
    } catch (SdkException e) {
      return new Exchange.NotSent(e.getClass().getSimpleName());
    }
    return http.send(provider, signed);
  }

  private HttpCall signed(HttpCall call) {
    var region = Region.of(settings.region());
    var url =
        URI.create(
            "https://"
                + EMAIL
                + "."
                + region.id()
                + "."
                + PartitionMetadata.of(region).dnsSuffix()
                + call.url().getRawPath());
    var request = SdkHttpRequest.builder().uri(url).method(SdkHttpMethod.fromValue(call.method()));
    call.headers().forEach(request::putHeader);
    var signed =
        AwsV4HttpSigner.create()
            .sign(
                it ->
                    it.identity(credentials.resolveCredentials())
                        .request(request.build())
                        .payload(ContentStreamProvider.fromUtf8String(call.body()))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SIGNING_NAME)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region.id()));
    return new HttpCall(call.method(), url, url.toString(), headers(signed.request()), call.body());
  }

  private static Map<String, String> headers(SdkHttpRequest request) {
    var headers = new HashMap<String, String>();
    request
        .headers()
        .forEach(
            (name, values) -> {
              if (!CLIENTS_OWN.contains(name.toLowerCase(Locale.ROOT))) {
                headers.put(name, String.join(", ", values));
              }
            });
    return headers;
  }
}
