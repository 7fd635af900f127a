package dragoman.local.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dragoman.channel.Account;
import dragoman.channel.Endpoint;
import dragoman.channel.HttpAnswer;
import dragoman.channel.Outcome;
import dragoman.channel.Reception;
import dragoman.channel.Secret;
import dragoman.channel.Twilio;
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
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
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

class TwilioStandInTest {
  private static final String SID = "AC0123456789abcdef0123456789abcdef";
  private static final String OURS = "+12025550100";
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Endpoint ENDPOINT =
      new Endpoint(
          "default",
          "twilio",
          "main",
          List.of(new Secret("auth-token")),
          Optional.empty(),
          Set.of(OURS));

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
            var url = exchange.getRequestURI();
            received.add(
                new WebhookRequest(
                    "POST",
                    "http://" + exchange.getRequestHeaders().getFirst("host") + url.getPath(),
                    Optional.ofNullable(url.getRawQuery()).orElse(""),
                    exchange.getRequestHeaders(),
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

  private static Reply reply(String to, String text) {
    var conversation = ConversationKey.of("default", "twilio", OURS, to);
    var event = EventKey.of("default", "twilio", OURS, "message", "1");
    return new Reply(
        EffectId.of(event, "reply", 0),
        new EffectRef(conversation, event, 0),
        "twilio",
        "main",
        OURS,
        to,
        text,
        Optional.empty());
  }

  private HttpAnswer send(String to, String text, String token, Optional<URI> url)
      throws Exception {
    var call =
        new Twilio()
            .reply(
                reply(to, text),
                new Account("twilio", OURS, new Secret(token), url),
                Instant.now());
    return post(call.url().getPath(), call.headers(), call.body());
  }

  private HttpAnswer post(String path, Map<String, String> headers, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(providers.address().resolve(path))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    var answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return HttpAnswer.json(answer.statusCode(), answer.body());
  }

  private Outcome sent(String to, String text) throws Exception {
    return new Twilio().outcome(send(to, text, SID + ":auth-token", Optional.empty()));
  }

  private List<Receipt> receipts(int count) throws Exception {
    var receipts = new ArrayList<Receipt>();
    for (var i = 0; i < count; i++) {
      var webhook = received.poll(5, TimeUnit.SECONDS);
      assertThat(webhook).isNotNull();
      var reception = new Twilio().receive(webhook, ENDPOINT, Instant.now());
      receipts.addAll(((Reception.Accepted) reception).receipts());
    }
    return receipts;
  }

  @Test
  void a_send_is_followed_by_genuine_statuses_that_carry_our_reference() throws Exception {
    var url = Optional.of(URI.create("https://dragoman.invalid/webhooks/twilio/main"));
    var answer = send("+12025550111", "Hello", SID + ":auth-token", url);
    assertThat(answer.status()).isEqualTo(201);
    var id = new ObjectMapper().readTree(answer.body()).path("sid").asText();
    assertThat(new Twilio().outcome(answer)).isEqualTo(new Outcome.Sent(Optional.of(id)));
    assertThat(receipts(2))
        .extracting(Receipt::status)
        .containsExactly(Receipt.Status.SENT, Receipt.Status.DELIVERED);
    send("whatsapp:+12025550111", "Hello", SID + ":auth-token", url);
    var receipts = receipts(3);
    assertThat(receipts.getLast().status()).isEqualTo(Receipt.Status.READ);
    assertThat(receipts.getLast().recipient()).isEqualTo("whatsapp:+12025550111");
    assertThat(receipts)
        .extracting(it -> it.callback().flatMap(EffectRef::parse))
        .containsOnly(Optional.of(reply("whatsapp:+12025550111", "").ref()));
  }

  @Test
  void without_a_place_to_report_to_nothing_is_reported() throws Exception {
    assertThat(sent("+12025550111", "Hello")).isInstanceOf(Outcome.Sent.class);
    assertThat(received.poll(500, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void the_numbers_of_twilios_test_credentials_are_refused_as_there() throws Exception {
    assertThat(sent("+15005550004", "Hello"))
        .isEqualTo(new Outcome.Refused(Outcome.Why.OPTED_OUT, "21610"));
    for (var refused :
        Map.of(
                "+15005550001", "21211",
                "+15005550002", "21612",
                "+15005550003", "21408",
                "+15005550009", "21614")
            .entrySet()) {
      assertThat(sent(refused.getKey(), "Hello"))
          .isEqualTo(new Outcome.Refused(Outcome.Why.PERMANENT, refused.getValue()));
    }
  }

  @Test
  void what_is_missing_or_too_long_is_named_by_its_code() throws Exception {
    var path = "/2010-04-01/Accounts/" + SID + "/Messages.json";
    var basic = Map.of("authorization", "Basic QUMwMTIzNDU2Nzg5YWJjZGVmMDEyMzQ1Njc4OWFiY2RlZjp4");
    assertThat(post(path, Map.of(), "To=%2B12025550111").status()).isEqualTo(401);
    for (var it :
        Map.of(
                "From=%2B12025550100&Body=x",
                "21604",
                "To=%2B12025550111&Body=x",
                "21603",
                "To=%2B12025550111&From=%2B12025550100",
                "21602",
                "To=%2B12025550111&From=%2B12025550100&Body=" + "x".repeat(1601),
                "21617",
                "To=nobody&From=%2B12025550100&Body=x",
                "21211",
                "To=%2B12025550100&From=%2B12025550100&Body=x",
                "21266",
                "To=%2B12025550111&From=%2B12025550100&Body=x&StatusCallback=x",
                "21609")
            .entrySet()) {
      assertThat(post(path, basic, it.getKey()).body()).contains("\"code\":" + it.getValue());
    }
  }
}
