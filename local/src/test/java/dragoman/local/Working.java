package dragoman.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dragoman.channel.Channels;
import dragoman.channel.Endpoint;
import dragoman.channel.Secret;
import dragoman.local.command.CommandLines;
import dragoman.local.deadletters.Layout;
import dragoman.local.deadletters.Office;
import dragoman.local.deadletters.Order;
import dragoman.local.deadletters.Outcome;
import dragoman.local.deadletters.Selection;
import dragoman.local.embedded.EmbeddedAws;
import dragoman.local.installation.Installation;
import dragoman.local.installation.Settings;
import dragoman.local.runner.Clients;
import dragoman.message.Content;
import dragoman.message.ConversationKey;
import dragoman.message.EventJson;
import dragoman.message.EventKey;
import dragoman.message.InboundMessage;
import dragoman.message.Sender;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** The whole pipeline at work on embedded services, with its dead-letter office open. */
final class Working implements AutoCloseable {
  static final String ACCOUNT = "100000000000001";

  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  final Clients clients;
  final Layout layout;
  final Office office;
  private final EmbeddedAws aws;
  private final Installation installation;

  /**
   * @param dir for the template as it is to be run
   * @param change what is changed in its files
   */
  Working(Path dir, UnaryOperator<String> change) throws IOException {
    var template = changed(dir, change);
    aws = EmbeddedAws.start(0);
    clients = Clients.at(aws.endpoint());
    installation =
        Installation.start(
            new Settings(
                template,
                ROOT.resolve("policy"),
                0,
                "dragoman",
                Optional.of(aws.endpoint()),
                Optional.empty(),
                Optional.empty(),
                Duration.ZERO,
                Map.of()),
            new Functions());
    layout = Layout.read(template, "dragoman");
    office = Office.open(layout, Optional.of(aws.endpoint()), Optional.empty());
  }

  private static Path changed(Path dir, UnaryOperator<String> change) throws IOException {
    try (var files = Files.walk(ROOT.resolve("infra"))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var copy = dir.resolve(ROOT.resolve("infra").relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.writeString(copy, change.apply(Files.readString(file)));
      }
    }
    return dir.resolve("template.yaml");
  }

  @Override
  public void close() {
    office.close();
    installation.close();
    clients.close();
    aws.close();
  }

  URI webhooks() {
    return installation.addresses().webhooks();
  }

  /** The teams' queues, as {@link #url} takes them. */
  List<String> teams() {
    return clients.sqs().listQueues(it -> it.queueNamePrefix("dragoman-team-")).queueUrls().stream()
        .map(it -> it.substring(it.lastIndexOf('/') + "dragoman-".length() + 1))
        .toList();
  }

  /** Takes everything off a queue. */
  List<String> drain(String queue) {
    var sqs = clients.sqs();
    var url = url(queue);
    var all = new ArrayList<String>();
    while (true) {
      var some = sqs.receiveMessage(it -> it.queueUrl(url).maxNumberOfMessages(10)).messages();
      if (some.isEmpty()) {
        return all;
      }
      for (var message : some) {
        all.add(message.body());
        sqs.deleteMessage(it -> it.queueUrl(url).receiptHandle(message.receiptHandle()));
      }
    }
  }

  String url(String queue) {
    return clients.sqs().getQueueUrl(it -> it.queueName("dragoman-" + queue)).queueUrl();
  }

  /** What {@code ./dragoman transcript} prints of somebody's conversation. */
  String transcript(String who, String... options) {
    var out = new ByteArrayOutputStream();
    var arguments = new ArrayList<>(List.of("transcript", conversation(who), "--endpoint"));
    arguments.add(aws.endpoint().toString());
    arguments.addAll(List.of(options));
    var functions = new Functions();
    var code =
        CommandLines.run(
            functions,
            functions,
            functions,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            arguments.toArray(String[]::new));
    assertThat(code).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }

  /** What the transcript says that somebody wrote. */
  List<String> said(String who) throws Exception {
    var texts = new ArrayList<String>();
    for (var line : transcript(who, "--text", "--json").lines().toList()) {
      texts.add(JSON.readTree(line).path("text").asText());
    }
    return texts;
  }

  static String conversation(String who) {
    return ConversationKey.of("main", "whatsapp", ACCOUNT, who).value();
  }

  static String body(String who, String id, Instant at) {
    return """
    {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages",
    "value":{"metadata":{"phone_number_id":"%s"},"messages":[{"from":"%s","id":"%s",
    "timestamp":"%d","type":"text","text":{"body":"zzz qqq unknowable"}}]}}]}]}
    """
        .formatted(ACCOUNT, who, id, at.getEpochSecond());
  }

  void says(String who, String id) throws Exception {
    var bytes = body(who, id, Instant.now()).getBytes(StandardCharsets.UTF_8);
    var request =
        HttpRequest.newBuilder(URI.create(installation.addresses().webhooks() + "/whatsapp/main"))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(bytes));
    var endpoint =
        new Endpoint(
            "main",
            "whatsapp",
            "main",
            List.of(new Secret("local-whatsapp-app-secret")),
            Optional.empty(),
            Set.of());
    Channels.named("whatsapp")
        .orElseThrow()
        .sign(bytes, endpoint, Instant.now())
        .headers()
        .forEach((name, values) -> request.header(name, values.getFirst()));
    assertThat(HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode())
        .isEqualTo(200);
  }

  void die(String who, String id, Instant at) {
    var message =
        new InboundMessage(
            EventKey.of("main", "whatsapp", ACCOUNT, "message", id),
            ConversationKey.of("main", "whatsapp", ACCOUNT, who),
            "whatsapp",
            "main",
            ACCOUNT,
            new Sender(who, List.of(who), Optional.empty(), Optional.empty()),
            who,
            false,
            new Content.Text("zzz qqq unknowable"),
            "text",
            id,
            at,
            at.getEpochSecond());
    clients
        .sqs()
        .sendMessage(
            it ->
                it.queueUrl(url("inbound-dead.fifo"))
                    .messageGroupId(message.group().value())
                    .messageDeduplicationId(message.key().value())
                    .messageBody(EventJson.write(message)));
  }

  /** What was recorded of ids that begin so, in the conversation's order. */
  List<JsonNode> recorded(String prefix) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(installation.addresses().inspect() + "/messages"));
    var all = new ArrayList<JsonNode>();
    for (var it :
        JSON.readTree(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()).body())) {
      if (it.path("externalId").asText().startsWith(prefix)) {
        all.add(it);
      }
    }
    all.sort(Comparator.comparing(it -> it.path("version").asLong()));
    return all;
  }

  static List<String> ids(List<JsonNode> recorded) {
    return recorded.stream().map(it -> it.path("externalId").asText()).toList();
  }

  static List<String> numbered(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }

  static void await(Callable<Boolean> condition) throws Exception {
    var end = Instant.now().plus(Duration.ofSeconds(60));
    while (!condition.call() && Instant.now().isBefore(end)) {
      Thread.sleep(100);
    }
    assertThat(condition.call()).isTrue();
  }

  Outcome redrive(String shelf, double perSecond) {
    return office.carryOut(
        layout.shelf(shelf),
        new Order(
            new Order.What.Redrive(perSecond, false, Set.of()),
            Selection.ALL,
            "tester",
            "it is mended",
            false,
            Integer.MAX_VALUE),
        _ -> {},
        () -> false);
  }
}
