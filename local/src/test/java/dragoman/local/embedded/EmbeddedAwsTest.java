package dragoman.local.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dragoman.local.runner.Clients;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** All calls go through the one endpoint, with the ordinary clients. */
class EmbeddedAwsTest {
  private static EmbeddedAws aws;
  private static Clients clients;

  @BeforeAll
  static void start() {
    aws = EmbeddedAws.start(0);
    clients = Clients.at(aws.endpoint());
  }

  @AfterAll
  static void stop() {
    clients.close();
    aws.close();
  }

  private static String queue(String name) {
    return clients.sqs().createQueue(request -> request.queueName(name)).queueUrl();
  }

  private static String arn(String queue) {
    return clients
        .sqs()
        .getQueueAttributes(
            request -> request.queueUrl(queue).attributeNames(QueueAttributeName.QUEUE_ARN))
        .attributes()
        .get(QueueAttributeName.QUEUE_ARN);
  }

  private static String topic(String name) {
    return clients.sns().createTopic(request -> request.name(name)).topicArn();
  }

  private static String subscribe(String topic, String queue, Map<String, String> attributes) {
    return clients
        .sns()
        .subscribe(
            request ->
                request.topicArn(topic).protocol("sqs").endpoint(arn(queue)).attributes(attributes))
        .subscriptionArn();
  }

  private static List<Message> receive(String queue) {
    return clients
        .sqs()
        .receiveMessage(
            request -> request.queueUrl(queue).maxNumberOfMessages(10).messageAttributeNames("All"))
        .messages();
  }

  private static MessageAttributeValue text(String value) {
    return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
  }

  @Test
  void one_address_speaks_for_all_three_services() {
    var url = queue("front");
    clients.sqs().sendMessage(request -> request.queueUrl(url).messageBody("salām"));
    assertThat(receive(url)).extracting(Message::body).containsExactly("salām");
    clients
        .dynamoDb()
        .createTable(
            request ->
                request
                    .tableName("front")
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(
                        AttributeDefinition.builder()
                            .attributeName("pk")
                            .attributeType(ScalarAttributeType.S)
                            .build())
                    .keySchema(
                        KeySchemaElement.builder()
                            .attributeName("pk")
                            .keyType(KeyType.HASH)
                            .build()));
    assertThat(clients.dynamoDb().listTables().tableNames()).contains("front");
  }

  @Test
  void errors_of_a_service_come_through_as_its_own() {
    assertThatThrownBy(() -> clients.sqs().getQueueUrl(request -> request.queueName("not-there")))
        .isInstanceOf(QueueDoesNotExistException.class);
  }

  @Test
  void a_raw_subscription_gets_the_body_and_the_attributes() {
    var topic = topic("raw");
    var queue = queue("raw");
    subscribe(topic, queue, Map.of("RawMessageDelivery", "true"));
    clients
        .sns()
        .publish(
            request ->
                request
                    .topicArn(topic)
                    .message("{\"a\":\"< & > é\"}")
                    .messageAttributes(Map.of("severity", text("P1"))));
    var message = receive(queue).getFirst();
    assertThat(message.body()).isEqualTo("{\"a\":\"< & > é\"}");
    assertThat(message.messageAttributes().get("severity").stringValue()).isEqualTo("P1");
  }

  @Test
  void a_subscription_that_is_not_raw_gets_an_envelope() {
    var topic = topic("wrapped");
    var queue = queue("wrapped");
    subscribe(topic, queue, Map.of());
    clients.sns().publish(request -> request.topicArn(topic).subject("s").message("hello"));
    assertThat(receive(queue).getFirst().body())
        .contains("\"Type\":\"Notification\"", "\"Message\":\"hello\"", "\"Subject\":\"s\"", topic);
  }

  @Test
  void a_filter_policy_lets_through_what_matches() {
    var topic = topic("filtered");
    var exact = queue("exact");
    var prefix = queue("prefix");
    var but = queue("but");
    var absent = queue("absent");
    var raw = "true";
    subscribe(topic, exact, Map.of("RawMessageDelivery", raw, "FilterPolicy", "{\"w\":[\"a\"]}"));
    subscribe(
        topic,
        prefix,
        Map.of("RawMessageDelivery", raw, "FilterPolicy", "{\"w\":[{\"prefix\":\"ab\"}]}"));
    subscribe(
        topic,
        but,
        Map.of("RawMessageDelivery", raw, "FilterPolicy", "{\"w\":[{\"anything-but\":[\"a\"]}]}"));
    subscribe(
        topic,
        absent,
        Map.of("RawMessageDelivery", raw, "FilterPolicy", "{\"w\":[{\"exists\":false}]}"));
    for (var value : List.of("a", "abc", "x")) {
      clients
          .sns()
          .publish(
              request ->
                  request
                      .topicArn(topic)
                      .message(value)
                      .messageAttributes(Map.of("w", text(value))));
    }
    clients.sns().publish(request -> request.topicArn(topic).message("none"));
    assertThat(receive(exact)).extracting(Message::body).containsExactly("a");
    assertThat(receive(prefix)).extracting(Message::body).containsExactly("abc");
    assertThat(receive(but)).extracting(Message::body).containsExactlyInAnyOrder("abc", "x");
    assertThat(receive(absent)).extracting(Message::body).containsExactly("none");
  }

