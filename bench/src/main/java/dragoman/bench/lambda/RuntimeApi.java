package dragoman.bench.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Lambda's runtime API on the loopback address, for one function process (AWS Lambda Developer
 * Guide, "Using the Lambda runtime API"; the restore addresses are those that the Java runtime
 * client asks for with {@code AWS_LAMBDA_INITIALIZATION_TYPE=snap-start}).
 */
final class RuntimeApi implements AutoCloseable {
  private static final String ROOT = "/2018-06-01/runtime/";
  private static final int NOT_LONGER_THAN = 8 << 20;

  /** What the function did, with the time it was seen, in nanoseconds. */
  sealed interface Sign {
    long at();

    record AskedForNext(long at) implements Sign {}

    record AskedForRestore(long at) implements Sign {}

    record Answered(byte[] body, long at) implements Sign {}

    /**
     * @param where the address it was reported to: init, restore or the invocation
     */
    record Failed(String where, String error, long at) implements Sign {}
  }

  private record Invocation(String id, byte[] event, int timeoutSeconds) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<Sign> signs = new LinkedBlockingQueue<>();
  private final BlockingQueue<Invocation> invocations = new LinkedBlockingQueue<>();
  private final BlockingQueue<Boolean> restores = new LinkedBlockingQueue<>();

  private RuntimeApi(HttpServer server) {
    this.server = server;
  }

  static RuntimeApi start() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    var api = new RuntimeApi(server);
    server.setExecutor(api.threads);
    server.createContext(ROOT, api::handle);
    server.start();
    return api;
  }

  /** As {@code AWS_LAMBDA_RUNTIME_API} wants it. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Gives the function an event; its answer is a {@link Sign}. */
  void send(byte[] event, int timeoutSeconds) {
    invocations.add(new Invocation(UUID.randomUUID().toString(), event, timeoutSeconds));
  }

  /** Lets a function go on that waits for the restore of its snapshot. */
  void restore() {
    restores.add(true);
  }

  /** The next thing the function does; null if it does nothing for so long. */
  Sign sign(Duration patience) throws InterruptedException {
    return signs.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath().substring(ROOT.length());
      var body = exchange.getRequestBody().readNBytes(NOT_LONGER_THAN);
      var now = System.nanoTime();
      switch (path) {
        case "invocation/next" -> next(exchange, now);
        case "restore/next" -> {
          signs.add(new Sign.AskedForRestore(now));
          restores.take();
          answer(exchange, 200, new byte[0]);
        }
        case String it when it.startsWith("invocation/") && it.endsWith("/response") -> {
          signs.add(new Sign.Answered(body, now));
          answer(exchange, 202, "{\"status\":\"OK\"}".getBytes(StandardCharsets.UTF_8));
        }
        case String it when it.endsWith("/error") -> {
          signs.add(new Sign.Failed(it, new String(body, StandardCharsets.UTF_8), now));
          answer(exchange, 202, "{\"status\":\"OK\"}".getBytes(StandardCharsets.UTF_8));
        }
        case String _ -> answer(exchange, 404, new byte[0]);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Closing while the function waits for an event.
    }
  }

  private void next(HttpExchange exchange, long now) throws IOException, InterruptedException {
    signs.add(new Sign.AskedForNext(now));
    var invocation = invocations.take();
    var headers = exchange.getResponseHeaders();
    headers.set("Lambda-Runtime-Aws-Request-Id", invocation.id());
    headers.set(
        "Lambda-Runtime-Deadline-Ms",
        Long.toString(System.currentTimeMillis() + invocation.timeoutSeconds() * 1000L));
    headers.set(
        "Lambda-Runtime-Invoked-Function-Arn",
        "arn:aws:lambda:us-east-1:000000000000:function:bench");
    headers.set("Content-Type", "application/json");
    answer(exchange, 200, invocation.event());
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
