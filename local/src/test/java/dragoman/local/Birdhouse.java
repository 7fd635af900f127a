package dragoman.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dragoman.channel.Channels;
import dragoman.channel.Endpoint;
import dragoman.channel.Secret;
import dragoman.functions.Legible;
import dragoman.local.embedded.EmbeddedAws;
import dragoman.local.installation.Installation;
import dragoman.local.installation.Settings;
import dragoman.local.runner.Clients;
import dragoman.message.Json;
import dragoman.message.ParkedJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/**
 * The whole pipeline at work on embedded services, and every place where something of a person
 * could end: the functions' log, what goes to providers and Slack, the topic's other subscribers,
 * the table and the queues. Telegram refuses every reply.
 */
final class Birdhouse implements AutoCloseable {
  static final String LISTENER = "somebody-elses-queue";

  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Map<String, String> SECRETS =
      Map.of(
          "whatsapp", "local-whatsapp-app-secret",
          "telegram", "local-telegram-secret",
          "webchat", "whsec_bG9jYWwtd2ViY2hhdC1zaWduaW5nLXNlY3JldC0wMQ==",
          "rcs", "local-rcs-client-token");

  private static final Map<String, String> ACCOUNTS =
      Map.of(
          "whatsapp", Canaries.WHATSAPP,
          "telegram", Canaries.TELEGRAM,
          "webchat", Canaries.WEBCHAT);

  final EmbeddedAws aws = EmbeddedAws.start(0);
  final Clients clients = Clients.at(aws.endpoint());
  private final PrintStream before = System.out;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final HttpServer refusing;
  private final Installation installation;

  Birdhouse(Path dir) throws IOException {
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    refusing = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    refusing.createContext(
        "/",
        exchange -> {
          // What a provider says may quote whom it is about.
          var answer =
              exchange.getRequestBody().readAllBytes().length == 0
                  ? "{}"
                  : "{\"ok\":false,\"error_code\":403,\"description\":\"Forbidden: bot was blocked"
                      + " by Bachstelze-26\"}";
          exchange.sendResponseHeaders(403, answer.length());
          exchange.getResponseBody().write(answer.getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    refusing.start();
    var contacts =
        Files.writeString(
            dir.resolve("contacts.yaml"),
            "- { channel: whatsapp, id: \"%s\", name: Vogel-03, workspace: creators }\n"
                .formatted(Canaries.PHONE));
    installation =
        Installation.start(
            new Settings(
                ROOT.resolve("infra/template.yaml"),
                ROOT.resolve("policy"),
                0,
                "dragoman",
                Optional.of(aws.endpoint()),
                Optional.empty(),
                Optional.of(contacts),
                Duration.ofDays(8),
                Map.of(
                    "telegram", URI.create("http://127.0.0.1:" + refusing.getAddress().getPort()))),
            new Functions());
    listen();
  }

  /** Somebody else subscribes to the topic, and gets the attributes beside the message. */
  private void listen() {
    clients.sqs().createQueue(it -> it.queueName(LISTENER));
    var topic =
        clients.sns().listTopics().topics().stream()
            .map(it -> it.topicArn())
            .filter(it -> it.endsWith("escalations"))
            .findFirst()
            .orElseThrow();
    clients
        .sns()
        .subscribe(
            it ->
                it.topicArn(topic)
                    .protocol("sqs")
                    .endpoint("arn:aws:sqs:us-east-1:000000000000:" + LISTENER));
  }

  URI functions() {
    return URI.create(installation.addresses().inspect().toString().replace("/local", ""));
  }

  /** What every function has logged so far. */
  List<String> lines() {
    return said.toString(StandardCharsets.UTF_8).lines().toList();
  }

  int post(Canaries.Post post, String secret) throws Exception {
    var bytes = post.body().getBytes(StandardCharsets.UTF_8);
    var request =
        HttpRequest.newBuilder(
                URI.create(installation.addresses().webhooks() + "/" + post.channel() + "/main"))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(bytes));
    Channels.named(post.channel())
        .orElseThrow()
        .sign(bytes, endpoint(post.channel(), secret), Instant.now())
        .headers()
        .forEach((name, values) -> request.header(name, values.getFirst()));
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  int post(Canaries.Post post) throws Exception {
    return post(post, SECRETS.get(post.channel()));
  }

  static Endpoint endpoint(String channel, String secret) {
    return new Endpoint(
        "main",
        channel,
        "main",
        List.of(new Secret(secret)),
        Optional.empty(),
        Set.of(ACCOUNTS.get(channel)));
  }

  static Endpoint endpoint(String channel) {
    return endpoint(channel, SECRETS.get(channel));
  }

  JsonNode inspected(String what) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(installation.addresses().inspect() + what));
    return JSON.readTree(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()).body());
  }

  /** What was sent to Slack. */
  List<String> toSlack() throws Exception {
    var bodies = new ArrayList<String>();
    for (var it : inspected("/sent")) {
      if (it.path("channel").asText().equals("slack")) {
        bodies.add(it.path("url").asText() + " " + it.path("body").asText());
      }
    }
    return bodies;
  }

  /** Every row of the table, unpacked. */
  List<String> rows() {
    return clients
        .dynamoDb()
        .scanPaginator(it -> it.tableName("dragoman-Table").consistentRead(true))
        .items()
        .stream()
        .map(Legible::row)
        .toList();
  }

  /** What waits on every queue but the teams', unpacked; those take their work with them. */
  Map<String, List<String>> waiting() {
    return clients.sqs().listQueues().queueUrls().stream()
        .filter(it -> !it.contains("-team-") || it.contains("-dead"))
        .filter(it -> !it.endsWith(LISTENER))
        .collect(Collectors.toMap(it -> it.replaceFirst(".*/", ""), this::bodies));
  }

  List<String> bodies(String url) {
    return clients
        .sqs()
        .receiveMessage(
            it ->
                it.queueUrl(url)
                    .maxNumberOfMessages(10)
                    .visibilityTimeout(0)
                    .messageAttributeNames("All"))
        .messages()
        .stream()
        .map(it -> legible(it.body()) + " " + it.messageAttributes())
        .toList();
  }

  private static String legible(String body) {
    try {
      return new String(ParkedJson.read(body).body(), StandardCharsets.UTF_8);
    } catch (Json.Malformed e) {
      return body;
    }
  }

  String url(String queue) {
    return clients.sqs().getQueueUrl(it -> it.queueName(queue)).queueUrl();
  }

  /** Until nothing is on its way any more. */
  void comesToRest() throws Exception {
    await(
        () -> {
          for (var it : inspected("/queues")) {
            var name = it.path("name").asText();
            var moving =
                !name.contains("-team-") && !name.contains("dead") && !name.contains("parked");
            if (moving && it.path("depth").asInt() + it.path("inFlight").asInt() > 0) {
              return false;
            }
          }
          for (var message : inspected("/messages")) {
            for (var effect : message.path("effects")) {
              if (Set.of("pending", "sending").contains(effect.path("status").asText())) {
                return false;
              }
            }
          }
          return true;
        });
  }

  static void await(Callable<Boolean> condition) throws Exception {
    var end = Instant.now().plus(Duration.ofSeconds(60));
    while (!condition.call() && Instant.now().isBefore(end)) {
      Thread.sleep(200);
    }
    assertThat(condition.call()).isTrue();
  }

  @Override
  public void close() {
    installation.close();
    System.setOut(before);
    refusing.stop(0);
    clients.close();
    aws.close();
  }
}
