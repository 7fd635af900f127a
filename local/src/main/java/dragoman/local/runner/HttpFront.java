package dragoman.local.runner;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The HTTP API on the loopback address. The port is taken when it is bound and served when it
 * opens, so that a taken port is found before anything else starts.
 */
final class HttpFront implements AutoCloseable {
  /** Amazon API Gateway quota of an HTTP API: 10 MB of payload. */
  private static final int MAX_BODY = 10 << 20;

  /** The same quotas: 10,240 bytes of request line and header values together. */
  private static final int MAX_HEAD = 10_240;

  /** AWS Lambda quota: 6 MB of event. */
  private static final int MAX_EVENT = 6 << 20;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private HttpFront(HttpServer server) {
    this.server = server;
  }

  /**
   * @throws IllegalArgumentException if the port is taken
   */
  static HttpFront bind(int port) {
    try {
      return new HttpFront(
          HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 512));
    } catch (BindException e) {
      throw new IllegalArgumentException(
          "port " + port + " is in use; choose another with --port, or --port 0 for any free one");
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot listen on port " + port + ": " + e.getMessage());
    }
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void open(Routes routes, Pause pause, HttpHandler inspection, HttpHandler invocations) {
    server.setExecutor(threads);
    server.createContext("/", exchange -> serve(exchange, routes, pause));
    server.createContext("/local", inspection);
    server.createContext(Invocations.PATH, invocations);
    server.start();
  }

  private static void serve(HttpExchange exchange, Routes routes, Pause pause) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
      respond(exchange, answer(exchange, body, routes, pause));
    }
  }

  private static HttpEvents.Response answer(
      HttpExchange exchange, byte[] body, Routes routes, Pause pause) {
    if (body.length > MAX_BODY) {
      return HttpEvents.Response.message(413, "Request Entity Too Large");
    }
    if (head(exchange) > MAX_HEAD) {
      return HttpEvents.Response.message(431, "Request Header Fields Too Large");
    }
    var uri = exchange.getRequestURI();
    var path = uri.getRawPath();
    var match =
        path == null || !path.startsWith("/")
            ? java.util.Optional.<Routes.Match>empty()
            : routes.match(exchange.getRequestMethod(), path);
    if (match.isEmpty()) {
      return HttpEvents.Response.message(404, "Not Found");
    }
    var request =
        new HttpEvents.Request(
            exchange.getRequestMethod(),
            path,
            uri.getRawQuery() == null ? "" : uri.getRawQuery(),
            exchange.getRequestHeaders(),
            body,
            exchange.getRemoteAddress().getAddress().getHostAddress());
    var event = HttpEvents.event(request, match.get(), Instant.now());
    if (event.length > MAX_EVENT) {
      return HttpEvents.Response.message(413, "Request Entity Too Large");
    }
    return call(match.get().entry().function(), event, pause);
  }

  private static long head(HttpExchange exchange) {
    return exchange.getRequestURI().toString().length()
        + exchange.getRequestHeaders().values().stream()
            .flatMap(List::stream)
            .mapToLong(String::length)
            .sum();
  }

  private static HttpEvents.Response call(LocalFunction function, byte[] event, Pause pause) {
    try {
      pause.enter();
      try {
        return HttpEvents.response(function.invoke(event, APIGatewayV2HTTPEvent.class));
      } finally {
        pause.leave();
      }
    } catch (LocalFunction.Failed e) {
      System.err.println("runner: " + e.getMessage());
      return HttpEvents.Response.BROKEN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return HttpEvents.Response.message(503, "Service Unavailable");
    }
  }

  private static void respond(HttpExchange exchange, HttpEvents.Response response)
      throws IOException {
    var headers = exchange.getResponseHeaders();
    response.headers().forEach(headers::set);
    response.cookies().forEach(cookie -> headers.add("set-cookie", cookie));
    if (response.status() == 413) {
      headers.set("connection", "close");
    }
    var silent =
        exchange.getRequestMethod().equals("HEAD")
            || response.body().length == 0
            || response.status() == 204
            || response.status() == 304;
    exchange.sendResponseHeaders(response.status(), silent ? -1 : response.body().length);
    if (!silent) {
      exchange.getResponseBody().write(response.body());
    }
  }

  /** Takes no new requests and waits for those at work. */
  @Override
  public void close() {
    server.stop(1);
    threads.shutdown();
    try {
      threads.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    threads.shutdownNow();
  }
}
