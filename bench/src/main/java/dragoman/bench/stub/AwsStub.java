package dragoman.bench.stub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * AWS on one loopback port, over HTTP or TLS, and beside it the credentials that a function started
 * from a snapshot asks for (AWS SDKs Reference Guide, "Container credential provider"). It answers
 * at once: what is measured against it is the function alone.
 */
public final class AwsStub implements AutoCloseable {
  /** How a request is counted that only opens a connection. */
  public static final String NOTHING = "nothing asked";

  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final int NOT_LONGER_THAN = 4 << 20;

  private final Services services;
  private final Optional<Certificate> certificate;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger credentialReads = new AtomicInteger();
  private final HttpServer credentials;
  private HttpServer aws;
  private volatile boolean restored;

  private AwsStub(Services services, Optional<Certificate> certificate) throws IOException {
    this.services = services;
    this.certificate = certificate;
    this.credentials = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
    this.credentials.setExecutor(threads);
    this.credentials.createContext("/", this::giveCredentials);
    this.credentials.start();
    this.aws = open(0);
  }

  /**
   * @param secrets by name
   */
  public static AwsStub overHttp(Map<String, String> secrets) {
    return start(secrets, Optional.empty());
  }

  /**
   * @param folder where its certificate may be put
   */
  public static AwsStub overTls(Map<String, String> secrets, Path folder) {
    return start(secrets, Optional.of(Certificate.make(folder)));
  }

  private static AwsStub start(Map<String, String> secrets, Optional<Certificate> certificate) {
    try {
      return new AwsStub(new Services(secrets), certificate);
    } catch (IOException e) {
      throw new IllegalStateException("the AWS stub did not start: " + e.getMessage());
    }
  }

  /** The address of every service. */
  public URI endpoint() {
    return URI.create(
        (certificate.isPresent() ? "https" : "http")
            + "://127.0.0.1:"
            + aws.getAddress().getPort());
  }

  /** Where credentials are, as {@code AWS_CONTAINER_CREDENTIALS_FULL_URI}. */
  public URI credentials() {
    return URI.create("http://127.0.0.1:" + credentials.getAddress().getPort() + "/credentials");
  }

  /** What a JVM needs to trust it. */
  public List<String> options() {
    return certificate.map(Certificate::options).orElse(List.of());
  }

  /** Calls since the start or {@link #forget()}, by service and action. */
  public Map<String, Integer> counts() {
    return services.counts();
  }

  public int credentialReads() {
    return credentialReads.get();
  }

  public void forget() {
    services.forget();
    credentialReads.set(0);
  }

  /** Whatever has been stored since the start or {@link #forget()}, the oldest first. */
  public List<Stored> stored() {
    return services.stored();
  }

  /** Cuts every connection, as they are when a snapshot is restored elsewhere. */
  public void cut() {
    restored = true;
    var port = aws.getAddress().getPort();
    aws.stop(0);
    try {
      aws = open(port);
    } catch (IOException e) {
      throw new IllegalStateException("the AWS stub did not come back: " + e.getMessage());
    }
  }

  private HttpServer open(int port) throws IOException {
    var address = new InetSocketAddress(LOOPBACK, port);
    HttpServer server;
    if (certificate.isPresent()) {
      var secure = HttpsServer.create(address, 0);
      secure.setHttpsConfigurator(new HttpsConfigurator(certificate.get().context()));
      server = secure;
    } else {
      server = HttpServer.create(address, 0);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
    return server;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var target = Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
      var body = exchange.getRequestBody().readNBytes(NOT_LONGER_THAN);
      var answer = services.call(target.orElse(NOTHING), body);
      var headers = exchange.getResponseHeaders();
      headers.set("Content-Type", "application/x-amz-json-1.0");
      headers.set("x-amzn-RequestId", "00000000-0000-0000-0000-000000000000");
      write(exchange, answer.status(), answer.body());
    }
  }

  private void giveCredentials(HttpExchange exchange) throws IOException {
    try (exchange) {
      credentialReads.incrementAndGet();
      // Out of date after the first cut, as a snapshot's are.
      var good = restored ? Duration.ofHours(6) : Duration.ofSeconds(30);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      write(exchange, 200, Services.credentials(Instant.now().plus(good)));
    }
  }

  private static void write(HttpExchange exchange, int status, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    aws.stop(0);
    credentials.stop(0);
    threads.shutdownNow();
  }
}
