package dragoman.local.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dragoman.local.embedded.EmbeddedAws;
import dragoman.local.template.EventSource;
import dragoman.local.template.Stack;
import dragoman.local.template.Template;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The sample template, run on the embedded services with handlers made for this test. */
class RunnerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static final List<String> handled = new CopyOnWriteArrayList<>();
  private static EmbeddedAws aws;
  private static Clients clients;
  private static Stack stack;
  private static Runner runner;

  /** Answers with the event it was given; fails when told to. */
  private static final RequestStreamHandler ECHO =
      (in, out, context) -> {
        var event = JSON.readTree(in);
        if (event.path("body").asText().equals("fail")) {
          throw new IllegalStateException("fail");
        }
        if (event.path("body").asText().equals("time")) {
          out.write(
              ("{\"left\":" + context.getRemainingTimeInMillis() + "}")
                  .getBytes(StandardCharsets.UTF_8));
          return;
        }
        var answer = JsonNodeFactory.instance.objectNode().put("statusCode", 201);
        answer.putObject("headers").put("X-Mine", "yes");
        answer.put("body", event.toString());
        out.write(answer.toString().getBytes(StandardCharsets.UTF_8));
      };

  /**
   * Bodies are {@code conversation:number[:how often it fails]}. After a failure the rest of its
   * conversation is left for later, as Dragoman's own handler does.
   */
  private static final RequestHandler<SQSEvent, SQSBatchResponse> ROUTE =
      (event, context) -> {
        var failures = new ArrayList<SQSBatchResponse.BatchItemFailure>();
        var stopped = new ArrayList<String>();
        for (var message : event.getRecords()) {
          var parts = message.getBody().split(":");
          var received = Integer.parseInt(message.getAttributes().get("ApproximateReceiveCount"));
          var fails = parts.length > 2 && received <= Integer.parseInt(parts[2]);
          if (fails && parts[1].equals("throw")) {
            throw new IllegalStateException("whole batch");
          }
          if (fails || stopped.contains(parts[0])) {
            stopped.add(parts[0]);
            failures.add(new SQSBatchResponse.BatchItemFailure(message.getMessageId()));
          } else {
            handled.add(message.getBody());
          }
        }
        return new SQSBatchResponse(failures);
      };

  private static final RequestHandler<ScheduledEvent, Void> WATCH =
      (event, context) -> {
        handled.add("watch " + event.getDetailType() + " " + event.getTime().getYear());
        return null;
      };

  @BeforeAll
  static void start() throws Exception {
    aws = EmbeddedAws.start(0);
    clients = Clients.at(aws.dynamoDb(), aws.sqs(), aws.sns());
    stack =
        Template.read(Path.of(RunnerTest.class.getResource("/infra/template.yaml").toURI()))
            .at(Provisioning.place(clients), "test", Map.of());
    new Provisioning(clients, stack).ensure();
    runner = Runner.bind(0);
    runner.start(
        stack,
        clients,
        (name, environment) ->
            switch (name) {
              case "test.Receive" -> ECHO;
              case "test.Route" -> ROUTE;
              case "test.Watch" -> WATCH;
              case String other -> throw new IllegalArgumentException(other);
            },
        Map.of("SECRETS", "file:x"),
        exchange -> exchange.close());
  }

  @AfterAll
  static void stop() {
    runner.close();
    clients.close();
    aws.close();
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(runner.address().resolve(path));
  }

  private static JsonNode echoed(HttpRequest.Builder request) throws Exception {
    return JSON.readTree(send(request).body());
  }

  private static String work() {
    return clients.sqs().getQueueUrl(request -> request.queueName("test-Work.fifo")).queueUrl();
  }

  private static void enqueue(String body) {
    clients
        .sqs()
        .sendMessage(
            request ->
                request
                    .queueUrl(work())
                    .messageGroupId(body.split(":")[0])
                    .messageDeduplicationId(body)
                    .messageBody(body));
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    var end = Instant.now().plus(Duration.ofSeconds(15));
    while (!condition.getAsBoolean() && Instant.now().isBefore(end)) {
      Thread.sleep(20);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  @Test
  void a_request_reaches_its_function_as_a_version_2_event() throws Exception {
    var event =
        echoed(
            to("/webhooks/whatsapp/ma%20in?b=2&a=1&a=%D9%84")
                .header("X-Sig", "one")
                .header("x-sig", "two")
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString("{\"a\":\"é\"}")));
    assertThat(event.get("version").asText()).isEqualTo("2.0");
    assertThat(event.get("routeKey").asText()).isEqualTo("POST /webhooks/{channel}/{endpoint}");
    assertThat(event.get("rawPath").asText()).isEqualTo("/webhooks/whatsapp/ma%20in");
    assertThat(event.get("rawQueryString").asText()).isEqualTo("b=2&a=1&a=%D9%84");
    assertThat(event.at("/queryStringParameters/a").asText()).isEqualTo("1,ل");
    assertThat(event.at("/pathParameters/endpoint").asText()).isEqualTo("ma in");
    assertThat(event.at("/headers/x-sig").asText()).isEqualTo("one,two");
    assertThat(event.get("body").asText()).isEqualTo("{\"a\":\"é\"}");
    assertThat(event.get("isBase64Encoded").asBoolean()).isFalse();
    assertThat(event.at("/requestContext/http/sourceIp").asText()).isEqualTo("127.0.0.1");
  }

  @Test
  void a_body_that_is_no_text_arrives_as_base64_byte_for_byte() throws Exception {
    var bytes = new byte[] {'{', (byte) 0xff, (byte) 0xfe, '}'};
    for (var type : List.of("application/x-www-form-urlencoded", "application/json")) {
      var event =
          echoed(
              to("/webhooks/a/b")
                  .header("content-type", type)
                  .POST(HttpRequest.BodyPublishers.ofByteArray(bytes)));
      assertThat(event.get("isBase64Encoded").asBoolean()).as(type).isTrue();
      assertThat(Base64.getDecoder().decode(event.get("body").asText())).isEqualTo(bytes);
    }
  }

  @Test
  void the_function_decides_status_headers_and_body() throws Exception {
    var response = send(to("/webhooks/a/b?hub.mode=subscribe").GET());
    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.headers().firstValue("x-mine")).contains("yes");
  }

  @Test
  void an_answer_without_a_status_is_the_body_of_a_200() throws Exception {
    var response =
        send(
            to("/webhooks/a/b")
                .header("content-type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("time")));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(JSON.readTree(response.body()).get("left").asInt()).isBetween(1, 5000);
  }

  @Test
  void unknown_routes_are_404_failures_500_and_too_large_bodies_413() throws Exception {
    assertThat(send(to("/nowhere").GET()).statusCode()).isEqualTo(404);
    assertThat(send(to("/webhooks/a/b").DELETE()).statusCode()).isEqualTo(404);
    var failed =
        send(
            to("/webhooks/a/b")
                .header("content-type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("fail")));
    assertThat(failed.statusCode()).isEqualTo(500);
    assertThat(failed.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
    assertThat(
            send(to("/webhooks/a/b")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[5 << 20])))
                .statusCode())
        .isEqualTo(413);
  }

  @Test
  void messages_of_a_conversation_are_handled_in_order_whatever_fails_between() throws Exception {
    for (var body : List.of("c1:1", "c1:2:1", "c1:3", "c2:1", "c2:2")) {
      enqueue(body);
    }
    await(
        () ->
            handled.stream().filter(body -> body.startsWith("c1") || body.startsWith("c2")).count()
                == 5);
    assertThat(handled.stream().filter(body -> body.startsWith("c1")))
        .containsExactly("c1:1", "c1:2:1", "c1:3");
    assertThat(handled.stream().filter(body -> body.startsWith("c2")))
        .containsExactly("c2:1", "c2:2");
  }

  @Test
  void a_batch_whose_handler_throws_comes_back_whole() throws Exception {
    enqueue("c3:throw:1");
    await(() -> handled.contains("c3:throw:1"));
  }

  @Test
  void what_never_succeeds_ends_in_the_dead_letter_queue() throws Exception {
    enqueue("c4:never:99");
    var dead = clients.sqs().getQueueUrl(request -> request.queueName("test-dead.fifo")).queueUrl();
    await(() -> depth(dead) == 1);
  }

  @Test
  void a_schedule_calls_its_function_with_a_scheduled_event() throws Exception {
    var watch =
        stack.functions().stream()
            .filter(function -> function.logicalId().equals("Watch"))
            .findFirst()
            .orElseThrow();
    var every = (EventSource.Every) watch.events().getFirst();
    try (var schedule =
        Schedule.start(every, new LocalFunction(watch, Map.of(), (_, _) -> WATCH), new Pause())) {
      schedule.fire();
    }
    assertThat(handled).anyMatch(entry -> entry.startsWith("watch Scheduled Event 20"));
  }

  @Test
  void the_newer_scheduler_sends_its_detail_as_text() throws Exception {
    var event = JSON.readTree(Schedule.event(EventSource.Timer.SCHEDULER));
    assertThat(event.get("detail").isTextual()).isTrue();
    assertThat(JSON.readTree(Schedule.event(EventSource.Timer.RULE)).get("detail").isObject())
        .isTrue();
  }

  private static int depth(String url) {
    return Integer.parseInt(
        clients
            .sqs()
            .getQueueAttributes(
                request ->
                    request
                        .queueUrl(url)
                        .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
            .attributes()
            .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES));
  }
}
