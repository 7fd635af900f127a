package dragoman.local.runner;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The ordinary AWS clients, pointed at the services in use. Safe for use by several threads. */
public record Clients(DynamoDbClient dynamoDb, SqsClient sqs, SnsClient sns)
    implements AutoCloseable {
  static final String REGION = "us-east-1";
  static final String CREDENTIAL = "local";

  /** Clients for one address that speaks for all services. */
  public static Clients at(URI endpoint) {
    return at(endpoint, endpoint, endpoint);
  }

  public static Clients at(URI dynamoDb, URI sqs, URI sns) {
    return new Clients(
        made(DynamoDbClient.builder(), dynamoDb),
        made(SqsClient.builder(), sqs),
        made(SnsClient.builder(), sns));
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C made(
      B builder, URI endpoint) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.of(REGION))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(CREDENTIAL, CREDENTIAL)))
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
