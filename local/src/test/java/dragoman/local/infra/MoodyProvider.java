package dragoman.local.infra;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Telegram, WhatsApp and Slack in one, which answer by whom a message is for: sent, refused, or no
 * answer at all.
 */
final class MoodyProvider implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final long refused;
  private final long cutOff;

  private MoodyProvider(HttpServer server, long refused, long cutOff) {
    this.server = server;
    this.refused = refused;
    this.cutOff = cutOff;
  }

  /**
   * @param refused the chat to which nothing can be sent
   * @param cutOff the chat whose calls end in a bad gateway, so that nobody knows
   */
  static MoodyProvider start(long refused, long cutOff) {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var provider = new MoodyProvider(server, refused, cutOff);
      server.createContext("/", provider::answer);
      server.start();
      return provider;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All providers at this address, as {@code PROVIDER_URLS} takes it. */
  String urls() {
    var here = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return "telegram=%s,whatsapp=%s,slack=%s".formatted(here, here, here);
  }

  private void answer(HttpExchange exchange) throws IOException {
    var chat = JSON.readTree(exchange.getRequestBody().readAllBytes()).path("chat_id").asLong();
    if (chat == cutOff) {
      answer(exchange, 502, "");
    } else if (chat == refused) {
      // What a provider says may quote whom it is about; it must not reach the log.
      answer(
          exchange, 400, "{\"ok\":false,\"description\":\"Bad Request: " + Webhooks.NAME + "\"}");
    } else if (exchange.getRequestURI().getPath().startsWith("/api/")) {
      answer(exchange, 200, "{\"ok\":true,\"ts\":\"1772442000.000100\"}");
    } else {
      answer(
          exchange,
          200,
          "{\"ok\":true,\"result\":{\"message_id\":1},\"messages\":[{\"id\":\"wamid.out\"}]}");
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
