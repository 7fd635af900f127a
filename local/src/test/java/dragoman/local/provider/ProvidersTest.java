package dragoman.local.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dragoman.channel.Endpoint;
import dragoman.channel.Secret;
import dragoman.channel.Signature;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProvidersTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Secret SECRET = new Secret("app-secret");

  private record Received(String path, String signature, String body) {}

  private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
  private HttpServer webhooks;
  private Providers providers;

  @BeforeEach
  void start() throws Exception {
    webhooks = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    webhooks.createContext(
        "/",
        exchange -> {
          try (exchange) {
            received.add(
                new Received(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst("X-Hub-Signature-256"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(200, -1);
          }
        });
    webhooks.start();
    providers =
        Providers.start(
            URI.create("http://127.0.0.1:" + webhooks.getAddress().getPort() + "/webhooks"),
            List.of(
                new Endpoint(
                    "default",
                    "whatsapp",
                    "main",
                    List.of(SECRET),
                    Optional.empty(),
                    Set.of("*"))));
  }

  @AfterEach
  void stop() {
    providers.close();
    webhooks.stop(0);
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(providers.address().resolve(path))
            .header("authorization", "Bearer token")
            .header("content-type", "application/json; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void a_whatsapp_send_is_followed_by_signed_statuses_that_carry_our_id() throws Exception {
    var answer =
        post(
            "/v23.0/1066/messages",
            "{\"messaging_product\":\"whatsapp\",\"to\":\"15550001\",\"biz_opaque_callback_data\":\"e1\"}");
    var id = JSON.readTree(answer.body()).at("/messages/0/id").asText();
    assertThat(id).startsWith("wamid.");
    for (var status : List.of("sent", "delivered")) {
      var webhook = received.poll(5, TimeUnit.SECONDS);
      assertThat(webhook.path()).isEqualTo("/webhooks/whatsapp/main");
      assertThat(webhook.signature())
          .isEqualTo(
              "sha256="
                  + HexFormat.of()
                      .formatHex(
                          Signature.hmacSha256(
                              SECRET.bytes(), webhook.body().getBytes(StandardCharsets.UTF_8))));
      var report = JSON.readTree(webhook.body()).at("/entry/0/changes/0/value/statuses/0");
      assertThat(report.get("id").asText()).isEqualTo(id);
      assertThat(report.get("status").asText()).isEqualTo(status);
      assertThat(report.get("biz_opaque_callback_data").asText()).isEqualTo("e1");
    }
  }

  @Test
  void a_telegram_send_gets_a_message_id() throws Exception {
    var answer = post("/bot1:x/sendMessage", "{\"chat_id\":7,\"text\":\"hi\"}");
    var json = JSON.readTree(answer.body());
    assertThat(json.get("ok").asBoolean()).isTrue();
    assertThat(json.at("/result/message_id").asInt()).isEqualTo(1);
    assertThat(json.at("/result/chat/id").asInt()).isEqualTo(7);
  }

  @Test
  void slack_takes_one_message_a_second_and_channel() throws Exception {
    var post = "{\"channel\":\"C1\",\"text\":\"hi\"}";
    assertThat(post("/api/chat.postMessage", post).statusCode()).isEqualTo(200);
    var second = post("/api/chat.postMessage", post);
    assertThat(second.statusCode()).isEqualTo(429);
    assertThat(second.headers().firstValue("retry-after")).contains("1");
    assertThat(post("/api/chat.postMessage", post.replace("C1", "C2")).statusCode()).isEqualTo(200);
  }

  @Test
  void slack_shows_posts_with_their_metadata_and_updates_them() throws Exception {
    var posted =
        JSON.readTree(
            post(
                    "/api/chat.postMessage",
                    "{\"channel\":\"C1\",\"text\":\"one\",\"metadata\":{\"event_type\":\"e\"}}")
                .body());
    var ts = posted.get("ts").asText();
    var updated =
        post("/api/chat.update", "{\"channel\":\"C1\",\"ts\":\"" + ts + "\",\"text\":\"two\"}");
    assertThat(JSON.readTree(updated.body()).get("ok").asBoolean()).isTrue();
    var history =
        JSON.readTree(
            post(
                    "/api/conversations.history",
                    "{\"channel\":\"C1\",\"include_all_metadata\":true,\"limit\":10}")
                .body());
    assertThat(history.at("/messages/0/text").asText()).isEqualTo("two");
    assertThat(history.at("/messages/0/metadata/event_type").asText()).isEqualTo("e");
    assertThat(
            JSON.readTree(
                    post("/api/chat.update", "{\"channel\":\"C1\",\"ts\":\"1.0\",\"text\":\"x\"}")
                        .body())
                .get("error")
                .asText())
        .isEqualTo("message_not_found");
  }

  @Test
  void an_address_of_no_provider_is_not_found() throws Exception {
    assertThat(post("/somewhere", "{}").statusCode()).isEqualTo(404);
    assertThat(post("/webchat/app", "{}").statusCode()).isEqualTo(200);
  }
}
