package dragoman.local.embedded;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * Brings published messages to subscribers: to queues at once, to web addresses in the background,
 * and again after one, two, four … seconds when it fails. What cannot be delivered in the end goes
 * to the subscription's dead-letter queue, if it has one.
 */
final class SnsDelivery implements AutoCloseable {
  private static final int ATTEMPTS = 6;

  private final SqsClient sqs;
  private final URI queues;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * @param queues the address before a queue's name
   */
  SnsDelivery(SqsClient sqs, URI queues) {
    this.sqs = sqs;
    this.queues = queues;
  }

  void deliver(SnsMessage message, SnsTopics.Subscription subscription) {
    if (!subscription.filter().accepts(message.attributes())) {
      return;
    }
    if (subscription.protocol().equals("sqs") && attempt(message, subscription)) {
      return;
    }
    background.execute(() -> deliverLater(message, subscription));
  }

  private void deliverLater(SnsMessage message, SnsTopics.Subscription subscription) {
    try {
      for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
        if (attempt > 0 || subscription.protocol().equals("sqs")) {
          Thread.sleep(Duration.ofSeconds(1L << attempt));
        }
        if (attempt(message, subscription)) {
          return;
        }
      }
      giveUp(message, subscription);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean attempt(SnsMessage message, SnsTopics.Subscription subscription) {
    return subscription.protocol().equals("sqs")
        ? toQueue(message, subscription.endpoint(), subscription.isRaw())
        : toWeb(message, subscription);
  }

  private void giveUp(SnsMessage message, SnsTopics.Subscription subscription) {
    var redrive = subscription.attributes().getOrDefault("RedrivePolicy", "");
    var arn = redrive.replaceFirst("(?s).*\"(arn:aws:sqs:[^\"]+)\".*", "$1");
    if (!arn.startsWith("arn:") || !toQueue(message, arn, subscription.isRaw())) {
      System.err.println("sns: message " + message.id() + " could not be delivered and is dropped");
    }
  }

  private boolean toQueue(SnsMessage message, String queueArn, boolean raw) {
    var name = queueArn.substring(queueArn.lastIndexOf(':') + 1);
    var attributes = new HashMap<String, MessageAttributeValue>();
    if (raw) {
      message.attributes().forEach((key, value) -> attributes.put(key, attribute(value)));
    }
    try {
      sqs.sendMessage(
          request ->
              request
                  .queueUrl(queues + name)
                  .messageBody(raw ? message.body() : envelope(message))
                  .messageAttributes(attributes));
      return true;
    } catch (SdkException e) {
      return false;
    }
  }

  private boolean toWeb(SnsMessage message, SnsTopics.Subscription subscription) {
    var request =
        HttpRequest.newBuilder(URI.create(subscription.endpoint()))
            .timeout(Duration.ofSeconds(15))
            .header("x-amz-sns-message-type", "Notification")
            .header("x-amz-sns-message-id", message.id())
            .header("x-amz-sns-topic-arn", message.topicArn())
            .header("content-type", "text/plain; charset=UTF-8")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    subscription.isRaw() ? message.body() : envelope(message)))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() / 100 == 2;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static MessageAttributeValue attribute(SnsMessage.Attribute attribute) {
    var value = MessageAttributeValue.builder().dataType(attribute.type());
    return attribute.type().startsWith("Binary")
        ? value
            .binaryValue(SdkBytes.fromByteArray(Base64.getDecoder().decode(attribute.value())))
            .build()
        : value.stringValue(attribute.value()).build();
  }

  /** What a subscriber without raw delivery gets (Amazon SNS Developer Guide, "JSON formats"). */
  static String envelope(SnsMessage message) {
    var envelope =
        JsonNodeFactory.instance
            .objectNode()
            .put("Type", "Notification")
            .put("MessageId", message.id())
            .put("TopicArn", message.topicArn());
    if (!message.subject().isEmpty()) {
      envelope.put("Subject", message.subject());
    }
    envelope.put("Message", message.body()).put("Timestamp", Instant.now().toString());
    if (!message.attributes().isEmpty()) {
      var attributes = envelope.putObject("MessageAttributes");
      new java.util.TreeMap<>(message.attributes())
          .forEach(
              (name, value) ->
                  attributes.putObject(name).put("Type", value.type()).put("Value", value.value()));
    }
    return envelope.toString();
  }

  @Override
  public void close() {
    background.shutdownNow();
    http.shutdownNow();
  }
}
