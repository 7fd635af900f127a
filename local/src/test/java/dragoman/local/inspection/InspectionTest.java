package dragoman.local.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpServer;
import dragoman.channel.HttpAnswer;
import dragoman.channel.HttpCall;
import dragoman.local.provider.Sent;
import dragoman.local.provider.SentLog;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InspectionTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  private final SentLog sent = new SentLog();
  private HttpServer server;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.createContext(
        "/local",
        new Inspection(
            () -> List.of(JsonNodeFactory.instance.objectNode().put("channel", "whatsapp")),
            sent,
            () -> List.of(new Queues.Depth("team.fifo", 2, 1)),
            sent::clear));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpCall slack(String method, String body) {
    return new HttpCall(
        "POST",
        URI.create("https://slack.com/api/" + method),
        "https://slack.com/api/" + method,
        Map.of("Authorization", "Bearer xoxb-secret", "Content-Type", "application/json"),
        body);
  }

  @Test
  void sends_are_shown_without_their_secrets() throws Exception {
    var call =
        new HttpCall(
            "POST",
            URI.create("https://api.telegram.org/bot1:secret/sendMessage"),
            "https://api.telegram.org/bot…/sendMessage",
            Map.of("Authorization", "Bearer secret", "Content-Type", "application/json"),
            "{\"text\":\"hi\"}");
    sent.add(Sent.answered(AT, "telegram", call, HttpAnswer.json(200, "{\"ok\":true}")));
    sent.add(Sent.lost(AT, "telegram", call));
    var body = send(to("/local/sent").GET()).body();
    assertThat(body).doesNotContain("secret");
    var shown = JSON.readTree(body);
    assertThat(shown.at("/0/channel").asText()).isEqualTo("telegram");
    assertThat(shown.at("/0/headers/content-type").asText()).isEqualTo("application/json");
    assertThat(shown.at("/0/body").asText()).isEqualTo("{\"text\":\"hi\"}");
    assertThat(shown.at("/0/response/status").asInt()).isEqualTo(200);
    assertThat(shown.at("/1/response/status").asInt()).isZero();
  }

  @Test
  void a_card_is_shown_as_posted_and_as_updated() throws Exception {
    var answer = HttpAnswer.json(200, "{\"ok\":true,\"channel\":\"C1\",\"ts\":\"1.1\"}");
    sent.add(
        Sent.answered(
            AT,
            "slack",
            slack("chat.postMessage", "{\"channel\":\"#a\",\"text\":\"one\"}"),
            answer));
    sent.add(
        Sent.answered(
            AT,
            "slack",
            slack(
                "chat.update",
                "{\"channel\":\"C1\",\"ts\":\"1.1\",\"text\":\"two\",\"blocks\":[{\"type\":\"divider\"}]}"),
            answer));
    sent.add(
        Sent.answered(
            AT,
            "slack",
            slack("chat.postMessage", "{\"channel\":\"C1\",\"text\":\"refused\"}"),
            HttpAnswer.json(429, "{\"ok\":false}")));
    var cards = JSON.readTree(send(to("/local/slack").GET()).body());
    assertThat(cards).hasSize(1);
    assertThat(cards.at("/0/text").asText()).isEqualTo("two");
    assertThat(cards.at("/0/blocks/0/type").asText()).isEqualTo("divider");
    assertThat(cards.at("/0/versions")).hasSize(2);
    assertThat(cards.at("/0/versions/0/text").asText()).isEqualTo("one");
  }

  @Test
  void messages_and_queues_are_lists() throws Exception {
    assertThat(send(to("/local/messages").GET()).body()).isEqualTo("[{\"channel\":\"whatsapp\"}]");
    assertThat(send(to("/local/queues").GET()).body())
        .isEqualTo("[{\"name\":\"team.fifo\",\"depth\":2,\"inFlight\":1}]");
  }

  @Test
  void a_reset_needs_a_post_from_here() throws Exception {
    sent.add(Sent.lost(AT, "slack", slack("chat.postMessage", "{}")));
    assertThat(send(to("/local/reset").GET()).statusCode()).isEqualTo(404);
    var foreign =
        to("/local/reset")
            .header("Origin", "https://elsewhere.example")
            .POST(HttpRequest.BodyPublishers.noBody());
    assertThat(send(foreign).statusCode()).isEqualTo(403);
    assertThat(sent.all()).hasSize(1);
    assertThat(send(to("/local/reset").POST(HttpRequest.BodyPublishers.noBody())).statusCode())
        .isEqualTo(200);
    assertThat(sent.all()).isEmpty();
  }

  @Test
  void a_tunnel_does_not_show_the_inspection_to_the_world() throws Exception {
    try (var socket = new java.net.Socket("127.0.0.1", server.getAddress().getPort())) {
      socket
          .getOutputStream()
          .write("GET /local/messages HTTP/1.1\r\nHost: x.tunnel.example\r\n\r\n".getBytes());
      assertThat(new String(socket.getInputStream().readNBytes(12))).endsWith("403");
    }
  }

  @Test
  void the_page_loads_nothing_from_elsewhere() throws Exception {
    var page = send(to("/local").GET());
    assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
        .startsWith("default-src 'none'");
    assertThat(page.body()).contains("Dragoman").doesNotContain("innerHTML", "src=\"http");
  }
}
