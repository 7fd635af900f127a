package dragoman.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Speaks Lambda's Invoke and CodeDeploy's API on one address. */
final class AwsStandIn implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String VERSION = "arn:aws:lambda:eu-west-1:123456789012:function:main-";
  static final String RECEIVE = VERSION + "ReceiveWebhook-A1:7";
  static final String ROUTE = VERSION + "RouteConversation-A1:9";
  static final String TRACK = VERSION + "TrackReceipts-A1:3";

  /**
   * What a version answers.
   *
   * @param error the function's, empty if it went well
   */
  record Answer(int status, String error, String body) {
    static Answer of(String body) {
      return new Answer(200, "", body);
    }
  }

  /** A call as it came. */
  record Call(String to, JsonNode body, String authorization) {}

  /** As good versions answer. */
  final Map<String, Answer> versions =
      new ConcurrentHashMap<>(
          Map.of(
              RECEIVE, Answer.of("{\"statusCode\":404}"),
              ROUTE, Answer.of("{\"batchItemFailures\":[]}"),
              TRACK, Answer.of("{\"batchItemFailures\":[]}")));

  /** Calls to versions. */
  final List<Call> asked = new CopyOnWriteArrayList<>();

  /** Calls to CodeDeploy. */
  final List<Call> reports = new CopyOnWriteArrayList<>();

  volatile int codeDeployAnswers = 200;
  private final HttpServer server;

  AwsStandIn() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.start();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = exchange.getRequestHeaders();
      var target = headers.getFirst("X-Amz-Target");
      var path = exchange.getRequestURI().getRawPath();
      var to =
          target == null ? URLDecoder.decode(path.split("/")[3], StandardCharsets.UTF_8) : target;
      var call =
          new Call(to, JSON.readTree(exchange.getRequestBody()), headers.getFirst("Authorization"));
      (target == null ? asked : reports).add(call);
      var answer =
          target == null
              ? versions.getOrDefault(to, new Answer(404, "", "{}"))
              : new Answer(codeDeployAnswers, "", "{}");
      if (!answer.error().isEmpty()) {
        exchange.getResponseHeaders().add("X-Amz-Function-Error", answer.error());
      }
      var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  /** What the template and Lambda set for the hook. */
  Map<String, String> environment(Path taskRoot) {
    return Map.of(
        "STACK",
        "main",
        "WEBHOOK_VERSION",
        RECEIVE,
        "QUEUE_VERSIONS",
        ROUTE + "," + TRACK,
        "LAMBDA_TASK_ROOT",
        taskRoot.toString(),
        "AWS_REGION",
        "eu-west-1",
        "AWS_ACCESS_KEY_ID",
        "key",
        "AWS_SECRET_ACCESS_KEY",
        "secret",
        "AWS_ENDPOINT_URL",
        "http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
