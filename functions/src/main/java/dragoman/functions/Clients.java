package dragoman.functions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * AWS clients as every function wants them: the lightest HTTP client, region, credentials and
 * addresses from the settings alone, so that none goes looking for them.
 *
 * <p>While a snapshot is being made ready, no connection outlives its answer: a restored one would
 * seem open and answer nothing until its timeout.
 */
final class Clients {
  private static final int CONNECT_MILLIS = 2_000;
  private static final int ANSWER_MILLIS = 5_000;
  private static final ProfileFile NO_PROFILES = ProfileFile.aggregator().build();

  private final Settings settings;
  private final Optional<AwsCredentialsProvider> credentials;
  private final SdkHttpClient http;
  private volatile boolean keep;

  Clients(Settings settings) {
    this.settings = settings;
    this.credentials = settings.credentials();
    this.http = UrlConnectionHttpClient.create(this::connection);
    this.keep = !settings.isSnapStart();
  }

  private Clients(
      Settings settings, Optional<AwsCredentialsProvider> credentials, SdkHttpClient http) {
    this.settings = settings;
    this.credentials = credentials;
    this.http = http;
  }

  /** The same clients, but that their calls end at another one. */
  Clients over(SdkHttpClient other) {
    return new Clients(settings, credentials, other);
  }

  void keepConnections() {
    keep = true;
  }

  SqsClient sqs() {
    return built(SqsClient.builder(), "SQS").build();
  }

  DynamoDbClient dynamo() {
    return built(DynamoDbClient.builder(), "DYNAMODB").build();
  }

  SnsClient sns() {
    return built(SnsClient.builder(), "SNS").build();
  }

  SecretsManagerClient secrets() {
    return built(SecretsManagerClient.builder(), "SECRETS_MANAGER").build();
  }

  private <B extends AwsClientBuilder<B, ?> & SdkSyncClientBuilder<B, ?>> B built(
      B builder, String service) {
    Optional<URI> elsewhere = settings.endpoint(service);
    elsewhere.ifPresent(builder::endpointOverride);
    credentials.ifPresent(builder::credentialsProvider);
    return builder
        .region(Region.of(settings.region()))
        .overrideConfiguration(it -> it.defaultProfileFile(NO_PROFILES))
        .httpClient(http);
  }

  /**
   * Opens a connection to SQS, so that the first message finds it, or at least TLS, ready. Asks for
   * nothing; whatever SQS says to that is right.
   */
  void open(String queueUrl) {
    try {
      var connection = connection(settings.endpoint("SQS").orElse(URI.create(queueUrl)));
      connection.setInstanceFollowRedirects(false);
      try (var answer =
          connection.getResponseCode() < 400
              ? connection.getInputStream()
              : connection.getErrorStream()) {
        if (answer != null) {
          answer.readAllBytes(); // Read to its end, it can be used again.
        }
      }
    } catch (IOException e) {
      // If SQS is not there, the first message will tell.
    }
  }

  private HttpURLConnection connection(URI uri) {
    try {
      var connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setConnectTimeout(CONNECT_MILLIS);
      connection.setReadTimeout(ANSWER_MILLIS);
      if (!keep) {
        connection.setRequestProperty("Connection", "close");
      }
      return connection;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
