package dragoman.local.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dragoman.local.embedded.EmbeddedAws;
import dragoman.local.provider.SentLog;
import dragoman.local.runner.Clients;
import dragoman.local.runner.HandlerFactory;
import dragoman.local.template.Stack;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class InstallationTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Handlers that do next to nothing, and a table that is the list of its keys. */
  private static final class Tiny implements Pipeline {
    @Override
    public void forget() {}

    private final Map<String, Map<String, String>> environments = new ConcurrentHashMap<>();
    private final List<SeedContact> seeded = new CopyOnWriteArrayList<>();

    @Override
    public HandlerFactory handlers(SentLog sent) {
      RequestStreamHandler receive =
          (in, out, context) -> out.write("{\"statusCode\":200}".getBytes(StandardCharsets.UTF_8));
      RequestHandler<SQSEvent, SQSBatchResponse> route =
          (event, context) -> new SQSBatchResponse(List.of());
      RequestHandler<ScheduledEvent, Void> watch = (event, context) -> null;
      return (name, environment) -> {
        environments.put(name, environment);
        return switch (name) {
          case "test.Receive" -> receive;
          case "test.Route" -> route;
          case String _ -> watch;
        };
      };
    }

    @Override
    public List<ObjectNode> messages(Clients clients, Stack stack) {
      return clients
          .dynamoDb()
          .scan(request -> request.tableName(stack.tables().getFirst().name()))
          .items()
          .stream()
          .map(item -> JsonNodeFactory.instance.objectNode().put("sender", item.get("pk").s()))
          .toList();
    }

    @Override
    public void seed(Clients clients, Stack stack, List<SeedContact> contacts) {
      seeded.addAll(contacts);
      for (var contact : contacts) {
        var key = AttributeValue.fromS(contact.id());
        clients
            .dynamoDb()
            .putItem(
                request ->
                    request
                        .tableName(stack.tables().getFirst().name())
                        .item(Map.of("pk", key, "sk", key)));
      }
    }
  }

  private static Settings settings(
      Optional<URI> endpoint, Optional<Path> contacts, Map<String, URI> providers)
      throws Exception {
    var template = Path.of(InstallationTest.class.getResource("/infra/template.yaml").toURI());
    return new Settings(
        template,
        Path.of("policy"),
        0,
        Settings.STACK,
        endpoint,
        Optional.empty(),
        contacts,
        Duration.ZERO,
        providers);
  }

  private static String get(URI address) throws Exception {
    return HTTP.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static int post(URI address) throws Exception {
    return HTTP.send(
            HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.ofString("{}")).build(),
            HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }

  @Test
  void one_start_brings_up_all_and_says_where_it_is(@TempDir Path dir) throws Exception {
    var contacts =
        Files.writeString(dir.resolve("contacts.yaml"), "- {channel: telegram, id: '7'}");
    var pipeline = new Tiny();
    try (var installation =
        Installation.start(
            settings(
                Optional.empty(),
                Optional.of(contacts),
                Map.of("telegram", URI.create("http://127.0.0.1:9"))),
            pipeline)) {
      var ready = JSON.readTree(installation.addresses().readyLine());
      assertThat(ready.fieldNames())
          .toIterable()
          .containsExactly("ready", "webhooks", "sqs", "dynamodb", "sns", "inspect", "providers");
      assertThat(post(URI.create(ready.get("webhooks").asText() + "/telegram/main")))
          .isEqualTo(200);

      var environment = pipeline.environments.get("test.Receive");
      assertThat(environment)
          .containsEntry("STAGE", "overridden")
          .containsEntry("AWS_ENDPOINT_URL_SQS", ready.get("sqs").asText())
          .containsEntry("AWS_ENDPOINT_URL_DYNAMODB", ready.get("dynamodb").asText())
          .containsEntry("AWS_ENDPOINT_URL_SNS", ready.get("sns").asText());
      assertThat(environment.get("PROVIDER_URLS"))
          .contains("telegram=http://127.0.0.1:9", "slack=http", "webchat=http", "whatsapp=http");
      assertThat(environment.get("SECRETS")).startsWith("file:");

      var inspect = installation.addresses().inspect();
      assertThat(get(URI.create(inspect + "/messages"))).isEqualTo("[{\"sender\":\"7\"}]");
      assertThat(get(URI.create(inspect + "/queues")))
          .contains("{\"name\":\"dragoman-team-billing.fifo\",\"depth\":0,\"inFlight\":0}");
      assertThat(post(URI.create(inspect + "/reset"))).isEqualTo(200);
      assertThat(pipeline.seeded).hasSize(2);
      assertThat(get(URI.create(inspect + "/messages"))).isEqualTo("[{\"sender\":\"7\"}]");
    }
  }

  @Test
  void functions_come_and_go_while_the_services_stay() throws Exception {
    try (var aws = EmbeddedAws.start(0)) {
      for (var round = 0; round < 2; round++) {
        try (var installation =
            Installation.start(
                settings(Optional.of(aws.endpoint()), Optional.empty(), Map.of()), new Tiny())) {
          assertThat(installation.addresses().sqs()).isEqualTo(aws.endpoint());
          var table = "dragoman-Table";
          try (var clients = Clients.at(aws.endpoint())) {
            if (round == 0) {
              var key = AttributeValue.fromS("stays");
              clients
                  .dynamoDb()
                  .putItem(put -> put.tableName(table).item(Map.of("pk", key, "sk", key)));
            }
          }
          assertThat(get(URI.create(installation.addresses().inspect() + "/messages")))
              .isEqualTo("[{\"sender\":\"stays\"}]");
        }
      }
    }
  }

  @Test
  void a_port_that_is_taken_is_named() throws Exception {
    try (var taken = new ServerSocket(0, 1, java.net.InetAddress.ofLiteral("127.0.0.1"))) {
      var base = settings(Optional.empty(), Optional.empty(), Map.of());
      var clashing =
          new Settings(
              base.template(),
              base.policy(),
              taken.getLocalPort(),
              Settings.STACK,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Duration.ZERO,
              Map.of());
      assertThatThrownBy(() -> Installation.start(clashing, new Tiny()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("port " + taken.getLocalPort() + " is in use");
    }
  }

  @Test
  void services_that_do_not_answer_are_named() {
    assertThatThrownBy(
            () ->
                Installation.start(
                    settings(
                        Optional.of(URI.create("http://127.0.0.1:1")), Optional.empty(), Map.of()),
                    new Tiny()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no AWS services answer at http://127.0.0.1:1");
  }

  @Test
  void a_provider_that_is_none_is_named() {
    assertThatThrownBy(
            () ->
                Installation.start(
                    settings(
                        Optional.empty(),
                        Optional.empty(),
                        Map.of("whatsap", URI.create("http://127.0.0.1:9"))),
                    new Tiny()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no 'whatsap'")
        .hasMessageContaining("rcs, slack, telegram");
  }
}
