package dragoman.local.deadletters;

import dragoman.functions.DynamoOperations;
import dragoman.local.aws.Aws;
import dragoman.local.aws.Services;
import dragoman.message.EventJson;
import dragoman.message.InboundMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** Real queues with nobody working on them but the test; the people of each test are its own. */
final class Bench {
  final Services services = Aws.EMBEDDED.services();
  final SqsClient sqs = services.clients().sqs();
  final Layout layout = Layout.of(services.stack());
  final String run = UUID.randomUUID().toString().substring(0, 8);
  private final Instant begun = Instant.now();

  Bench() {
    for (var queue : List.of("inbound-dead.fifo", "inbound.fifo", "receipts-dead", "receipts")) {
      drained(queue);
    }
  }

  String url(String queue) {
    return services.queue(queue);
  }

  Office office(SqsClient client) {
    return new Office(
        layout,
        client,
        new DynamoOperations(services.clients().dynamoDb(), services.table()),
        InstantSource.system(),
        Duration.ofSeconds(3),
        () -> {});
  }

  static Order redrive(Selection selection, boolean dryRun) {
    return new Order(
        new Order.What.Redrive(1000, false, Set.of()),
        selection,
        "tester",
        "a test",
        dryRun,
        Integer.MAX_VALUE);
  }

  void die(String who, String id) {
    die(who, id, Map.of());
  }

  void die(String who, String id, Map<String, MessageAttributeValue> attributes) {
    sqs.sendMessage(
        it ->
            it.queueUrl(services.queue("inbound-dead.fifo"))
                .messageGroupId(Dead.group(run + who))
                .messageDeduplicationId(run + who + id)
                .messageAttributes(attributes)
                .messageBody(Dead.event(run + who, id, begun)));
  }

  /** Everything on a queue, in each group's order, removed. */
  List<Message> drained(String queue) {
    var all = new ArrayList<Message>();
    for (var empty = 0; empty < 3; ) {
      var some =
          sqs.receiveMessage(
                  it ->
                      it.queueUrl(services.queue(queue))
                          .maxNumberOfMessages(10)
                          .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                          .messageAttributeNames("All"))
              .messages();
      empty = some.isEmpty() ? empty + 1 : 0;
      for (var it : some) {
        all.add(it);
        sqs.deleteMessage(
            request -> request.queueUrl(services.queue(queue)).receiptHandle(it.receiptHandle()));
      }
    }
    return all;
  }

  List<String> ids(List<Message> messages, String who) {
    return messages.stream()
        .filter(it -> it.body().contains("\"" + run + who + "\""))
        .map(it -> externalId(it.body()))
        .toList();
  }

  static String externalId(String body) {
    try {
      return ((InboundMessage) EventJson.read(body)).externalId();
    } catch (dragoman.message.Json.Malformed e) {
      throw new IllegalStateException(e);
    }
  }

  static List<String> numbered(int count) {
    return java.util.stream.IntStream.range(0, count).mapToObj(i -> "m" + i).toList();
  }

  List<Map<String, AttributeValue>> operations(String queue) {
    return services
        .clients()
        .dynamoDb()
        .query(
            it ->
                it.tableName(services.table())
                    .keyConditionExpression("pk = :pk")
                    .expressionAttributeValues(
                        Map.of(":pk", AttributeValue.fromS("operator#" + queue))))
        .items()
        .stream()
        .filter(it -> Long.parseLong(it.get("at").n()) >= begun.toEpochMilli())
        .toList();
  }
}
