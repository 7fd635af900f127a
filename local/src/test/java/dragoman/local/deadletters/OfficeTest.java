package dragoman.local.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dragoman.functions.DynamoOperations;
import dragoman.local.aws.Aws;
import dragoman.local.aws.Services;
import dragoman.message.EventJson;
import dragoman.message.InboundMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** On real queues, with nobody working on them but the operator. */
class OfficeTest {
  private static final Instant NOW = Instant.now();

  private final Services services = Aws.EMBEDDED.services();
  private final SqsClient sqs = services.clients().sqs();
  private final Layout layout = Layout.of(services.stack());
  private final Shelf inbound = layout.shelf("inbound-dead");
  private final List<Step> steps = new ArrayList<>();
  private final String run = java.util.UUID.randomUUID().toString().substring(0, 8);

  @BeforeEach
  void beginWithEmptyQueues() {
    for (var queue : List.of("inbound-dead.fifo", "inbound.fifo", "parked", "receipts-dead")) {
      drained(queue);
    }
  }

  private Office office(SqsClient client) {
    return new Office(
        layout,
        client,
        new DynamoOperations(services.clients().dynamoDb(), services.table()),
        InstantSource.system(),
        Duration.ofSeconds(3),
        () -> {});
  }

  private static Order redrive(Selection selection, boolean dryRun) {
    return new Order(
        new Order.What.Redrive(1000, false, Set.of()),
        selection,
        "tester",
        "a test",
        dryRun,
        Integer.MAX_VALUE);
  }

  private Outcome redrive(SqsClient client) {
    return office(client).carryOut(inbound, redrive(Selection.ALL, false), steps::add, () -> false);
  }

  private void die(String who, String id) {
    die(who, id, Map.of());
  }

  private void die(String who, String id, Map<String, MessageAttributeValue> attributes) {
    sqs.sendMessage(
        it ->
            it.queueUrl(services.queue("inbound-dead.fifo"))
                .messageGroupId(Dead.group(run + who))
                .messageDeduplicationId(run + who + id)
                .messageAttributes(attributes)
                .messageBody(Dead.event(run + who, id, NOW)));
  }

