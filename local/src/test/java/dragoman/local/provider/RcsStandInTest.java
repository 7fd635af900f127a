package dragoman.local.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dragoman.channel.Account;
import dragoman.channel.Endpoint;
import dragoman.channel.HttpAnswer;
import dragoman.channel.HttpCall;
import dragoman.channel.Outcome;
import dragoman.channel.Rcs;
import dragoman.channel.Reception;
import dragoman.channel.Secret;
import dragoman.channel.WebhookRequest;
import dragoman.message.EffectHint;
import dragoman.message.EffectId;
import dragoman.message.EffectRef;
import dragoman.message.EventKey;
import dragoman.message.Receipt;
import dragoman.message.Reply;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
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

class RcsStandInTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Rcs RCS = new Rcs();
  private static final Instant NOW = Instant.parse("2026-03-02T09:30:00Z");
  private static final Endpoint ENDPOINT =
      new Endpoint(
          "default",
          "rcs",
          "main",
          List.of(new Secret("local-rcs-client-token")),
          Optional.empty(),
          Set.of("*"));

  private final BlockingQueue<WebhookRequest> received = new LinkedBlockingQueue<>();
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
                new WebhookRequest(
                    "POST",
                    "",
                    Map.copyOf(exchange.getRequestHeaders()),
                    exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(200, -1);
          }
        });
    webhooks.start();
    providers =
        Providers.start(
            URI.create("http://127.0.0.1:" + webhooks.getAddress().getPort() + "/webhooks"),
            List.of(ENDPOINT));
  }

  @AfterEach
  void stop() {
    providers.close();
    webhooks.stop(0);
  }

  private HttpAnswer send(HttpCall call) throws Exception {
    var query = call.url().getRawQuery();
    var at = call.url().getRawPath() + (query == null ? "" : "?" + query);
    var request =
        HttpRequest.newBuilder(providers.address().resolve(at))
            .POST(HttpRequest.BodyPublishers.ofString(call.body()));
    call.headers().forEach(request::header);
    var answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new HttpAnswer(answer.statusCode(), Map.of(), answer.body());
  }

  private static Reply reply(String to, String text) {
    var conversation = ENDPOINT.conversationKey("creators_agent", to);
    var event = EventKey.of("default", "rcs", "creators_agent", "message", text);
    return new Reply(
        EffectId.of(event, "reply", 0),
        new EffectRef(conversation, event, 0),
        "rcs",
        "main",
        "creators_agent",
        to,
        text,
        Optional.of(
            new Reply.Link(
                "Open the guide to payouts now", URI.create("https://guide.example.com/en/a"))));
  }

  private static HttpCall call(Reply reply) {
    return RCS.reply(
        reply, new Account("rcs", "creators_agent", new Secret("token"), Optional.empty()), NOW);
  }

  @Test
  void a_send_is_followed_by_signed_receipts_that_lead_to_the_reply() throws Exception {
    var reply = reply("+12025550140", "Hello");
    assertThat(RCS.outcome(send(call(reply))))
        .isEqualTo(new Outcome.Sent(Optional.of(EffectHint.of(reply.ref()).uuid().toString())));
    for (var status : List.of(Receipt.Status.DELIVERED, Receipt.Status.READ)) {
      var webhook = received.poll(5, TimeUnit.SECONDS);
      var receipt =
          ((Reception.Accepted) RCS.receive(webhook, ENDPOINT, NOW)).receipts().getFirst();
      assertThat(receipt.status()).isEqualTo(status);
      assertThat(receipt.callback().flatMap(EffectHint::parse))
          .contains(EffectHint.of(reply.ref()));
    }
  }

  @Test
  void a_second_copy_is_ignored_and_answered_as_the_first() throws Exception {
    var call = call(reply("+12025550140", "Hello"));
    assertThat(send(call).status()).isEqualTo(200);
    assertThat(RCS.outcome(send(call))).isInstanceOf(Outcome.Sent.class);
    assertThat(received.poll(5, TimeUnit.SECONDS)).isNotNull();
    assertThat(received.poll(5, TimeUnit.SECONDS)).isNotNull();
    assertThat(received.poll(1, TimeUnit.SECONDS)).isNull();
  }

  @Test
  void a_number_without_rcs_cannot_be_reached() throws Exception {
    assertThat(RCS.outcome(send(call(reply("+12025550404", "Hello")))))
        .isEqualTo(new Outcome.Refused(Outcome.Why.PERMANENT, "NOT_FOUND"));
  }

  @Test
  void the_limits_are_googles() throws Exception {
    var genuine = call(reply("+12025550140", "Hello"));
    for (var body :
        List.of(
            "{}",
            "not JSON",
            genuine.body().replace("Hello", ""),
            genuine.body().replace("Hello", "x".repeat(3073)),
            genuine.body().replace("Open the guide", "Open the very longest of guides"))) {
      assertThat(send(with(genuine, body)).status()).as(body).isEqualTo(400);
    }
    assertThat(received.poll(500, TimeUnit.MILLISECONDS)).isNull();
  }

  private static HttpCall with(HttpCall call, String body) {
    return new HttpCall(call.method(), call.url(), call.shown(), call.headers(), body);
  }

  @Test
  void a_service_accounts_key_is_traded_for_a_token() throws Exception {
    var pem = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate().getEncoded();
    var key =
        "{\"client_email\":\"agent@example.com\",\"private_key\":\"%s\"}"
            .formatted(Base64.getEncoder().encodeToString(pem));
    var account = new Account("rcs", "creators_agent", new Secret(key), Optional.empty());
    var call = RCS.access(account, NOW).orElseThrow();
    assertThat(RCS.accessGiven(send(call), NOW))
        .hasValueSatisfying(
            it -> assertThat(it.token()).isEqualTo(new Secret("local-rcs-traded-token")));
    assertThat(RCS.accessGiven(send(with(call, "grant_type=x")), NOW)).isEmpty();
  }
}
