package dragoman.local.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dragoman.channel.Account;
import dragoman.channel.Endpoint;
import dragoman.channel.HttpAnswer;
import dragoman.channel.Outcome;
import dragoman.channel.Outcome.Why;
import dragoman.channel.Reception;
import dragoman.channel.Secret;
import dragoman.channel.Viber;
import dragoman.channel.WebhookRequest;
import dragoman.message.ConversationKey;
import dragoman.message.EffectId;
import dragoman.message.EffectRef;
import dragoman.message.EventKey;
import dragoman.message.Receipt;
import dragoman.message.Reply;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What our own calls are answered with, and what follows from them. */
class ViberStandInTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2026-03-02T09:30:00Z");
  private static final Endpoint ENDPOINT =
      new Endpoint(
          "default",
          "viber",
          "main",
          List.of(new Secret("4a1-token")),
          Optional.empty(),
          Set.of("creators_viber"));

  private final BlockingQueue<WebhookRequest> posted = new LinkedBlockingQueue<>();
  private HttpServer webhooks;
  private Reports reports;
  private ViberStandIn viber;

  @BeforeEach
  void start() throws Exception {
    webhooks = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    webhooks.createContext(
        "/webhooks/viber/main",
        exchange -> {
          try (exchange) {
            posted.add(
                new WebhookRequest(
                    exchange.getRequestMethod(),
                    "",
                    Map.copyOf(exchange.getRequestHeaders()),
                    exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(200, -1);
          }
        });
    webhooks.start();
    reports =
        new Reports(
            URI.create("http://127.0.0.1:" + webhooks.getAddress().getPort() + "/webhooks"),
            List.of(ENDPOINT));
    viber = new ViberStandIn(reports, List.of(ENDPOINT));
  }

  @AfterEach
  void stop() {
    reports.close();
    webhooks.stop(0);
  }

  private static ProviderCall call(String token, String text) {
    var conversation = ConversationKey.of("default", "viber", "creators_viber", "u");
    var event = EventKey.of("default", "viber", "creators_viber", "message", "1");
    var reply =
        new Reply(
            EffectId.of(event, "reply", 0),
            new EffectRef(conversation, event, 0),
            "viber",
            "main",
            "creators_viber",
            "01234567890A=",
            text,
            Optional.of(new Reply.Link("Guide", URI.create("https://guide.example.com/"))));
    var account = new Account("viber", "creators_viber", new Secret(token), Optional.empty());
    var call = new Viber().reply(reply, account, NOW);
    return new ProviderCall("POST", call.url().getPath(), "", call.headers(), call.body());
  }

  private HttpAnswer answer(ProviderCall call) {
    assertThat(viber.takes(call.path())).isTrue();
    return viber.answer(call, NOW);
  }

  private static JsonNode json(HttpAnswer answer) throws Exception {
    return JSON.readTree(answer.body());
  }

  @Test
  void a_send_is_followed_by_signed_receipts_with_its_token() throws Exception {
    var answer = answer(call("4a1-token", "Hello"));
    var token = json(answer).path("message_token").asText();
    assertThat(new Viber().outcome(answer)).isEqualTo(new Outcome.Sent(Optional.of(token)));
    for (var status : List.of(Receipt.Status.DELIVERED, Receipt.Status.READ)) {
      var reception = new Viber().receive(posted.poll(10, TimeUnit.SECONDS), ENDPOINT, NOW);
      var receipt = ((Reception.Accepted) reception).receipts().getFirst();
      assertThat(receipt.status()).isEqualTo(status);
      assertThat(receipt.externalId()).isEqualTo(token);
      assertThat(receipt.recipient()).isEqualTo("01234567890A=");
    }
  }

  @Test
  void failures_are_answered_two_hundred_with_their_status() {
    var refused = new Outcome.Refused(Why.OUR_FAULT, "2");
    assertThat(answer(call("another-token", "Hello")).status()).isEqualTo(200);
    assertThat(new Viber().outcome(answer(call("another-token", "Hello")))).isEqualTo(refused);
    assertThat(outcome("{\"receiver\":\"u\",\"type\":\"text\",\"text\":\"x\"}"))
        .isEqualTo(new Outcome.Refused(Why.OUR_FAULT, "4"));
    assertThat(outcome("nonsense")).isEqualTo(new Outcome.Refused(Why.OUR_FAULT, "3"));
    assertThat(outcome("\"" + "x".repeat(30_000) + "\""))
        .isEqualTo(new Outcome.Refused(Why.OUR_FAULT, "3"));
  }

  private Outcome outcome(String body) {
    var headers = Map.of("x-viber-auth-token", "4a1-token");
    return new Viber()
        .outcome(answer(new ProviderCall("POST", "/pa/send_message", "", headers, body)));
  }

  @Test
  void our_longest_texts_are_taken_in_any_script() {
    for (var word : List.of("word ", "слово ", "शब्द ", "😀")) {
      assertThat(new Viber().outcome(answer(call("4a1-token", word.repeat(7_000)))))
          .isInstanceOf(Outcome.Sent.class);
    }
  }
}
