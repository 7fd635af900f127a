package dragoman.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dragoman.pipeline.Doors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hook against a stand-in that speaks Lambda's Invoke and CodeDeploy's API on one address. */
class RehearseDeploymentTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final String VERSION = "arn:aws:lambda:eu-west-1:123456789012:function:main-";
  private static final String RECEIVE = VERSION + "ReceiveWebhook-A1:7";
  private static final String ROUTE = VERSION + "RouteConversation-A1:9";
  private static final String TRACK = VERSION + "TrackReceipts-A1:3";

  private static final Map<String, String> EVENT =
      Map.of("DeploymentId", "d-1", "LifecycleEventHookExecutionId", "e-1");

  /** An answer of the stand-in. */
  private record Answer(int status, String error, String body) {
    static Answer of(String body) {
      return new Answer(200, "", body);
    }
  }

  private record Asked(String version, JsonNode event, String authorization) {}

  @TempDir private Path task;

  private final Map<String, Answer> versions = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final List<JsonNode> reports = new CopyOnWriteArrayList<>();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private volatile int codeDeployAnswers = 200;
  private PrintStream before;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.start();
    versions.put(RECEIVE, Answer.of("{\"statusCode\":404}"));
    versions.put(ROUTE, Answer.of("{\"batchItemFailures\":[]}"));
    versions.put(TRACK, Answer.of("{\"batchItemFailures\":[]}"));
    before = System.out;
    System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void stop() {
    System.setOut(before);
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = JSON.readTree(exchange.getRequestBody());
      var headers = exchange.getRequestHeaders();
      var answer =
          switch (exchange.getRequestURI().getRawPath()) {
            case "/" -> {
              assertThat(headers.getFirst("X-Amz-Target"))
                  .isEqualTo("CodeDeploy_20141006.PutLifecycleEventHookExecutionStatus");
              reports.add(body);
              yield new Answer(codeDeployAnswers, "", "{}");
            }
            case String path -> {
              var parts = path.split("/");
              var version = URLDecoder.decode(parts[3], StandardCharsets.UTF_8);
              asked.add(new Asked(version, body, headers.getFirst("Authorization")));
              yield versions.getOrDefault(version, new Answer(404, "", "{}"));
            }
          };
      if (!answer.error().isEmpty()) {
        exchange.getResponseHeaders().add("X-Amz-Function-Error", answer.error());
      }
      var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private Wiring wiring(Path taskRoot) {
    var environment = new HashMap<String, String>();
    environment.put("WEBHOOK_VERSION", RECEIVE);
    environment.put("QUEUE_VERSIONS", ROUTE + "," + TRACK);
    environment.put("LAMBDA_TASK_ROOT", taskRoot.toString());
    environment.put("AWS_REGION", "eu-west-1");
    environment.put("AWS_ACCESS_KEY_ID", "key");
    environment.put("AWS_SECRET_ACCESS_KEY", "secret");
    environment.put("AWS_ENDPOINT_URL", "http://127.0.0.1:" + server.getAddress().getPort());
    return new Wiring(environment, UnaryOperator.identity());
  }

  /** The whole hook, with what lies in the folder. */
  private String called(Map<String, String> event, Path taskRoot) {
    return new RehearseDeployment(wiring(taskRoot)).handleRequest(event, null);
  }

  /** The check alone, after a rehearsal without a difference: playing one takes a second. */
  private boolean passes() {
    var wired = wiring(ROOT).deploymentCheck();
    return new DeploymentCheck(List::of, wired.versions(), wired.log()).passes("d-1");
  }

  private void assertReported(String status) {
    assertThat(reports)
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.path("deploymentId").asText()).isEqualTo("d-1");
              assertThat(it.path("lifecycleEventHookExecutionId").asText()).isEqualTo("e-1");
              assertThat(it.path("status").asText()).isEqualTo(status);
            });
  }

  private List<JsonNode> logged(String event) throws IOException {
    var lines = new ArrayList<JsonNode>();
    for (var line : log.toString(StandardCharsets.UTF_8).lines().toList()) {
      var json = JSON.readTree(line);
      if (json.path("event").asText().equals(event)) {
        lines.add(json);
      }
    }
    return lines;
  }

  @Test
  void a_deployment_goes_on_when_every_webhook_ends_as_written_and_every_version_answers()
      throws IOException {
    assertThat(called(EVENT, ROOT)).isEqualTo("Succeeded");

    assertReported("Succeeded");
    assertThat(asked).extracting(Asked::version).containsExactly(RECEIVE, ROUTE, TRACK);
    assertThat(asked)
        .extracting(Asked::authorization)
        .allMatch(it -> it.contains("/eu-west-1/lambda/aws4_request"));
    assertThat(logged("DeploymentJudged"))
        .singleElement()
        .satisfies(it -> assertThat(it.path("differences").asInt()).isZero());
  }

  @Test
  void nothing_asked_of_a_version_changes_anything() {
    assertThat(passes()).isTrue();

    assertThat(asked.subList(1, 3))
        .allSatisfy(it -> assertThat(it.event().toString()).isEqualTo("{\"Records\":[]}"));
    var webhook = asked.getFirst().event();
    assertThat(webhook.path("requestContext").path("http").path("method").asText())
        .isEqualTo("POST");
    assertThat(webhook.path("headers").toString()).doesNotContainIgnoringCase("signature", "token");
    assertThat(webhook.path("pathParameters").path("endpoint").asText()).contains("no-such");
  }

  @Test
  void the_webhook_it_sends_is_one_that_our_own_function_reads() throws IOException {
    passes();

    var call = ApiCall.read(JSON.writeValueAsBytes(asked.getFirst().event()));
    assertThat(call.channel()).isEqualTo("whatsapp");
    assertThat(call.endpoint()).isEqualTo("rehearsal-no-such-endpoint");
    assertThat(call.request().method()).isEqualTo("POST");
  }

  @Test
  void a_webhook_that_ends_otherwise_stops_the_deployment_and_is_named() throws IOException {
    copy("policy");
    copy("events");
    var golden = task.resolve("events/golden.yaml");
    Files.writeString(
        golden, Files.readString(golden).replace("intent: change_username", "intent: use_music"));

    assertThat(called(EVENT, task)).isEqualTo("Failed");

    assertReported("Failed");
    assertThat(logged("RehearsalDiffers"))
        .isNotEmpty()
        .allSatisfy(
            it -> {
              assertThat(it.path("webhook").asText()).contains("change-username");
              assertThat(it.path("what").asText()).isEqualTo("events[0].intent");
              assertThat(it.path("expected").asText()).isEqualTo("use_music");
              assertThat(it.path("found").asText()).isEqualTo("change_username");
            });
  }

  @Test
  void no_golden_file_or_no_policy_stops_the_deployment() throws IOException {
    assertThat(called(EVENT, task)).isEqualTo("Failed");

    assertReported("Failed");
    assertThat(logged("StepFailed"))
        .singleElement()
        .satisfies(it -> assertThat(it.path("step").asText()).isEqualTo("rehearse"));
  }

  @Test
  void a_version_that_fails_stops_the_deployment() throws IOException {
    versions.put(ROUTE, new Answer(200, "Unhandled", "{\"errorMessage\":\"x\"}"));
    assertUnfit(ROUTE, "failed: Unhandled");
  }

  @Test
  void a_version_that_leaves_something_of_an_empty_batch_stops_the_deployment() throws IOException {
    versions.put(TRACK, Answer.of("{\"batchItemFailures\":[{\"itemIdentifier\":\"1\"}]}"));
    assertUnfit(TRACK, "did not answer an empty batch with an empty list of failures");
  }

  @Test
  void a_version_that_answers_5xx_stops_the_deployment() throws IOException {
    versions.put(RECEIVE, Answer.of("{\"statusCode\":503}"));
    assertUnfit(RECEIVE, "answered 503 to a stranger instead of 404");
  }

  @Test
  void a_version_that_lets_a_stranger_in_stops_the_deployment() throws IOException {
    versions.put(RECEIVE, Answer.of("{\"statusCode\":200}"));
    assertUnfit(RECEIVE, "answered 200 to a stranger instead of 404");
  }

  @Test
  void a_version_that_is_not_there_stops_the_deployment() throws IOException {
    versions.remove(TRACK);
    assertUnfit(TRACK, "cannot be invoked: HTTP 404");
  }

  @Test
  void a_version_that_answers_gibberish_stops_the_deployment() throws IOException {
    versions.put(ROUTE, Answer.of("<html>"));
    assertUnfit(ROUTE, "answered something that is not JSON");
  }

  private void assertUnfit(String version, String reason) throws IOException {
    assertThat(passes()).isFalse();

    assertThat(logged("VersionUnfit"))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.path("version").asText()).isEqualTo(version);
              assertThat(it.path("reason").asText()).isEqualTo(reason);
            });
    assertThat(asked.stream().map(Asked::version).distinct()).hasSize(3);
  }

  @Test
  void a_codedeploy_that_does_not_take_the_verdict_is_asked_again_and_then_it_is_an_error() {
    codeDeployAnswers = 503;

    assertThatThrownBy(() -> called(EVENT, task))
        .isInstanceOf(Doors.Unavailable.class)
        .hasMessage("codedeploy: HTTP 503");
    assertThat(reports).hasSize(3);
  }

  @Test
  void when_nobody_can_be_reached_it_is_an_error_for_lambda_to_call_again() throws IOException {
    server.stop(0);

    assertThatThrownBy(() -> called(EVENT, task))
        .isInstanceOf(Doors.Unavailable.class)
        .hasMessage("codedeploy: ConnectException");
    assertThat(passes()).isFalse();
    assertThat(logged("VersionUnfit"))
        .extracting(it -> it.path("reason").asText())
        .containsOnly("cannot be invoked: lambda: ConnectException");
  }

  @Test
  void called_by_hand_it_judges_and_reports_to_nobody() {
    assertThat(called(Map.of(), task)).isEqualTo("Failed");
    assertThat(reports).isEmpty();
  }

  private void copy(String folder) throws IOException {
    try (var files = Files.walk(ROOT.resolve(folder))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var target = task.resolve(ROOT.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }
}
