package dragoman.local.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a template describes, worked out for one place; nested stacks are part of it. */
public record Stack(
    String name,
    List<Function> functions,
    List<Queue> queues,
    List<Table> tables,
    List<Topic> topics,
    List<Subscription> subscriptions) {

  /**
   * @param handler class name, as in {@code package.Class} or {@code package.Class::handleRequest}
   */
  public record Function(
      String logicalId,
      String name,
      String handler,
      int timeoutSeconds,
      int memoryMegabytes,
      Map<String, String> environment,
      List<EventSource> events) {
    /** The handler's class, without the method. */
    public String handlerClass() {
      return handler.replaceFirst("::.*", "");
    }
  }

  /**
   * @param attributes by the names the SQS API has
   */
  public record Queue(String logicalId, String name, Map<String, String> attributes) {
    public boolean isFifo() {
      return name.endsWith(".fifo");
    }

    public boolean hasDeadLetterQueue() {
      return attributes.containsKey("RedrivePolicy");
    }
  }

  /**
   * @param attributes attribute types ({@code S}, {@code N}, {@code B}) by name
   * @param timeToLive the attribute that holds the time of expiry
   */
  public record Table(
      String logicalId,
      String name,
      Map<String, String> attributes,
      List<KeyPart> keys,
      List<Index> indexes,
      Optional<String> timeToLive) {}

  /**
   * @param role {@code HASH} or {@code RANGE}
   */
  public record KeyPart(String attribute, String role) {}

  /**
   * @param projection {@code ALL}, {@code KEYS_ONLY} or {@code INCLUDE}
   */
  public record Index(String name, List<KeyPart> keys, String projection, List<String> included) {}

  public record Topic(String logicalId, String name, String arn, Map<String, String> attributes) {}

  /**
   * @param attributes by the names the SNS API has
   */
  public record Subscription(
      String logicalId,
      String topicArn,
      String protocol,
      String endpoint,
      Map<String, String> attributes) {}

  /** This stack and another, under this one's name. */
  Stack with(Stack nested) {
    return new Stack(
        name,
        join(functions, nested.functions),
        join(queues, nested.queues),
        join(tables, nested.tables),
        join(topics, nested.topics),
        join(subscriptions, nested.subscriptions));
  }

  private static <T> List<T> join(List<T> first, List<T> second) {
    return java.util.stream.Stream.concat(first.stream(), second.stream()).toList();
  }
}
