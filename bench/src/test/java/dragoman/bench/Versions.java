package dragoman.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dragoman.bench.lambda.FunctionProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Lambda's Invoke, onto the functions that run already, and CodeDeploy's ear: all that the
 * rehearsal of a deployment calls.
 *
 * @param told what CodeDeploy was told
 */
record Versions(HttpServer server, List<String> told) implements AutoCloseable {

  static Versions of(Map<String, FunctionProcess> running) {
    try {
      var server =
          HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
      var told = new CopyOnWriteArrayList<String>();
      server.createContext("/2015-03-31/functions/", exchange -> invoke(exchange, running));
      server.createContext(
          "/",
          exchange -> {
            told.add(body(exchange));
            answer(exchange, "{}");
          });
      server.start();
      return new Versions(server, told);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** A version's ARN ends in its function's name, which ends in its logical id. */
  private static void invoke(HttpExchange exchange, Map<String, FunctionProcess> running)
      throws IOException {
    var path = exchange.getRequestURI().getPath();
    var function =
        running.keySet().stream()
            .filter(it -> path.contains("-" + it))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no function runs for " + path));
    answer(
        exchange,
        running.get(function).invoke(body(exchange).getBytes(StandardCharsets.UTF_8)).body());
  }

  private static String body(HttpExchange exchange) throws IOException {
    return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void answer(HttpExchange exchange, String body) throws IOException {
    try (exchange) {
      var bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
