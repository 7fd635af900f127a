package dragoman.local.doors;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.channel.Account;
import dragoman.channel.Channels;
import dragoman.channel.Endpoint;
import dragoman.channel.HttpAnswer;
import dragoman.channel.Reception;
import dragoman.channel.Secret;
import dragoman.channel.WebhookRequest;
import dragoman.functions.DynamoLedger;
import dragoman.functions.SqsQueues;
import dragoman.local.aws.Aws;
import dragoman.local.aws.Services;
import dragoman.memory.MemoryPace;
import dragoman.message.ConversationKey;
import dragoman.message.EffectRef;
import dragoman.message.EventJson;
import dragoman.message.EventKey;
import dragoman.pipeline.Batch.Item;
import dragoman.pipeline.Batch.Step;
import dragoman.pipeline.Deliver;
import dragoman.pipeline.Doors;
import dragoman.pipeline.Doors.Exchange;
import dragoman.pipeline.Receive;
import dragoman.pipeline.Route;
import dragoman.pipeline.Track;
import dragoman.policy.ShippedPolicy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * What a message costs in AWS calls and capacity units, function by function, on the real engines
 * with the shipped policy. The table stands in {@code docs/cost.md}; a change that adds a call or a
 * unit fails here until the table says so too.
 */
class CostTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  private final Services services = Aws.EMBEDDED.services();
  private final Meter meter = new Meter();
  private final List<String> table = new ArrayList<>();
  private final SqsQueues queues =
      new SqsQueues(
          meter.metered(SqsClient.builder(), services.endpoint()),
          new SqsQueues.Addresses(
              services.queue("inbound.fifo"),
              Optional.of(services.queue("receipts")),
              Optional.of(services.queue("parked")),
              Optional.of(services.queue("outbound.fifo")),
              Optional.of(services.stack().name() + "-team-")));
  private final DynamoLedger ledger =
      new DynamoLedger(
          meter.metered(DynamoDbClient.builder(), services.endpoint()),
          services.table(),
          () -> NOW);
  private final Doors.Secrets secrets = new OneSecret();
  private final Doors.Log log = _ -> {};
  private final Receive receive = new Receive(secrets, queues, log);
  private final Route route =
      new Route(
          ShippedPolicy.policy(),
          new Route.Limits("t", Duration.ZERO),
          ledger,
          queues,
          _ -> {},
          log);
  private final Deliver deliver =
      new Deliver(
          new Deliver.Timing(Duration.ofSeconds(40), Duration.ofSeconds(90), Duration.ofHours(12)),
          ledger,
          secrets,
          (_, _) ->
              new Exchange.Answered(
                  new HttpAnswer(200, Map.of(), "{\"messages\":[{\"id\":\"wamid.out\"}]}")),
          new MemoryPace(),
          queues,
          log);
  private final Track track = new Track(ledger, queues, log);

  @Test
  void a_message_costs_what_the_documentation_says() throws Exception {
    var faq = message("wamid.faq", "15550001", "My views dropped a lot this week, why?");
    webhook("a new question, answered: ReceiveWebhook", faq);
    step("a new question, answered: RouteConversation", "inbound.fifo", it -> route.route(it, NOW));
    step("a new question, answered: DeliverReply", "outbound.fifo", it -> deliver.deliver(it, NOW));
    webhook("the same within five minutes: ReceiveWebhook", faq);
    assertThat(pull("inbound.fifo")).as("the queue takes the copy and delivers nothing").isEmpty();

    webhook("ten messages in one webhook: ReceiveWebhook", messages(10));
    for (var i = 0; i < 10; i++) {
      pull("inbound.fifo");
    }

    webhook(
        "a question for a person: ReceiveWebhook",
        message("wamid.hard", "15550002", "zxqv blorp unheard of, please look at it"));
    step("a question for a person: RouteConversation", "inbound.fifo", it -> route.route(it, NOW));
    step("a question for a person: DeliverReply", "outbound.fifo", it -> deliver.deliver(it, NOW));

    for (var status : List.of("sent", "delivered", "read")) {
      webhook("a status (" + status + "): ReceiveWebhook", status(status));
      step("a status (" + status + "): TrackReceipts", "receipts", it -> track.track(it, NOW));
    }

    later(faq);
    step(
        "the same after the queue forgot: RouteConversation",
        "inbound.fifo",
        it -> route.route(it, NOW));

    table.forEach(System.out::println);
    var documented =
        Files.readString(Path.of(System.getProperty("project.root")).resolve("docs/cost.md"));
    for (var row : table) {
      assertThat(documented).as("docs/cost.md").contains(row);
    }
  }

  private void webhook(String what, String body) throws Exception {
    var request = signed(body);
    meter.reading();
    assertThat(receive.receive("whatsapp", "main", request, NOW).status()).isEqualTo(200);
    note(what);
  }

  private void step(String what, String queue, Function<Item, Step> work) {
    var got = pull(queue);
    assertThat(got).as(what).isNotEmpty();
    meter.reading();
    assertThat(work.apply(got.getFirst())).isEqualTo(Step.DONE);
    note(what);
  }

  private void note(String what) {
    var parts = what.split(": ");
    table.add("| %s | %s | %s |".formatted(parts[0], parts[1], meter.reading()));
  }

  /** One message off a queue, by a client that is not counted. */
  private List<Item> pull(String queue) {
    var sqs = services.clients().sqs();
    var url = services.queue(queue);
    var got =
        sqs.receiveMessage(
                it ->
                    it.queueUrl(url)
                        .maxNumberOfMessages(1)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
            .messages();
    got.forEach(it -> sqs.deleteMessage(d -> d.queueUrl(url).receiptHandle(it.receiptHandle())));
    return got.stream().map(it -> new Item(it.messageId(), it.messageId(), it.body(), 1)).toList();
  }

  /** Puts a webhook's message on the queue again as if its deduplication id had been forgotten. */
  private void later(String body) throws Exception {
    var accepted =
        (Reception.Accepted)
            Channels.named("whatsapp")
                .orElseThrow()
                .receive(
                    signed(body), secrets.endpoint("whatsapp", "main", false).orElseThrow(), NOW);
    var message = accepted.messages().getFirst();
    queues.send(
        new Doors.Lane.Inbound(),
        List.of(
            new Doors.Letter(
                message.group().value(), UUID.randomUUID().toString(), EventJson.write(message))));
  }

  private static WebhookRequest signed(String body) throws Exception {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return new WebhookRequest(
        "POST",
        "",
        Map.of(
            "x-hub-signature-256",
            List.of("sha256=" + HexFormat.of().formatHex(mac.doFinal(bytes)))),
        bytes);
  }

  private static String message(String id, String from, String text) {
    return body(
        "{\"from\":\"%s\",\"id\":\"%s\",\"timestamp\":\"1772359200\",\"type\":\"text\",\"text\":{\"body\":\"%s\"}}"
            .formatted(from, id, text),
        "");
  }

  private static String messages(int count) {
    var all = new ArrayList<String>();
    for (var i = 0; i < count; i++) {
      all.add(
          "{\"from\":\"1777%d\",\"id\":\"wamid.b%d\",\"timestamp\":\"1772359200\",\"type\":\"text\",\"text\":{\"body\":\"hello\"}}"
              .formatted(i, i));
    }
    return body(String.join(",", all), "");
  }

  /** A status of the reply to the first question, with the callback data it was sent with. */
  private static String status(String word) {
    var key = ConversationKey.of("t", "whatsapp", "100000000000001", "15550001");
    var event = EventKey.of("t", "whatsapp", "100000000000001", "message", "wamid.faq");
    return body(
        "",
        "{\"id\":\"wamid.out\",\"status\":\"%s\",\"timestamp\":\"1772359201\",\"recipient_id\":\"15550001\",\"biz_opaque_callback_data\":\"%s\"}"
            .formatted(word, new EffectRef(key, event, 0)));
  }

  private static String body(String messages, String statuses) {
    return """
    {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":
    {"metadata":{"phone_number_id":"100000000000001"},"messages":[%s],"statuses":[%s]}}]}]}\
    """
        .formatted(messages, statuses);
  }

  private static final class OneSecret implements Doors.Secrets {
    @Override
    public Optional<Endpoint> endpoint(String channel, String name, boolean fresh) {
      return Optional.of(
          new Endpoint(
              "t",
              channel,
              name,
              List.of(new Secret("secret")),
              Optional.empty(),
              Set.of("100000000000001")));
    }

    @Override
    public Optional<Account> account(String channel, String id) {
      return Optional.of(new Account(channel, id, new Secret("token"), Optional.empty()));
    }

    @Override
    public Secret slack() {
      return new Secret("token");
    }
  }
}
