package dragoman.local.embedded;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;

/** The topics and subscriptions there are. Safe for use by several threads. */
final class SnsTopics {
  private static final String ARNS = "arn:aws:sns:";

  /**
   * @param attributes as set, by the API's names
   */
  record Topic(String arn, Map<String, String> attributes) {
    Topic {
      attributes = Map.copyOf(attributes);
    }
  }

  record Subscription(
      String arn,
      String topicArn,
      String protocol,
      String endpoint,
      Map<String, String> attributes) {
    Subscription {
      attributes = Map.copyOf(attributes);
    }

    boolean isRaw() {
      return attributes.getOrDefault("RawMessageDelivery", "false").equals("true");
    }

    FilterPolicy filter() {
      return FilterPolicy.parse(attributes.get("FilterPolicy"));
    }

    Subscription with(String name, String value) {
      var changed = new LinkedHashMap<>(attributes);
      changed.put(name, value);
      var subscription = new Subscription(arn, topicArn, protocol, endpoint, changed);
      subscription.check();
      return subscription;
    }

    void check() {
      filter();
      if (attributes.getOrDefault("FilterPolicyScope", "MessageAttributes").equals("MessageBody")
          && attributes.containsKey("FilterPolicy")) {
        throw SnsProblem.invalid("FilterPolicyScope: this service filters on MessageAttributes");
      }
    }
  }

  private final Map<String, Topic> topics = new ConcurrentSkipListMap<>();
  private final Map<String, Subscription> subscriptions = new ConcurrentSkipListMap<>();
  private final String prefix;

  SnsTopics(String region, String account) {
    this.prefix = ARNS + region + ":" + account + ":";
  }

  Topic create(String name, Map<String, String> attributes) {
    if (name == null || !name.matches("[A-Za-z0-9_-]{1,256}")) {
      throw SnsProblem.invalid("Topic Name (FIFO topics are not served here)");
    }
    return topics.computeIfAbsent(prefix + name, arn -> new Topic(arn, attributes));
  }

  void delete(String arn) {
    topics.remove(arn);
    subscriptions.values().removeIf(subscription -> subscription.topicArn().equals(arn));
  }

  Topic topic(String arn) {
    return Optional.ofNullable(arn)
        .map(topics::get)
        .orElseThrow(() -> SnsProblem.notFound("Topic"));
  }

  void set(String topicArn, String name, String value) {
    var changed = new LinkedHashMap<>(topic(topicArn).attributes());
    changed.put(name, value);
    topics.put(topicArn, new Topic(topicArn, changed));
  }

  Collection<Topic> all() {
    return topics.values();
  }

  /** The same topic, protocol and endpoint give the subscription there is, as in SNS. */
  synchronized Subscription subscribe(
      String topicArn, String protocol, String endpoint, Map<String, String> attributes) {
    topic(topicArn);
    if (!List.of("sqs", "http", "https").contains(protocol)) {
      throw SnsProblem.invalid("Protocol: this service delivers to sqs, http and https");
    }
    if (endpoint == null || endpoint.isBlank()) {
      throw SnsProblem.invalid("Endpoint");
    }
    var known =
        of(topicArn).stream()
            .filter(each -> each.protocol().equals(protocol) && each.endpoint().equals(endpoint))
            .findFirst();
    if (known.isPresent()) {
      if (!known.get().attributes().equals(attributes)) {
        throw SnsProblem.invalid(
            "Attributes Reason: Subscription already exists with different attributes");
      }
      return known.get();
    }
    var subscription =
        new Subscription(
            topicArn + ":" + UUID.randomUUID(), topicArn, protocol, endpoint, attributes);
    subscription.check();
    subscriptions.put(subscription.arn(), subscription);
    return subscription;
  }

  void unsubscribe(String arn) {
    subscriptions.remove(arn);
  }

  Subscription subscription(String arn) {
    return Optional.ofNullable(arn)
        .map(subscriptions::get)
        .orElseThrow(() -> SnsProblem.notFound("Subscription"));
  }

  synchronized void change(String arn, String name, String value) {
    subscriptions.put(arn, subscription(arn).with(name, value));
  }

  Collection<Subscription> subscriptions() {
    return subscriptions.values();
  }

  List<Subscription> of(String topicArn) {
    return subscriptions.values().stream()
        .filter(subscription -> subscription.topicArn().equals(topicArn))
        .toList();
  }
}
