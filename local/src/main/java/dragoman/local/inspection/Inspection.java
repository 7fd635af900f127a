package dragoman.local.inspection;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dragoman.channel.HttpAnswer;
import dragoman.local.provider.Sent;
import dragoman.local.provider.SentLog;
import dragoman.local.provider.SlackCard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Answers below {@code /local}. It shows what people wrote, so it answers only to a browser or
 * program that asks by a loopback name: a tunnel to the webhooks does not open it to the world.
 *
 * @param messages every accepted inbound event
 * @param reset empties whatever holds state, the log of sends included
 */
public record Inspection(
    Supplier<List<ObjectNode>> messages,
    SentLog sent,
    Supplier<List<Queues.Depth>> queues,
    Runnable reset)
    implements HttpHandler {
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var answer = answer(exchange);
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.getResponseHeaders().set("cache-control", "no-store");
      exchange.getResponseHeaders().set("x-content-type-options", "nosniff");
      var bytes = answer.bytes();
      exchange.sendResponseHeaders(answer.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private HttpAnswer answer(HttpExchange exchange) throws IOException {
    if (!isLocal(exchange)) {
      return HttpAnswer.text(
          403, "The inspection answers only at http://127.0.0.1 or localhost.\n");
    }
    var asked = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    try {
      return switch (asked) {
        case "GET /local", "GET /local/" -> page();
        case "GET /local/messages" -> list(messages.get());
        case "GET /local/sent" -> list(sent.all().stream().map(Sent::json).toList());
        case "GET /local/slack" ->
            list(SlackCard.from(sent.all()).stream().map(SlackCard::json).toList());
        case "GET /local/queues" -> list(queues.get().stream().map(Queues.Depth::json).toList());
        case "POST /local/reset" -> {
          reset.run();
          yield HttpAnswer.json(200, "{\"reset\":true}");
        }
        case String _ ->
            HttpAnswer.text(
                404,
                "There is GET /local, /local/messages, /local/sent, /local/slack, /local/queues"
                    + " and POST /local/reset.\n");
      };
    } catch (RuntimeException e) {
      System.err.println("inspection: " + asked + " failed: " + e.getClass().getName());
      return HttpAnswer.json(503, "{\"message\":\"a service does not answer\"}");
    }
  }

  private static boolean isLocal(HttpExchange exchange) {
    var host = exchange.getRequestHeaders().getFirst("Host");
    var origin = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Origin"));
    return host != null
        && LOOPBACK.contains(host.replaceFirst(":[0-9]+$", ""))
        && origin.map(given -> given.equals("http://" + host)).orElse(true);
  }

  private static HttpAnswer list(List<ObjectNode> items) {
    var list = JsonNodeFactory.instance.arrayNode();
    items.forEach(list::add);
    return HttpAnswer.json(200, list.toString());
  }

  private static HttpAnswer page() throws IOException {
    try (var page = Inspection.class.getResourceAsStream("/dragoman/local/page.html")) {
      return new HttpAnswer(
          200,
          Map.of(
              "content-type",
              "text/html; charset=utf-8",
              "content-security-policy",
              "default-src 'none'; connect-src 'self'; img-src data:;"
                  + " style-src 'unsafe-inline'; script-src 'unsafe-inline'"),
          new String(page.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