  @Test
  void a_batch_is_published_and_each_entry_answered() {
    var topic = topic("batch");
    var queue = queue("batch");
    subscribe(topic, queue, Map.of("RawMessageDelivery", "true"));
    var response =
        clients
            .sns()
            .publishBatch(
                request ->
                    request
                        .topicArn(topic)
                        .publishBatchRequestEntries(
                            PublishBatchRequestEntry.builder().id("1").message("one").build(),
                            PublishBatchRequestEntry.builder().id("2").message("two").build()));
    assertThat(response.successful()).hasSize(2);
    assertThat(response.failed()).isEmpty();
    assertThat(receive(queue)).extracting(Message::body).containsExactlyInAnyOrder("one", "two");
  }

  @Test
  void what_a_queue_does_not_take_at_once_is_delivered_later() throws Exception {
    var topic = topic("later");
    var queue = queue("later");
    subscribe(topic, queue, Map.of("RawMessageDelivery", "true"));
    clients.sqs().deleteQueue(request -> request.queueUrl(queue));
    clients.sns().publish(request -> request.topicArn(topic).message("late"));
    var again = queue("later");
    List<Message> messages = List.of();
    for (var i = 0; i < 100 && messages.isEmpty(); i++) {
      Thread.sleep(100);
      messages = receive(again);
    }
    assertThat(messages).extracting(Message::body).containsExactly("late");
  }

  @Test
  void creating_and_subscribing_twice_gives_the_same_thing() {
    var queue = queue("twice");
    var topic = topic("twice");
    assertThat(topic("twice")).isEqualTo(topic);
    assertThat(subscribe(topic, queue, Map.of())).isEqualTo(subscribe(topic, queue, Map.of()));
    assertThat(
            clients
                .sns()
                .listSubscriptionsByTopic(request -> request.topicArn(topic))
                .subscriptions())
        .hasSize(1);
    assertThat(clients.sns().listTopics().topics()).anyMatch(each -> each.topicArn().equals(topic));
  }

  @Test
  void attributes_can_be_read_and_changed() {
    var topic = topic("attributes");
    var subscription = subscribe(topic, queue("attributes"), Map.of());
    clients
        .sns()
        .setSubscriptionAttributes(
            request ->
                request
                    .subscriptionArn(subscription)
                    .attributeName("FilterPolicy")
                    .attributeValue("{\"w\":[\"a\"]}"));
    assertThat(
            clients
                .sns()
                .getSubscriptionAttributes(request -> request.subscriptionArn(subscription))
                .attributes())
        .containsEntry("FilterPolicy", "{\"w\":[\"a\"]}")
        .containsEntry("RawMessageDelivery", "false");
    assertThat(clients.sns().getTopicAttributes(request -> request.topicArn(topic)).attributes())
        .containsEntry("SubscriptionsConfirmed", "1");
  }

  @Test
  void what_it_cannot_do_it_refuses_by_name() {
    var topic = topic("refusing");
    var queue = queue("refusing");
    assertThatThrownBy(
            () -> subscribe(topic, queue, Map.of("FilterPolicy", "{\"w\":[{\"cidr\":\"x\"}]}")))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("FilterPolicy");
    assertThatThrownBy(
            () -> clients.sns().publish(r -> r.topicArn(topic + "-not-there").message("x")))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void nothing_listens_beyond_the_loopback_address() throws Exception {
    for (var address : List.of(aws.endpoint(), aws.sqs(), aws.dynamoDb())) {
      for (var outside :
          NetworkInterface.networkInterfaces()
              .flatMap(NetworkInterface::inetAddresses)
              .filter(each -> !each.isLoopbackAddress() && each.getAddress().length == 4)
              .toList()) {
        assertThat(connects(outside, address)).as("%s on %s", address, outside).isFalse();
      }
      assertThat(connects(InetAddress.ofLiteral("127.0.0.1"), address)).isTrue();
    }
  }

  private static boolean connects(InetAddress host, URI address) {
    try (var _ = new Socket(host, address.getPort())) {
      return true;
    } catch (java.io.IOException e) {
      return false;
    }
  }
}
