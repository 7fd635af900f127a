package dragoman.local.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dragoman.message.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * WhatsApp's send API as far as a load needs it: takes every reply, remembers to whom it went and
 * which article it linked to, and knows a second copy by its callback data.
 */
final class CountingProvider implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Correspondence correspondence;
  private final Set<String> effects = new HashSet<>();

  private CountingProvider(HttpServer server, Correspondence correspondence) {
    this.server = server;
    this.correspondence = correspondence;
  }

  static CountingProvider start(Correspondence correspondence) throws IOException {
    var server =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 256);
    var provider = new CountingProvider(server, correspondence);
    server.setExecutor(provider.threads);
    server.createContext("/", provider::handle);
    server.start();
    return provider;
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      take(body);
      var answer = "{\"messages\":[{\"id\":\"wamid.out\"}]}".getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("content-type", "application/json");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private void take(String body) {
    try {
      var reply = Json.read(body);
      boolean fresh;
      synchronized (effects) {
        fresh = effects.add(reply.path("biz_opaque_callback_data").asText());
      }
      correspondence.replied(reply.path("to").asText(), link(reply), fresh);
    } catch (Json.Malformed e) {
      throw new IllegalStateException("what we send is JSON", e);
    }
  }

  private static String link(JsonNode reply) {
    return reply.path("interactive").path("action").path("parameters").path("url").asText();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
