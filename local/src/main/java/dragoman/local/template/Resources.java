package dragoman.local.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/** Reads queues, tables, topics and subscriptions. */
final class Resources {
  private static final Set<String> QUEUE =
      Set.of(
          "FifoQueue",
          "ContentBasedDeduplication",
          "DeduplicationScope",
          "FifoThroughputLimit",
          "VisibilityTimeout",
          "MessageRetentionPeriod",
          "DelaySeconds",
          "ReceiveMessageWaitTimeSeconds",
          "MaximumMessageSize",
          "RedrivePolicy");

  private static final Set<String> QUEUE_IGNORED =
      Set.of(
          "QueueName",
          "Tags",
          "RedriveAllowPolicy",
          "SqsManagedSseEnabled",
          "KmsMasterKeyId",
          "KmsDataKeyReusePeriodSeconds");

  private static final Set<String> SUBSCRIPTION =
      Set.of("FilterPolicy", "FilterPolicyScope", "RawMessageDelivery", "RedrivePolicy");

  private Resources() {}

  static Stack.Queue queue(String id, String name, Properties properties) {
    properties.only(QUEUE, QUEUE_IGNORED);
    var queue = new Stack.Queue(id, name, properties.attributes(QUEUE));
    var fifo = queue.attributes().getOrDefault("FifoQueue", "false").equals("true");
    if (fifo != queue.isFifo()) {
      throw properties.problem(
          "QueueName", "the name of a FIFO queue, and only of one, ends in .fifo");
    }
    return queue;
  }

  static Stack.Table table(String id, String name, Properties properties) {
    properties.only(
        Set.of(
            "AttributeDefinitions",
            "KeySchema",
            "GlobalSecondaryIndexes",
            "TimeToLiveSpecification"),
        Set.of(
            "TableName",
            "BillingMode",
            "OnDemandThroughput",
            "PointInTimeRecoverySpecification",
            "SSESpecification",
            "DeletionProtectionEnabled",
            "TableClass",
            "ContributorInsightsSpecification",
            "WarmThroughput",
            "Tags"));
    var attributes = new LinkedHashMap<String, String>();
    properties
        .each("AttributeDefinitions")
        .forEach(
            each -> attributes.put(each.needed("AttributeName"), each.needed("AttributeType")));
    var expiry = properties.in("TimeToLiveSpecification");
    return new Stack.Table(
        id,
        name,
        attributes,
        keys(properties),
        properties.each("GlobalSecondaryIndexes").stream().map(Resources::index).toList(),
        expiry.text("Enabled").orElse("false").equals("true")
            ? expiry.text("AttributeName")
            : java.util.Optional.empty());
  }

  private static Stack.Index index(Properties properties) {
    var projection = properties.in("Projection");
    return new Stack.Index(
        properties.needed("IndexName"),
        keys(properties),
        projection.needed("ProjectionType"),
        projection.texts("NonKeyAttributes"));
  }

  private static List<Stack.KeyPart> keys(Properties properties) {
    return properties.each("KeySchema").stream()
        .map(each -> new Stack.KeyPart(each.needed("AttributeName"), each.needed("KeyType")))
        .toList();
  }

  static Stack.Topic topic(String id, String name, String arn, Properties properties) {
    properties.only(
        Set.of("Subscription", "DisplayName", "TopicName"),
        Set.of("KmsMasterKeyId", "Tags", "SignatureVersion", "TracingConfig"));
    return new Stack.Topic(id, name, arn, properties.attributes(Set.of("DisplayName")));
  }

  static Stack.Subscription subscription(String id, Properties properties) {
    properties.only(
        Set.of(
            "TopicArn",
            "Protocol",
            "Endpoint",
            "FilterPolicy",
            "FilterPolicyScope",
            "RawMessageDelivery",
            "RedrivePolicy"),
        Set.of("Region"));
    return subscription(id, properties.needed("TopicArn"), properties);
  }

  static List<Stack.Subscription> inlineSubscriptions(
      String id, String topicArn, Properties properties) {
    return properties.each("Subscription").stream()
        .map(each -> subscription(id, topicArn, each))
        .toList();
  }

  private static Stack.Subscription subscription(
      String id, String topicArn, Properties properties) {
    var protocol = properties.needed("Protocol");
    if (!Set.of("sqs", "http", "https").contains(protocol)) {
      throw properties.problem("Protocol", "the local runner delivers to sqs, http and https");
    }
    return new Stack.Subscription(
        id, topicArn, protocol, properties.needed("Endpoint"), properties.attributes(SUBSCRIPTION));
  }
}
