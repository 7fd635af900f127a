package dragoman.local.embedded;

import dragoman.channel.HttpAnswer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The part of Amazon SNS that Dragoman uses, in the AWS Query protocol (form in, XML out; Amazon
 * SNS API Reference, version 2010-03-31). Standard topics only.
 */
final class SnsApi {
  private static final String NAMESPACE = "http://sns.amazonaws.com/doc/2010-03-31/";
  private static final int MAX_BYTES = 256 << 10;

  private final SnsTopics topics;
  private final SnsDelivery delivery;

  SnsApi(SnsTopics topics, SnsDelivery delivery) {
    this.topics = topics;
    this.delivery = delivery;
  }

  HttpAnswer answer(String body) {
    try {
      var form = QueryForm.parse(body);
      return xml(200, response(form.needed("Action"), act(form)));
    } catch (SnsProblem problem) {
      return xml(
          problem.status(),
          "<ErrorResponse xmlns=\""
              + NAMESPACE
              + "\"><Error><Type>Sender</Type>"
              + tag("Code", problem.code())
              + tag("Message", problem.getMessage())
              + "</Error>"
              + tag("RequestId", UUID.randomUUID().toString())
              + "</ErrorResponse>");
    }
  }

  /** The inside of the action's result. */
  private String act(QueryForm form) {
    return switch (form.needed("Action")) {
      case "CreateTopic" ->
          tag("TopicArn", topics.create(form.needed("Name"), form.map("Attributes")).arn());
      case "DeleteTopic" -> {
        topics.delete(form.needed("TopicArn"));
        yield "";
      }
      case "ListTopics" -> list("Topics", topics.all(), topic -> tag("TopicArn", topic.arn()));
      case "GetTopicAttributes" -> topicAttributes(topics.topic(form.needed("TopicArn")));
      case "SetTopicAttributes" -> {
        topics.set(
            form.needed("TopicArn"), form.needed("AttributeName"), form.text("AttributeValue"));
        yield "";
      }
      case "Subscribe" ->
          tag(
              "SubscriptionArn",
              topics
                  .subscribe(
                      form.needed("TopicArn"),
                      form.needed("Protocol"),
                      form.text("Endpoint"),
                      form.map("Attributes"))
                  .arn());
      case "Unsubscribe" -> {
        topics.unsubscribe(form.needed("SubscriptionArn"));
        yield "";
      }
      case "ListSubscriptions" -> subscriptions(topics.subscriptions());
      case "ListSubscriptionsByTopic" ->
          subscriptions(topics.of(topics.topic(form.needed("TopicArn")).arn()));
      case "GetSubscriptionAttributes" ->
          subscriptionAttributes(topics.subscription(form.needed("SubscriptionArn")));
      case "SetSubscriptionAttributes" -> {
        topics.change(
            form.needed("SubscriptionArn"),
            form.needed("AttributeName"),
            form.text("AttributeValue"));
        yield "";
      }
      case "Publish" -> tag("MessageId", publish(topic(form), form));
      case "PublishBatch" -> publishBatch(form);
      case String action ->
          throw new SnsProblem(400, "InvalidAction", action + " is not served here");
    };
  }

  private String topic(QueryForm form) {
    var arn = form.fields().getOrDefault("TopicArn", form.text("TargetArn"));
    return topics.topic(arn).arn();
  }

  private String publish(String topicArn, QueryForm form) {
    var body = form.needed("Message");
    if (body.isEmpty()) {
      throw SnsProblem.invalid("Empty message");
    }
    if (body.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw SnsProblem.invalid("Message too long");
    }
    var attributes = new LinkedHashMap<String, SnsMessage.Attribute>();
    for (var entry : form.each("MessageAttributes", "entry")) {
      var value = entry.below("Value");
      attributes.put(
          entry.needed("Name"),
          new SnsMessage.Attribute(
              value.needed("DataType"),
              value.fields().getOrDefault("StringValue", value.text("BinaryValue"))));
    }
    var message =
        new SnsMessage(
            UUID.randomUUID().toString(), topicArn, form.text("Subject"), body, attributes);
    topics.of(topicArn).forEach(subscription -> delivery.deliver(message, subscription));
    return message.id();
  }

