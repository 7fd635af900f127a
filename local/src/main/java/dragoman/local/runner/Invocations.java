package dragoman.local.runner;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Lambda's {@code Invoke} as far as calling a function by its name and waiting for its answer (AWS
 * Lambda API Reference, "Invoke"), so that {@code aws lambda invoke --endpoint-url} does here what
 * it does in an account. Like the inspection it answers only to who asks by a loopback name, and to
 * no browser.
 *
 * @param functions by their names
 */
record Invocations(Map<String, LocalFunction> functions, Pause pause) implements HttpHandler {
  static final String PATH = "/2015-03-31/functions/";

  /** AWS Lambda quota: 6 MB of payload. */
  private static final int MAX_EVENT = 6 << 20;

  static Invocations of(List<LocalFunction> functions, Pause pause) {
    return new Invocations(
        functions.stream()
            .collect(
                Collectors.toUnmodifiableMap(it -> it.description().name(), Function.identity())),
        pause);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readNBytes(MAX_EVENT + 1);
      if (!isLocal(exchange)) {
        send(exchange, 403, problem("functions are called only at http://127.0.0.1 or localhost"));
      } else if (body.length > MAX_EVENT) {
        send(exchange, 413, problem("a payload has at most 6 MB"));
      } else {
        invoke(exchange, body);
      }
    }
  }

  private void invoke(HttpExchange exchange, byte[] event) throws IOException {
    var path = exchange.getRequestURI().getPath().substring(PATH.length());
    var function = Optional.ofNullable(functions.get(path.replaceFirst("/invocations$", "")));
    if (!exchange.getRequestMethod().equals("POST")
        || !path.endsWith("/invocations")
        || function.isEmpty()) {
      exchange.getResponseHeaders().set("x-amzn-errortype", "ResourceNotFoundException");
      send(exchange, 404, problem("there is no such function"));
      return;
    }
    try {
      pause.enter();
      try {
        send(exchange, 200, function.get().invoke(event, Map.class));
      } finally {
        pause.leave();
      }
    } catch (LocalFunction.Failed e) {
      System.err.println("runner: " + e.getMessage());
      exchange.getResponseHeaders().set("x-amz-function-error", "Unhandled");
      send(
          exchange,
          200,
          "{\"errorMessage\":\"the function failed\"}".getBytes(StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      send(exchange, 503, problem("stopping"));
    }
  }

  private static boolean isLocal(HttpExchange exchange) {
    var host = String.valueOf(exchange.getRequestHeaders().getFirst("Host"));
    return host.matches("(127\\.0\\.0\\.1|localhost|\\[::1])(:[0-9]+)?")
        && !exchange.getRequestHeaders().containsKey("Origin");
  }

  private static byte[] problem(String message) {
    return ("{\"Message\":\"" + message + "\"}").getBytes(StandardCharsets.UTF_8);
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("content-type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
