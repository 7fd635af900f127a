package dragoman.local.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dragoman.channel.HttpAnswer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Stands in for the send APIs of WhatsApp, Telegram, Slack and our own web chat, all on one
 * loopback port, told apart by their paths.
 */
public final class Providers implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern WHATSAPP = Pattern.compile("/v[0-9.]+/([^/]+)/messages");
  private static final Pattern TELEGRAM = Pattern.compile("/bot[^/]+/([A-Za-z]+)");
  private static final Pattern SLACK = Pattern.compile("(?:/api)?/([a-z]+\\.[A-Za-z]+)");
  private static final int MAX_BODY = 1 << 20;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final WhatsAppStandIn whatsApp;
  private final SlackStandIn slack = new SlackStandIn();
  private final AtomicLong telegramMessages = new AtomicLong();

  private Providers(HttpServer server, WhatsAppStandIn whatsApp) {
    this.server = server;
    this.whatsApp = whatsApp;
  }

  /**
   * @param webhooks where the WhatsApp stand-in posts its status webhooks
   */
  public static Providers start(URI webhooks, List<WhatsAppEndpoint> endpoints) {
    try {
      var server =
          HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 256);
      var providers = new Providers(server, new WhatsAppStandIn(webhooks, endpoints));
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

  /** Forgets the cards posted to Slack. */
  public void clear() {
    slack.clear();
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
    var path = exchange.getRequestURI().getPath();
    var authorization = header(exchange, "Authorization");
    var toWhatsApp = WHATSAPP.matcher(path);
    if (toWhatsApp.matches()) {
      return whatsApp.answer(toWhatsApp.group(1), authorization, body);
    }
    var toTelegram = TELEGRAM.matcher(path);
    if (toTelegram.matches()) {
      return telegram(toTelegram.group(1), body);
    }
    if (path.startsWith("/webchat/")) {
      return HttpAnswer.json(200, "{\"ok\":true}");
    }
    var toSlack = SLACK.matcher(path);
    if (toSlack.matches()) {
      var query = Optional.ofNullable(exchange.getRequestURI().getRawQuery());
      return slack.answer(
          toSlack.group(1),
          authorization,
          query.isPresent() ? "" : header(exchange, "Content-Type"),
          query.orElse(body),
          Instant.now());
    }
    return HttpAnswer.json(404, "{\"error\":\"no provider has this address\"}");
  }

  /** Telegram Bot API documentation, "Making requests" and "sendMessage". */
  private HttpAnswer telegram(String method, String body) {
    try {
      var request = JSON.readTree(body);
      if (!method.equals("sendMessage")) {
        return HttpAnswer.json(200, "{\"ok\":true,\"result\":true}");
      }
      if (!request.has("chat_id") || request.path("text").asText().isEmpty()) {
        return HttpAnswer.json(
            400,
            "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: message text is"
                + " empty\"}");
      }
      var answer = JsonNodeFactory.instance.objectNode().put("ok", true);
      var result =
          answer
              .putObject("result")
              .put("message_id", telegramMessages.incrementAndGet())
              .put("date", Instant.now().getEpochSecond());
      result.putObject("chat").put("type", "private").set("id", request.get("chat_id"));
      result.set("text", request.get("text"));
      return HttpAnswer.json(200, answer.toString());
    } catch (JsonProcessingException e) {
      return HttpAnswer.json(
          400, "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: not JSON\"}");
    }
  }

  private static String header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
  }

  @Override
  public void close() {
    server.stop(0);
    whatsApp.close();
    threads.shutdownNow();
  }
}
