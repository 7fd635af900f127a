package dragoman.local.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dragoman.channel.Channels;
import dragoman.channel.Endpoint;
import dragoman.channel.Reception;
import dragoman.channel.Secret;
import dragoman.channel.WebhookRequest;
import dragoman.message.Receipt;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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

class EmailStandInTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String SEND = "/v2/email/outbound-emails";
  private static final String REF = "a".repeat(64) + "-" + "b".repeat(64) + "-0";
  private static final Endpoint ENDPOINT =
      new Endpoint(
          "default",
          "email",
          "main",
          List.of(new Secret("the token")),
          Optional.empty(),
          Set.of("*"));

  private final BlockingQueue<WebhookRequest> received = new LinkedBlockingQueue<>();
  private HttpServer webhooks;
  private Providers providers;

  @BeforeEach
  void start() throws Exception {
    webhooks = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    webhooks.createContext(
        "/webhooks/email/main",
        exchange -> {
          try (exchange) {
            received.add(
                new WebhookRequest(
                    "POST",
                    exchange.getRequestURI().getRawQuery(),
                    Map.of(),
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

  private static ObjectNode mail(String to) throws Exception {
    return (ObjectNode)
        JSON.readTree(
            """
            {"FromEmailAddress":"creators@example.com","Destination":{"ToAddresses":["%s"]},
            "Content":{"Simple":{"Subject":{"Data":"Re: x"},"Body":{"Text":{"Data":"Hello"}},
            "Headers":[{"Name":"In-Reply-To","Value":"<1@example.org>"}]}},
            "EmailTags":[{"Name":"dragoman-ref","Value":"%s"}]}\
            """
                .formatted(to, REF));
  }

  private HttpResponse<String> send(JsonNode mail, String authorization) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(providers.address().resolve(SEND))
            .header("authorization", authorization)
            .POST(HttpRequest.BodyPublishers.ofString(mail.toString()))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> send(JsonNode mail) throws Exception {
    return send(mail, "AWS4-HMAC-SHA256 Credential=x/20260302/us-east-1/ses/aws4_request, ...");
  }

  /** As the channel reads it, with the certificate that the stand-in serves. */
  private Receipt next() throws Exception {
    var request = received.poll(20, TimeUnit.SECONDS);
    var email = Channels.named("email").orElseThrow();
    var address = email.certificate(request, ENDPOINT).orElseThrow();
    var certificate =
        HTTP.send(
                HttpRequest.newBuilder(providers.address().resolve(address.getPath())).build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    var reception = email.receive(request.with(certificate), ENDPOINT, Instant.now());
    return ((Reception.Accepted) reception).receipts().getFirst();
  }

  @Test
  void what_becomes_of_a_mail_is_told_with_our_reference_and_snss_signature() throws Exception {
    var answer = send(mail("ann@example.org"));

    assertThat(answer.statusCode()).isEqualTo(200);
    var id = JSON.readTree(answer.body()).path("MessageId").asText();
    for (var status : List.of(Receipt.Status.SENT, Receipt.Status.DELIVERED)) {
      var receipt = next();
      assertThat(receipt.status()).isEqualTo(status);
      assertThat(receipt.externalId()).isEqualTo(id);
      assertThat(receipt.callback()).contains(REF.replace('-', '.'));
      assertThat(receipt.recipient()).isEqualTo("ann@example.org");
    }
  }

  @Test
  void the_simulators_addresses_bounce_and_complain() throws Exception {
    send(mail("bounce@simulator.amazonses.com"));
    assertThat(List.of(next().status(), next().status()))
        .containsExactly(Receipt.Status.SENT, Receipt.Status.FAILED);
    send(mail("complaint@simulator.amazonses.com"));
    assertThat(List.of(next().status(), next().status(), next().status()))
        .containsExactly(Receipt.Status.SENT, Receipt.Status.DELIVERED, Receipt.Status.FAILED);
  }

  @Test
  void what_ses_refuses_is_refused_with_its_error() throws Exception {
    var good = mail("ann@example.org");
    assertThat(send(good, "Bearer x").statusCode()).isEqualTo(403);
    var nobody = mail("nobody");
    var tag = good.deepCopy();
    ((ObjectNode) tag.at("/EmailTags/0")).put("Value", "a.b");
    var header = good.deepCopy();
    ((ObjectNode) header.at("/Content/Simple/Headers/0")).put("Value", "é");
    for (var bad : List.of(nobody, tag, header)) {
      var answer = send(bad);
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.headers().firstValue("x-amzn-errortype")).contains("BadRequestException");
    }
  }
}
