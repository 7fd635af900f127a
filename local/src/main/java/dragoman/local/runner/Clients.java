package dragoman.local.runner;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The ordinary AWS clients, pointed at the services in use. Safe for use by several threads. */
public record Clients(DynamoDbClient dynamoDb, SqsClient sqs, SnsClient sns)
    implements AutoCloseable {
  static final String REGION = "us-east-1";
  static final String CREDENTIAL = "local";

  private static final AwsCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create(CREDENTIAL, CREDENTIAL));

  private static final Duration LONGEST_ANSWER = Duration.ofMinutes(3);

  /** Clients for one address that speaks for all services. */
  public static Clients at(URI endpoint) {
    return at(endpoint, endpoint, endpoint);
  }

  public static Clients at(URI dynamoDb, URI sqs, URI sns) {
    return at(dynamoDb, sqs, sns, REGION);
  }

  private static Clients at(URI dynamoDb, URI sqs, URI sns, String region) {
    return new Clients(
        made(DynamoDbClient.builder(), dynamoDb, region),
        made(SqsClient.builder(), sqs, region),
        made(SnsClient.builder(), sns, region));
  }

  /**
   * An operator's clients: for the services at an address, in the runner's region; or as the
   * environment wants them, its keys, profile, region and endpoints in the order that every AWS SDK
   * looks for them.
   *
   * @param region in place of the runner's or the environment's
   * @throws software.amazon.awssdk.core.exception.SdkClientException if the environment names no
   *     region
   */
  public static Clients operators(Optional<URI> endpoint, Optional<String> region) {
    return endpoint
        .map(it -> at(it, it, it, region.orElse(REGION)))
        .orElseGet(() -> ofEnvironment(region));
  }

  /**
   * An operator's way to call functions, where {@link #operators} looks. It waits for an answer for
   * longer than a function may take.
   *
   * @param endpoint who answers for Lambda, if not AWS itself
   */
  public static LambdaClient operatorsLambda(Optional<URI> endpoint, Optional<String> region) {
    var builder = LambdaClient.builder();
    region.map(Region::of).ifPresent(builder::region);
    endpoint.ifPresent(
        it ->
            builder
                .endpointOverride(it)
                .region(Region.of(region.orElse(REGION)))
                .credentialsProvider(CREDENTIALS));
    return builder
        .httpClient(UrlConnectionHttpClient.builder().socketTimeout(LONGEST_ANSWER).build())
        .build();
  }

  private static Clients ofEnvironment(Optional<String> region) {
    return new Clients(
        found(DynamoDbClient.builder(), region),
        found(SqsClient.builder(), region),
        found(SnsClient.builder(), region));
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C found(
      B builder, Optional<String> region) {
    region.map(Region::of).ifPresent(builder::region);
    return builder.httpClient(UrlConnectionHttpClient.create()).build();
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C made(
      B builder, URI endpoint, String region) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.of(region))
        .credentialsProvider(CREDENTIALS)
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  @Override
  public void close() {
    dynamoDb.close();
    sqs.close();
    sns.close();
  }
}