  private String publishBatch(QueryForm form) {
    var topicArn = topic(form);
    var entries = form.each("PublishBatchRequestEntries", "member");
    if (entries.isEmpty()) {
      throw new SnsProblem(400, "EmptyBatchRequest", "The batch request holds no entries");
    }
    if (entries.size() > 10) {
      throw new SnsProblem(400, "TooManyEntriesInBatchRequest", "More than 10 entries");
    }
    if (entries.stream().map(entry -> entry.needed("Id")).distinct().count() < entries.size()) {
      throw new SnsProblem(400, "BatchEntryIdsNotDistinct", "Two entries have the same Id");
    }
    var sent = new StringBuilder();
    var failed = new StringBuilder();
    for (var entry : entries) {
      var id = tag("Id", entry.needed("Id"));
      try {
        sent.append(member(id + tag("MessageId", publish(topicArn, entry))));
      } catch (SnsProblem problem) {
        failed.append(
            member(
                id
                    + tag("Code", problem.code())
                    + tag("Message", problem.getMessage())
                    + tag("SenderFault", "true")));
      }
    }
    return "<Successful>" + sent + "</Successful><Failed>" + failed + "</Failed>";
  }

  private String topicAttributes(SnsTopics.Topic topic) {
    var attributes = new LinkedHashMap<>(topic.attributes());
    attributes.put("TopicArn", topic.arn());
    attributes.put("SubscriptionsConfirmed", String.valueOf(topics.of(topic.arn()).size()));
    return attributes(attributes);
  }

  private static String subscriptionAttributes(SnsTopics.Subscription subscription) {
    var attributes = new LinkedHashMap<>(subscription.attributes());
    attributes.put("SubscriptionArn", subscription.arn());
    attributes.put("TopicArn", subscription.topicArn());
    attributes.put("Protocol", subscription.protocol());
    attributes.put("Endpoint", subscription.endpoint());
    attributes.put("PendingConfirmation", "false");
    attributes.putIfAbsent("RawMessageDelivery", "false");
    return attributes(attributes);
  }

  private static String subscriptions(Collection<SnsTopics.Subscription> subscriptions) {
    return list(
        "Subscriptions",
        subscriptions,
        each ->
            tag("SubscriptionArn", each.arn())
                + tag("TopicArn", each.topicArn())
                + tag("Protocol", each.protocol())
                + tag("Endpoint", each.endpoint())
                + tag("Owner", each.arn().split(":")[4]));
  }

  private static String attributes(Map<String, String> attributes) {
    return attributes.entrySet().stream()
        .map(
            entry ->
                "<entry>"
                    + tag("key", entry.getKey())
                    + tag("value", entry.getValue())
                    + "</entry>")
        .collect(Collectors.joining("", "<Attributes>", "</Attributes>"));
  }

  private static <T> String list(String name, Collection<T> items, Function<T, String> inside) {
    return items.stream()
        .map(item -> member(inside.apply(item)))
        .collect(Collectors.joining("", "<" + name + ">", "</" + name + ">"));
  }

  private static String response(String action, String result) {
    return "<%1$sResponse xmlns=\"%2$s\"><%1$sResult>%3$s</%1$sResult><ResponseMetadata>%4$s</ResponseMetadata></%1$sResponse>"
        .formatted(action, NAMESPACE, result, tag("RequestId", UUID.randomUUID().toString()));
  }

  private static String member(String inside) {
    return "<member>" + inside + "</member>";
  }

  private static String tag(String name, String text) {
    return "<" + name + ">" + escape(text) + "</" + name + ">";
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static HttpAnswer xml(int status, String text) {
    return new HttpAnswer(
        status, Map.of("content-type", "text/xml"), "<?xml version=\"1.0\"?>" + text);
  }
}
