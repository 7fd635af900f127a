package dragoman.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dragoman.pipeline.Doors;
import dragoman.pipeline.Doors.Lane;
import dragoman.pipeline.Doors.Letter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The answers a service that is SQS, or takes itself for it, may give to a send. */
class SqsAnswersTest {
  private static final List<Letter> TWO =
      List.of(new Letter("g", "1", "one"), new Letter("g", "2", "two"));

  private HttpServer server;
  private int status;
  private String answer;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          var bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private SqsQueues queues() {
    var here = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new SqsQueues(
        SqsClient.builder()
            .endpointOverride(here)
            .region(Region.US_EAST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .httpClient(UrlConnectionHttpClient.create())
            .overrideConfiguration(it -> it.retryStrategy(r -> r.maxAttempts(1)))
            .checksumValidationEnabled(false)
            .build(),
        new SqsQueues.Addresses(
            "http://queue.elsewhere.example.com:1/1/inbound.fifo",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("x-team-")));
  }

  private void answers(int status, String answer) {
    this.status = status;
    this.answer = answer;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.amazonaws.sqs#QueueDoesNotExist",
        "QueueDoesNotExist",
        "AWS.SimpleQueueService.NonExistentQueue",
        "com.amazonaws.sqs#AWS.SimpleQueueService.NonExistentQueue"
      })
  void a_queue_that_is_not_there_is_known_by_either_name_of_the_error(String name) {
    answers(400, "{\"__type\":\"" + name + "\",\"message\":\"no\"}");
    assertThatThrownBy(() -> queues().send(new Lane.TeamLane("payments"), TWO))
        .isInstanceOf(Doors.NoSuchQueue.class)
        .hasMessageContaining("x-team-payments.fifo");
  }

  @Test
  void any_other_refusal_is_trouble() {
    answers(400, "{\"__type\":\"com.amazonaws.sqs#RequestThrottled\",\"message\":\"slow\"}");
    assertThatThrownBy(() -> queues().send(new Lane.Inbound(), TWO))
        .isInstanceOf(Doors.Unavailable.class);
  }

  @Test
  void what_the_answer_does_not_name_as_taken_was_not_taken() {
    answers(
        200, "{\"Successful\":[{\"Id\":\"1\",\"MessageId\":\"m\",\"MD5OfMessageBody\":\"x\"}]}");
    assertThat(queues().send(new Lane.Inbound(), TWO)).containsExactly(0);

    answers(200, "{}");
    assertThat(queues().send(new Lane.Inbound(), TWO)).containsExactlyInAnyOrder(0, 1);
  }
}
