package dragoman.local.deadletters;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/**
 * One queue in an operator's hands. Each method is one call to SQS, or to what stands in for it.
 */
record Drawer(SqsClient sqs, String queue, String url) {
  static final int MAX_BATCH = 10;

  /** Empty if there is no such queue. */
  static Optional<Drawer> open(SqsClient sqs, String queue) {
    try {
      return Optional.of(
          new Drawer(sqs, queue, sqs.getQueueUrl(request -> request.queueName(queue)).queueUrl()));
    } catch (QueueDoesNotExistException e) {
      return Optional.empty();
    }
  }

  /**
   * @param waiting messages anybody may take
   * @param held messages in somebody's hands
   */
  record Depth(int waiting, int held) {
    int total() {
      return waiting + held;
    }
  }

  boolean fifo() {
    return queue.endsWith(".fifo");
  }

  /** As far as the service knows: on SQS it may lag by a minute. */
  Depth depth() {
    var attributes =
        sqs.getQueueAttributes(
                request ->
                    request
                        .queueUrl(url)
                        .attributeNames(
                            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
            .attributes();
    return new Depth(
        Integer.parseInt(
            attributes.getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "0")),
        Integer.parseInt(
            attributes.getOrDefault(
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE, "0")));
  }

  /**
   * Some messages, hidden from others for as long; of each conversation its first ones, in its
   * order, and none while others of it are in somebody's hands.
   *
   * <p>On a FIFO queue it asks without waiting: ElasticMQ spins when a wait meets conversations in
   * somebody's hands. On others it waits a second, so that SQS asks all its servers.
   *
   * @param most 1 to 10
   */
  List<DeadLetter> take(int most, Duration hold) {
    return sqs.receiveMessage(asking(most, hold)).messages().stream().map(DeadLetter::of).toList();
  }

  // The older name of the list as well: not every stand-in knows the newer one.
  @SuppressWarnings("deprecation")
  private ReceiveMessageRequest asking(int most, Duration hold) {
    return ReceiveMessageRequest.builder()
        .queueUrl(url)
        .maxNumberOfMessages(most)
        .visibilityTimeout((int) hold.toSeconds())
        .waitTimeSeconds(fifo() ? 0 : 1)
        .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
        .attributeNames(QueueAttributeName.ALL)
        .messageAttributeNames("All")
        .build();
  }

  /** Hides one for longer, counted from now. */
  void hold(DeadLetter letter, Duration hold) {
    sqs.changeMessageVisibility(
        request ->
            request
                .queueUrl(url)
                .receiptHandle(letter.handle())
                .visibilityTimeout((int) hold.toSeconds()));
  }

  /** Lets others see them again; what fails comes back by itself when its time is over. */
  void giveBack(List<DeadLetter> letters) {
    for (var from = 0; from < letters.size(); from += MAX_BATCH) {
      var some = letters.subList(from, Math.min(letters.size(), from + MAX_BATCH));
      var entries =
          new ArrayList<>(
              IntStream.range(0, some.size())
                  .mapToObj(
                      i ->
                          ChangeMessageVisibilityBatchRequestEntry.builder()
                              .id(Integer.toString(i))
                              .receiptHandle(some.get(i).handle())
                              .visibilityTimeout(0)
                              .build())
                  .toList());
      try {
        sqs.changeMessageVisibilityBatch(request -> request.queueUrl(url).entries(entries));
      } catch (SdkException e) {
        return;
      }
    }
  }

  void remove(DeadLetter letter) {
    sqs.deleteMessage(request -> request.queueUrl(url).receiptHandle(letter.handle()));
  }

  void put(Way.Onward letter, Map<String, MessageAttributeValue> attributes) {
    var request =
        SendMessageRequest.builder()
            .queueUrl(url)
            .messageBody(letter.body())
            .messageAttributes(attributes);
    letter
        .group()
        .ifPresent(it -> request.messageGroupId(it).messageDeduplicationId(letter.dedupe()));
    sqs.sendMessage(request.build());
  }
}