  /** Everything on a queue, in each group's order, removed. */
  private List<Message> drained(String queue) {
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

  private List<String> ids(List<Message> messages, String who) {
    return messages.stream()
        .filter(it -> it.body().contains("\"" + run + who + "\""))
        .map(it -> externalId(it.body()))
        .toList();
  }

  private static String externalId(String body) {
    try {
      return ((InboundMessage) EventJson.read(body)).externalId();
    } catch (dragoman.message.Json.Malformed e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> numbered(int count) {
    return java.util.stream.IntStream.range(0, count).mapToObj(i -> "m" + i).toList();
  }

  @Test
  void every_conversation_goes_back_whole_and_in_its_order() {
    for (var i = 0; i < 12; i++) {
      die("a", "m" + i);
      die("b", "m" + i);
    }
    assertThat(redrive(sqs).complete()).isTrue();

    var back = drained("inbound.fifo");
    assertThat(ids(back, "a")).isEqualTo(numbered(12));
    assertThat(ids(back, "b")).isEqualTo(numbered(12));
    assertThat(drained("inbound-dead.fifo")).isEmpty();
  }

  @Test
  void what_was_said_of_a_message_stays_with_it_and_who_sent_it_on_is_added() throws Exception {
    var mine = MessageAttributeValue.builder().dataType("String").stringValue("kept").build();
    die("a", "m0", Map.of("mine", mine));
    redrive(sqs);

    var attributes = drained("inbound.fifo").getFirst().messageAttributes();
    assertThat(attributes.get("mine").stringValue()).isEqualTo("kept");
    assertThat(attributes.get("dragoman-redriven").stringValue())
        .contains("\"by\":\"tester\"", "\"why\":\"a test\"", "\"times\":1");
  }

  @Test
  void a_dry_run_says_the_same_and_changes_nothing() {
    for (var i = 0; i < 3; i++) {
      die("a", "m" + i);
    }
    var outcome =
        office(sqs).carryOut(inbound, redrive(Selection.ALL, true), steps::add, () -> false);

    assertThat(outcome.done()).isEqualTo(3);
    assertThat(steps).extracting(Step::result).hasOnlyElementsOfType(Step.Result.Moved.class);
    assertThat(drained("inbound.fifo")).isEmpty();
    assertThat(operations(inbound.queue())).isEmpty();
    assertThat(ids(drained("inbound-dead.fifo"), "a")).isEqualTo(numbered(3));
  }

  @Test
  void looking_leaves_everything_as_it_was() {
    for (var i = 0; i < 5; i++) {
      die("a", "m" + i);
      die("b", "m" + i);
    }
    var look = office(sqs).look(inbound, Selection.ALL, 100);
    assertThat(look.sights()).hasSize(10).allMatch(it -> it.kind().equals("text"));
    assertThat(look.sights().toString()).contains("says").doesNotContain("kind=says");
    assertThat(office(sqs).list().getFirst().waiting()).isEqualTo(10);
    assertThat(office(sqs).list().getFirst().conversations()).isEqualTo(2);

    var left = drained("inbound-dead.fifo");
    assertThat(ids(left, "a")).isEqualTo(numbered(5));
    assertThat(ids(left, "b")).isEqualTo(numbered(5));
  }

  @Test
  void a_crash_between_sending_and_removing_doubles_and_loses_nothing() {
    for (var i = 0; i < 4; i++) {
      die("a", "m" + i);
    }
    var crashing =
        new Watched(
            sqs,
            _ -> {},
            _ -> {
              throw new Watched.Crash();
            });
    assertThatThrownBy(() -> redrive(crashing)).isInstanceOf(Watched.Crash.class);

    assertThat(redrive(sqs).complete()).isTrue();
    assertThat(ids(drained("inbound.fifo"), "a")).isEqualTo(numbered(4));
    assertThat(drained("inbound-dead.fifo")).isEmpty();
  }

  @Test
  void two_at_once_double_and_lose_nothing_and_keep_the_order() throws Exception {
    for (var i = 0; i < 15; i++) {
      die("a", "m" + i);
      die("b", "m" + i);
      die("c", "m" + i);
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var one =
          threads.submit(
              () ->
                  office(sqs)
                      .carryOut(inbound, redrive(Selection.ALL, false), _ -> {}, () -> false));
      var other =
          threads.submit(
              () ->
                  office(sqs)
                      .carryOut(inbound, redrive(Selection.ALL, false), _ -> {}, () -> false));
      assertThat(one.get().done() + other.get().done()).isEqualTo(45);
    }
    var back = drained("inbound.fifo");
    for (var who : List.of("a", "b", "c")) {
      assertThat(ids(back, who)).isEqualTo(numbered(15));
    }
  }

  @Test
  void one_that_died_again_within_minutes_is_not_dropped_as_a_copy() {
    die("a", "m0");
    redrive(sqs);
    var back = drained("inbound.fifo").getFirst();
    var dedupe = back.attributes().get(MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID);
    sqs.sendMessage(
        it ->
            it.queueUrl(services.queue("inbound-dead.fifo"))
                .messageGroupId(Dead.group(run + "a"))
                .messageDeduplicationId(dedupe)
                .messageBody(back.body()));
    redrive(sqs);

    assertThat(ids(drained("inbound.fifo"), "a")).containsExactly("m0");
  }

  @Test
  void where_one_does_not_go_the_rest_of_its_conversation_stays_and_others_go_on() {
    for (var i = 0; i < 3; i++) {
      die("a", "m" + i);
      die("b", "m" + i);
    }
    var refusing =
        new Watched(
            sqs,
            it -> {
              if (it.messageBody().contains("\"" + run + "a\"")
                  && it.messageBody().contains("m1 says")) {
                throw SqsException.builder().message("no").build();
              }
            },
            _ -> {});
    var outcome = redrive(refusing);

    assertThat(outcome.complete()).isFalse();
    assertThat(outcome.done()).isEqualTo(4);
    var back = drained("inbound.fifo");
    assertThat(ids(back, "a")).containsExactly("m0");
    assertThat(ids(back, "b")).isEqualTo(numbered(3));
    assertThat(ids(drained("inbound-dead.fifo"), "a")).containsExactly("m1", "m2");
  }

  @Test
  void a_message_out_of_the_middle_goes_only_where_that_is_asked_for() {
    for (var i = 0; i < 3; i++) {
      die("a", "m" + i);
    }
    var second = office(sqs).look(inbound, Selection.ALL, 10).sights().get(1).id();
    var chosen = new Selection(Set.of(second), Set.of());

    var refused = office(sqs).carryOut(inbound, redrive(chosen, false), steps::add, () -> false);
    assertThat(refused.left()).isEqualTo(1);
    assertThat(steps.getLast().result().toString()).contains("--out-of-order");
    assertThat(drained("inbound.fifo")).isEmpty();

    var insisting =
        new Order(
            new Order.What.Redrive(1000, true, Set.of()), chosen, "tester", "why", false, 100);
    assertThat(office(sqs).carryOut(inbound, insisting, steps::add, () -> false).complete())
        .isTrue();
    assertThat(ids(drained("inbound.fifo"), "a")).containsExactly("m1");
    assertThat(ids(drained("inbound-dead.fifo"), "a")).containsExactly("m0", "m2");
  }

  @Test
  void a_conversation_may_be_chosen_by_the_beginning_of_its_key() {
    for (var i = 0; i < 12; i++) {
      die("a", "m" + i);
      die("b", "m" + i);
    }
    var chosen = new Selection(Set.of(), Set.of(Dead.group(run + "b").substring(0, 12)));
    assertThat(
            office(sqs).carryOut(inbound, redrive(chosen, false), steps::add, () -> false).done())
        .isEqualTo(12);
    assertThat(ids(drained("inbound.fifo"), "b")).isEqualTo(numbered(12));
    assertThat(ids(drained("inbound-dead.fifo"), "a")).isEqualTo(numbered(12));
  }

  @Test
  void a_limit_ends_it_and_says_that_there_is_more() {
    for (var i = 0; i < 3; i++) {
      die("a", "m" + i);
    }
    var order =
        new Order(new Order.What.Redrive(1000, false, Set.of()), Selection.ALL, "t", "r", false, 2);
    var outcome = office(sqs).carryOut(inbound, order, steps::add, () -> false);
    assertThat(outcome.done()).isEqualTo(2);
    assertThat(outcome.limited()).isTrue();
    assertThat(ids(drained("inbound-dead.fifo"), "a")).containsExactly("m2");
  }

  @Test
  void what_is_discarded_is_gone_and_recorded_without_what_it_said() {
    die("a", "m0");
    die("a", "m1");
    var second = office(sqs).look(inbound, Selection.ALL, 10).sights().get(1).id();
    var order =
        new Order(
            new Order.What.Discard(),
            new Selection(Set.of(second), Set.of()),
            "tester",
            "spam",
            false,
            Integer.MAX_VALUE);
    var outcome = office(sqs).carryOut(inbound, order, steps::add, () -> false);

    assertThat(outcome.complete()).isTrue();
    assertThat(ids(drained("inbound-dead.fifo"), "a")).containsExactly("m0");
    var rows = operations(inbound.queue());
    assertThat(rows).hasSize(2);
    assertThat(rows.getFirst().get("verb").s()).isEqualTo("discard");
    assertThat(rows.getFirst().get("operator").s()).isEqualTo("tester");
    assertThat(rows.getFirst().get("reason").s()).isEqualTo("spam");
    assertThat(rows.getFirst().get("done").n()).isEqualTo("1");
    assertThat(rows.getLast().get("messages").l().getFirst().m().get("message").s())
        .isEqualTo(second);
    assertThat(rows.toString()).doesNotContain("says", run + "a");
  }

  @Test
  void nothing_is_done_that_could_not_be_written_down() {
    die("a", "m0");
    var office =
        new Office(
            layout,
            sqs,
            new DynamoOperations(services.clients().dynamoDb(), "no-such-table"),
            InstantSource.system(),
            Duration.ofSeconds(3),
            () -> {});
    assertThatThrownBy(
            () -> office.carryOut(inbound, redrive(Selection.ALL, false), steps::add, () -> false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("could not be written down, so it was not done");
    assertThat(drained("inbound.fifo")).isEmpty();
  }

  @Test
  void a_queue_that_is_not_there_is_named() {
    var elsewhere = new Shelf.Dead("nowhere-dead.fifo", List.of("nowhere.fifo"));
    assertThatThrownBy(() -> office(sqs).look(elsewhere, Selection.ALL, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("there is no queue nowhere-dead.fifo");
  }

  @Test
  void receipts_and_other_queues_without_order_go_back_as_well() {
    var shelf = layout.shelf("receipts-dead");
    for (var i = 0; i < 12; i++) {
      var body = "receipt " + i;
      sqs.sendMessage(it -> it.queueUrl(services.queue("receipts-dead")).messageBody(body));
    }
    var outcome =
        office(sqs).carryOut(shelf, redrive(Selection.ALL, false), steps::add, () -> false);
    assertThat(outcome.done()).isEqualTo(12);
    assertThat(new HashSet<>(drained("receipts").stream().map(Message::body).toList())).hasSize(12);
  }

  private List<Map<String, AttributeValue>> operations(String queue) {
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

  private final Instant begun = Instant.now();
}
