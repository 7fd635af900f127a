package dragoman.local.embedded;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import scala.concurrent.Await;
import scala.concurrent.duration.Duration;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * DynamoDB (DynamoDB Local), SQS (ElasticMQ) and SNS (our own) in this process, in memory, on the
 * loopback address. Nothing is kept when it closes.
 *
 * <p>{@link #dynamoDb()} and {@link #sqs()} are the engines themselves; {@link #endpoint()} speaks
 * for all three, at the price of one hop more.
 */
public final class EmbeddedAws implements AutoCloseable {
  public static final String REGION = "us-east-1";
  public static final String ACCOUNT = "000000000000";

  private final DynamoDbServer dynamoDb;
  private final SQSRestServer sqsServer;
  private final URI sqs;
  private final SqsClient sqsClient;
  private final SnsDelivery delivery;
  private final FrontDoor front;

  private EmbeddedAws(DynamoDbServer dynamoDb, SQSRestServer sqsServer, int port) throws Exception {
    this.dynamoDb = dynamoDb;
    this.sqsServer = sqsServer;
    this.sqs =
        URI.create("http://127.0.0.1:" + sqsServer.waitUntilStarted().localAddress().getPort());
    this.sqsClient =
        SqsClient.builder()
            .endpointOverride(sqs)
            .region(Region.of(REGION))
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    this.delivery = new SnsDelivery(sqsClient, sqs.resolve("/" + ACCOUNT + "/"));
    this.front =
        FrontDoor.open(
            port,
            Map.of("sqs", sqs, "dynamodb", dynamoDb.address()),
            new SnsApi(new SnsTopics(REGION, ACCOUNT), delivery));
  }

  /**
   * @param port of {@link #endpoint()}; 0 for any free one
   * @throws IllegalStateException if a service does not start, for one because the port is taken
   */
  public static EmbeddedAws start(int port) {
    var dynamoDb =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return DynamoDbServer.start(0);
              } catch (Exception e) {
                throw new CompletionException(e);
              }
            });
    var sqs =
        SQSRestServerBuilder.withInterface("127.0.0.1")
            .withPort(0)
            .withAWSRegion(REGION)
            .withAWSAccountId(ACCOUNT)
            .start();
    try {
      return new EmbeddedAws(dynamoDb.join(), sqs, port);
    } catch (Exception e) {
      stop(sqs);
      throw new IllegalStateException("the embedded AWS services did not start: " + e.getMessage());
    }
  }

  public URI dynamoDb() {
    return dynamoDb.address();
  }

  public URI sqs() {
    return sqs;
  }

  public URI sns() {
    return front.address();
  }

  /** One address that speaks for all three services. */
  public URI endpoint() {
    return front.address();
  }

  @Override
  public void close() {
    front.close();
    delivery.close();
    sqsClient.close();
    stop(sqsServer);
    dynamoDb.close();
  }

  /**
   * ElasticMQ's own {@code stopAndWait} gives a request in flight a minute, waits exactly that long
   * and then throws. Nothing here outlives the process, so a request that hangs is left behind.
   */
  private static void stop(SQSRestServer server) {
    try {
      Await.ready(server.stopAndGetFuture().apply(), Duration.apply(3, TimeUnit.SECONDS));
    } catch (TimeoutException e) {
      // It ends by itself within the minute.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
