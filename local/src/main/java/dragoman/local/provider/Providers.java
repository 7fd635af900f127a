package dragoman.local.provider;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dragoman.channel.Endpoint;
import dragoman.channel.HttpAnswer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands in for the send APIs of the channels' providers and of Slack, all on one loopback port,
 * told apart by their paths.
 */
public final class Providers implements AutoCloseable {
  private static final int MAX_BODY = 1 << 20;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Reports reports;
  private final List<StandIn> all;

  private Providers(HttpServer server, Reports reports, List<Endpoint> endpoints) {
    this.server = server;
    this.reports = reports;
    this.all =
        List.of( //
            new WhatsAppStandIn(reports), //
            new MetaMessagingStandIn(reports), //
            new TelegramStandIn(), //
            new EmailStandIn(reports), //
            new WebChatStandIn(), //
            new ViberStandIn(reports, endpoints), //
            new VkStandIn(), //
            new TwilioStandIn(reports), //
            new LineStandIn(), //
            new RcsStandIn(reports), //
            new SlackStandIn());
  }

  /**
   * @param webhooks where what follows from a send is posted
   */
  public static Providers start(URI webhooks, List<Endpoint> endpoints) {
    try {
      var server =
          HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 256);
      var providers = new Providers(server, new Reports(webhooks, endpoints), endpoints);
      server.setExecutor(providers.threads);
      server.createContext("/", providers::handle);
      server.start();
      return providers;
    } catch (IOException e) {
      throw new IllegalStateException("the providers' stand-in did not start: " + e.getMessage());
    }
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Forgets what the stand-ins were told, such as the cards posted to Slack. */
  public void clear() {
    all.forEach(StandIn::clear);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = new String(exchange.getRequestBody().readNBytes(MAX_BODY), StandardCharsets.UTF_8);
      var answer = answer(exchange, body);
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      var bytes = answer.bytes();
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private HttpAnswer answer(HttpExchange exchange, String body) {
    var address = exchange.getRequestURI();
    var headers = new HashMap<String, String>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    var call =
        new ProviderCall(
            exchange.getRequestMethod(),
            address.getPath(),
            Optional.ofNullable(address.getRawQuery()).orElse(""),
            headers,
            body);
    return all.stream()
        .filter(it -> it.takes(call.path()))
        .findFirst()
        .map(it -> it.answer(call, Instant.now()))
        .orElseGet(() -> HttpAnswer.json(404, "{\"error\":\"no provider has this address\"}"));
  }

  @Override
  public void close() {
    server.stop(0);
    all.forEach(StandIn::close);
    reports.close();
    threads.shutdownNow();
  }
}
