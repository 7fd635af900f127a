package dragoman.functions;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * AWS clients as every function wants them: the lightest HTTP client, named region, addresses from
 * the settings.
 */
final class Clients {
  private final Settings settings;
  private final SdkHttpClient http =
      UrlConnectionHttpClient.builder()
          .connectionTimeout(Duration.ofSeconds(2))
          .socketTimeout(Duration.ofSeconds(5))
          .build();

  Clients(Settings settings) {
    this.settings = settings;
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
    settings.fixedCredentials().ifPresent(builder::credentialsProvider);
    return builder.region(Region.of(settings.region())).httpClient(http);
  }
}
