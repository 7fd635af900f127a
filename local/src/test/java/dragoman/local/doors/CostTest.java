package dragoman.local.doors;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.channel.Channels;
import dragoman.channel.HttpAnswer;
import dragoman.channel.Reception;
import dragoman.functions.CountedLog;
import dragoman.functions.DynamoLedger;
import dragoman.functions.DynamoPace;
import dragoman.functions.SqsQueues;
import dragoman.local.aws.Aws;
import dragoman.local.aws.Services;
import dragoman.local.cost.Counts;
import dragoman.message.Escalation;
import dragoman.message.EscalationJson;
import dragoman.message.EventJson;
import dragoman.pipeline.Batch.Item;
import dragoman.pipeline.Batch.Step;
import dragoman.pipeline.Deliver;
import dragoman.pipeline.Doors;
import dragoman.pipeline.Doors.Exchange;
import dragoman.pipeline.Notify;
import dragoman.pipeline.Receive;
import dragoman.pipeline.Route;
import dragoman.pipeline.Track;
import dragoman.pipeline.Watch;
import dragoman.policy.ShippedPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * What a message costs in AWS calls, capacity units and log bytes, function by function, on the
 * real engines with the shipped policy. The figures lie in {@code counts.yaml}, which the
 * documentation and {@code ./dragoman cost} take them from; a change that adds a call, a unit or a
 * log line fails here until the file says so too.
 */
class CostTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final Path FILE =
      Path.of(System.getProperty("project.root"))
          .resolve("local/src/main/resources/dragoman/local/counts.yaml");

  private final Services services = Aws.EMBEDDED.services();
  private final Meter meter = new Meter();
  private final CountedLog log = new CountedLog();
  private Instant now = NOW;
  private final List<Counts.Step> measured = new ArrayList<>();
  private final List<Escalation> escalations = new ArrayList<>();
  private final SqsQueues queues =
      new SqsQueues(
          meter.metered(SqsClient.builder(), services.endpoint()),
          new SqsQueues.Addresses(
              services.queue("inbound.fifo"),
              Optional.of(services.queue("receipts")),
              Optional.of(services.queue("parked")),
              Optional.of(services.queue("outbound.fifo")),
              Optional.of(services.stack().name() + "-team-")));
  private final DynamoDbClient dynamo =
      meter.metered(DynamoDbClient.builder(), services.endpoint());
  private final DynamoLedger ledger = new DynamoLedger(dynamo, services.table(), () -> NOW);
  private final Doors.Secrets secrets = new Webhooks.OneSecret();
  private final Receive receive = new Receive(secrets, queues, log);
  private final Route route =
      new Route(
          ShippedPolicy.policy(),
          new Route.Limits("t", Duration.ZERO),
          ledger,
          queues,
          it -> {
            meter.call("Publish");
            escalations.add(it);
          },
          log);
  private final Deliver deliver =
      new Deliver(
          new Deliver.Timing(Duration.ofSeconds(40), Duration.ofSeconds(90), Duration.ofHours(12)),
          ledger,
          secrets,
          (_, _) ->
              new Exchange.Answered(
                  new HttpAnswer(200, Map.of(), "{\"messages\":[{\"id\":\"wamid.out\"}]}")),
          new DynamoPace(dynamo, services.table()),
          queues,
          log);
  private final Track track = new Track(ledger, queues, log);
  private final Notify cards =
      new Notify(
          ShippedPolicy.policy(),
          ledger,
          secrets,
          (_, _) ->
              new Exchange.Answered(
                  new HttpAnswer(
                      200, Map.of(), "{\"ok\":true,\"channel\":\"C1\",\"ts\":\"1772359200.1\"}")),
          new DynamoPace(dynamo, services.table()),
          log);
  private final Watch watch = new Watch(ledger, queues, log);

  @Test
  void a_message_costs_what_the_documentation_says() throws Exception {
    onceAMinute();
    var faq = Webhooks.message("wamid.faq", "15550001", "My views dropped a lot this week, why?");
    webhook("a new question, answered: ReceiveWebhook", faq);
    step("a new question, answered: RouteConversation", "inbound.fifo", it -> route.route(it, now));
    step("a new question, answered: DeliverReply", "outbound.fifo", it -> deliver.deliver(it, now));
    webhook("the same within five minutes: ReceiveWebhook", faq);
    assertThat(pull("inbound.fifo")).as("the queue takes the copy and delivers nothing").isEmpty();

    webhook("ten messages in one webhook: ReceiveWebhook", Webhooks.messages(10));
    for (var i = 0; i < 10; i++) {
      pull("inbound.fifo");
    }

    aWhileLater();
    webhook(
        "a question for a person: ReceiveWebhook",
        Webhooks.message("wamid.hard", "15550002", "zxqv blorp unheard of, please look at it"));
    step("a question for a person: RouteConversation", "inbound.fifo", it -> route.route(it, now));
    step("a question for a person: DeliverReply", "outbound.fifo", it -> deliver.deliver(it, now));

    for (var status : List.of("sent", "delivered", "read")) {
      webhook("a status (" + status + "): ReceiveWebhook", Webhooks.status(status));
      step("a status (" + status + "): TrackReceipts", "receipts", it -> track.track(it, NOW));
    }

    later(faq);
    step(
        "the same after the queue forgot: RouteConversation",
        "inbound.fifo",
        it -> route.route(it, now));

    aWhileLater();
    webhook(
        "a further question: ReceiveWebhook",
        Webhooks.message("wamid.more", "15550001", "How do I change my username?"));
    step("a further question: RouteConversation", "inbound.fifo", it -> route.route(it, now));
    step("a further question: DeliverReply", "outbound.fifo", it -> deliver.deliver(it, now));

    aWhileLater();
    webhook(
        "a question for a manager: ReceiveWebhook",
        Webhooks.message(
            "wamid.p1", "15550003", "My account was stolen, somebody else is posting videos"));
    step("a question for a manager: RouteConversation", "inbound.fifo", it -> route.route(it, now));
    step("a question for a manager: DeliverReply", "outbound.fifo", it -> deliver.deliver(it, now));
    begin();
    var escalation = new Item("1", "1", EscalationJson.write(escalations.getFirst()), 1);
    assertThat(cards.show(escalation, () -> NOW)).isEqualTo(Step.DONE);
    note("a question for a manager: NotifySlack");

    begin();
    // So long ago that nothing of other tests is due.
    assertThat(watch.watch(Instant.EPOCH, () -> true)).isZero();
    note("each minute: WatchConversations");

    var counts = new Counts(measured);
    if (Boolean.getBoolean("counts.write")) {
      Files.writeString(FILE, counts.yaml());
    }
    assertThat(Files.readString(FILE))
        .as("%s; write it anew with -Dcounts.write=true", FILE)
        .isEqualTo(counts.yaml());
  }

  /** So long that no bucket is still filling up, and still within the minute. */
  private void aWhileLater() {
    now = now.plusSeconds(10);
  }

  /** What is written once a minute for an account, whoever writes in, is no one message's cost. */
  private void onceAMinute() throws Exception {
    var before = Webhooks.signed(Webhooks.message("wamid.before", "15559999", "hello"));
    receive.receive("whatsapp", "main", before, NOW);
    pull("inbound.fifo").forEach(it -> route.route(it, NOW));
    pull("outbound.fifo");
    // Others share the table: whoever they heard, the watchdog's line is about this one.
    ledger.heard("whatsapp/quiet", NOW.minus(Duration.ofDays(13)));
    log.written();
  }

  private void webhook(String what, String body) throws Exception {
    var request = Webhooks.signed(body);
    begin();
    assertThat(receive.receive("whatsapp", "main", request, NOW).status()).isEqualTo(200);
    note(what);
  }

  private void step(String what, String queue, Function<Item, Step> work) {
    var got = pull(queue);
    assertThat(got).as(what).isNotEmpty();
    begin();
    assertThat(work.apply(got.getFirst())).isEqualTo(Step.DONE);
    note(what);
  }

  private void note(String what) {
    var parts = what.split(": ");
    var reading = meter.reading();
    var written = log.written();
    measured.add(
        new Counts.Step(
            parts[0],
            parts[1],
            reading.calls(),
            reading.writes(),
            reading.reads(),
            reading.items(),
            written.lines(),
            written.bytes()));
  }

  private void begin() {
    meter.reading();
    log.written();
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
                    Webhooks.signed(body),
                    secrets.endpoint("whatsapp", "main", false).orElseThrow(),
                    NOW);
    var message = accepted.messages().getFirst();
    queues.send(
        new Doors.Lane.Inbound(),
        List.of(
            new Doors.Letter(
                message.group().value(), UUID.randomUUID().toString(), EventJson.write(message))));
  }
}
