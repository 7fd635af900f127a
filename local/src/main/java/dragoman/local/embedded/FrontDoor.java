package dragoman.local.embedded;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dragoman.channel.HttpAnswer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/**
 * One address for all three services. Who is meant is told by the service in the signature's scope,
 * else by the target header, else by the action of a form. SNS is answered here; the others are
 * passed on.
 */
final class FrontDoor implements AutoCloseable {
  private static final Pattern SCOPE =
      Pattern.compile("Credential=[^,]*/[^/,]*/[^/,]*/([a-z0-9-]+)/aws4_request");

  /** Headers that belong to one connection, or that the client sets itself. */
  private static final Set<String> NOT_PASSED_ON =
      Set.of("connection", "content-length", "expect", "host", "upgrade", "transfer-encoding");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, URI> services;
  private final SnsApi sns;

  private FrontDoor(HttpServer server, Map<String, URI> services, SnsApi sns) {
    this.server = server;
    this.services = services;
    this.sns = sns;
  }

  /**
   * @param services where the others are, by the name in the signature's scope
   */
  static FrontDoor open(int port, Map<String, URI> services, SnsApi sns) throws IOException {
    var loopback = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    var door = new FrontDoor(HttpServer.create(loopback, 0), services, sns);
    door.server.setExecutor(door.threads);
    door.server.createContext("/", door::handle);
    door.server.start();
    return door;
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      var service = service(exchange, body);
      if (service.equals("sns")) {
        send(exchange, sns.answer(new String(body, StandardCharsets.UTF_8)));
      } else if (services.containsKey(service)) {
        passOn(exchange, services.get(service), body);
      } else {
        send(
            exchange,
            HttpAnswer.text(
                404, "This address serves sqs, sns and dynamodb, not " + service + "\n"));
      }
    }
  }

  private static String service(HttpExchange exchange, byte[] body) {
    var headers = exchange.getRequestHeaders();
    var scope = SCOPE.matcher(String.valueOf(headers.getFirst("Authorization")));
    if (scope.find()) {
      return scope.group(1);
    }
    var target = String.valueOf(headers.getFirst("X-Amz-Target"));
    if (target.startsWith("AmazonSQS.")) {
      return "sqs";
    }
    if (target.startsWith("DynamoDB_")) {
      return "dynamodb";
    }
    var form = new String(body, StandardCharsets.ISO_8859_1);
    return form.contains("Version=2012-11-05") ? "sqs" : form.contains("Action=") ? "sns" : "these";
  }

  private void passOn(HttpExchange exchange, URI to, byte[] body) throws IOException {
    var request =
        HttpRequest.newBuilder(to.resolve(exchange.getRequestURI().toString()))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!NOT_PASSED_ON.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    try {
      var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      answer
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (!NOT_PASSED_ON.contains(name) && !name.startsWith(":")) {
                  exchange.getResponseHeaders().put(name, values);
                }
              });
      send(exchange, answer.statusCode(), answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      send(exchange, HttpAnswer.text(503, "stopping\n"));
    } catch (IOException e) {
      send(exchange, HttpAnswer.text(503, "the service does not answer\n"));
    }
  }

  private static void send(HttpExchange exchange, HttpAnswer answer) throws IOException {
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    send(exchange, answer.status(), answer.bytes());
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    client.shutdownNow();
    threads.shutdownNow();
  }
}
