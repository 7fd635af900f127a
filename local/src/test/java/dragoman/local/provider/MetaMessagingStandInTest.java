package dragoman.local.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dragoman.channel.Account;
import dragoman.channel.Channel;
import dragoman.channel.Channels;
import dragoman.channel.Endpoint;
import dragoman.channel.HttpCall;
import dragoman.channel.Outcome;
import dragoman.channel.Reception;
import dragoman.channel.Secret;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Our own channels talk to the stand-in, and read what it posts back. */
class MetaMessagingStandInTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Instant NOW = Instant.parse("2026-03-02T09:30:00Z");
  private static final Reply.Link LINK =
      new Reply.Link("Open guide", URI.create("https://guide.example.com/en/payouts"));

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
                    exchange.getRequestHeaders(),
                    exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(200, -1);
          }
        });
    webhooks.start();
    providers =
        Providers.start(
            URI.create("http://127.0.0.1:" + webhooks.getAddress().getPort() + "/webhooks"),
            List.of(endpoint("messenger"), endpoint("instagram")));
  }

  @AfterEach
  void stop() {
    providers.close();
    webhooks.stop(0);
  }

  private static Endpoint endpoint(String channel) {
    return new Endpoint(
        "default",
        channel,
        "main",
        List.of(new Secret(channel + "-app-secret")),
        Optional.empty(),
        Set.of("*"));
  }

  private static Channel channel(String name) {
    return Channels.named(name).orElseThrow();
  }

  private static Reply reply(String channel, String text) {
    var event = EventKey.of("default", channel, "1", "message", "1");
    var ref = new EffectRef(ConversationKey.of("default", channel, "1", "61"), event, 0);
    return new Reply(
        EffectId.of(event, "reply", 0), ref, channel, "main", "1", "61", text, Optional.of(LINK));
  }

  private Outcome send(String channel, String text) throws Exception {
    var account =
        new Account(channel, "1", new Secret("local-" + channel + "-token:77"), Optional.empty());
    return send(channel, channel(channel).reply(reply(channel, text), account, NOW));
  }

  private Outcome send(String channel, HttpCall call) throws Exception {
    var request =
        HttpRequest.newBuilder(providers.address().resolve(call.url().getPath()))
            .POST(HttpRequest.BodyPublishers.ofString(call.body()));
    call.headers().forEach(request::header);
    var answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return channel(channel)
        .outcome(dragoman.channel.HttpAnswer.json(answer.statusCode(), answer.body()));
  }

  private Receipt receipt(String channel) throws Exception {
    var webhook = received.poll(5, TimeUnit.SECONDS);
    var reception = channel(channel).receive(webhook, endpoint(channel), NOW);
    return ((Reception.Accepted) reception).receipts().getFirst();
  }

  @Test
  void a_send_is_followed_by_the_signed_echo_that_names_our_reply() throws Exception {
    for (var channel : List.of("messenger", "instagram")) {
      var sent = (Outcome.Sent) send(channel, "See our guide.");
      var receipt = receipt(channel);
      assertThat(receipt.status()).isEqualTo(Receipt.Status.SENT);
      assertThat(receipt.account()).isEqualTo("77");
      assertThat(sent.externalId()).contains(receipt.externalId());
      assertThat(receipt.callback()).contains(reply(channel, "").ref().toString());
      if (channel.equals("messenger")) {
        assertThat(receipt(channel).status()).isEqualTo(Receipt.Status.DELIVERED);
      }
    }
  }

  @Test
  void the_longest_reply_of_each_channel_is_within_its_limit() throws Exception {
    for (var channel : List.of("messenger", "instagram")) {
      for (var word : List.of("word ", "भुगतान ", "😀")) {
        assertThat(send(channel, word.repeat(2000))).isInstanceOf(Outcome.Sent.class);
        assertThat(send(channel, word.repeat(640 / word.length())))
            .isInstanceOf(Outcome.Sent.class);
      }
    }
  }

  @Test
  void what_is_over_a_limit_or_has_no_token_is_refused_as_the_provider_does() throws Exception {
    var account = new Account("messenger", "1", new Secret("t"), Optional.empty());
    var call = channel("messenger").reply(reply("messenger", "See."), account, NOW);
    var tooLong =
        new HttpCall(
            "POST",
            call.url(),
            "",
            call.headers(),
            call.body().replace("Open guide", "Open the guide about payouts"));
    assertThat(send("messenger", tooLong))
        .isEqualTo(new Outcome.Refused(Outcome.Why.OUR_FAULT, "100"));
    var nobody =
        new HttpCall("POST", call.url(), "", java.util.Map.of("authorization", "none"), "{}");
    assertThat(send("messenger", nobody))
        .isEqualTo(new Outcome.Refused(Outcome.Why.OUR_FAULT, "190"));
    assertThat(received).isEmpty();
  }
}
