package dragoman.local.runner;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.ObjectMapper;
import dragoman.local.template.EventSource;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Gives a queue's messages to a function and deletes those that succeeded. What failed is left and
 * comes back after the queue's visibility timeout (AWS Lambda Developer Guide, "Handling errors for
 * an SQS event source").
 *
 * <p>It polls without waiting at the queue: ElasticMQ spins when a long poll meets a FIFO queue
 * whose waiting messages all belong to groups in flight.
 */
final class QueueMapping implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration BUSY = Duration.ofMillis(20);
  private static final Duration IDLE = Duration.ofMillis(200);
  private static final int LAMBDA_DEFAULT_CONCURRENCY = 5;
  private static final int LAMBDA_MAX_RECEIVE = 10;

  private final EventSource.Batches source;
  private final String queueUrl;
  private final SqsClient sqs;
  private final LocalFunction function;
  private final Pause pause;
  private final Semaphore slots;
  private final int slotCount;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread poller;

  private QueueMapping(
      EventSource.Batches source,
      String queueUrl,
      SqsClient sqs,
      LocalFunction function,
      Pause pause) {
    this.source = source;
    this.queueUrl = queueUrl;
    this.sqs = sqs;
    this.function = function;
    this.pause = pause;
    this.slotCount = source.maximumConcurrency().orElse(LAMBDA_DEFAULT_CONCURRENCY);
    this.slots = new Semaphore(slotCount);
    this.poller = Thread.ofVirtual().name("poll " + source.queueName()).unstarted(this::poll);
  }

  static QueueMapping start(
      EventSource.Batches source,
      String queueUrl,
      SqsClient sqs,
      LocalFunction function,
      Pause pause) {
    var mapping = new QueueMapping(source, queueUrl, sqs, function, pause);
    mapping.poller.start();
    return mapping;
  }

  private void poll() {
    var rest = BUSY;
    try {
      while (!Thread.currentThread().isInterrupted()) {
        slots.acquire();
        pause.enter();
        var batch = receive();
        if (batch.isEmpty()) {
          pause.leave();
          slots.release();
          Thread.sleep(rest);
          rest = rest.multipliedBy(2).compareTo(IDLE) < 0 ? rest.multipliedBy(2) : IDLE;
        } else {
          rest = BUSY;
          workers.execute(() -> process(batch));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Message> receive() {
    try {
      return sqs.receiveMessage(
              request ->
                  request
                      .queueUrl(queueUrl)
                      .maxNumberOfMessages(Math.min(LAMBDA_MAX_RECEIVE, source.batchSize()))
                      .waitTimeSeconds(0)
                      .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                      .messageAttributeNames("All"))
          .messages();
    } catch (SdkException e) {
      if (!Thread.currentThread().isInterrupted()) {
        System.err.println(
            "runner: cannot read queue "
                + source.queueName()
                + ": "
                + e.getClass().getSimpleName());
      }
      return List.of();
    }
  }

  private void process(List<Message> batch) {
    try {
      var answer = function.invoke(SqsEvents.event(batch, source.queueArn()), SQSEvent.class);
      delete(batch, source.partialFailures() ? failures(answer, batch) : Optional.of(Set.of()));
    } catch (LocalFunction.Failed e) {
      System.err.println("runner: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SdkException e) {
      System.err.println(
          "runner: cannot delete from queue "
              + source.queueName()
              + ": "
              + e.getClass().getSimpleName());
    } finally {
      pause.leave();
      slots.release();
    }
  }

  /** The ids that failed; empty if the answer cannot be trusted, which fails the whole batch. */
  private static Optional<Set<String>> failures(byte[] answer, List<Message> batch) {
    if (answer.length == 0) {
      return Optional.of(Set.of());
    }
    try {
      var known = batch.stream().map(Message::messageId).collect(Collectors.toSet());
      var failed = new HashSet<String>();
      for (var failure : JSON.readTree(answer).path("batchItemFailures")) {
        failed.add(failure.path("itemIdentifier").asText());
      }
      return known.containsAll(failed) ? Optional.of(failed) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void delete(List<Message> batch, Optional<Set<String>> failed) {
    if (failed.isEmpty()) {
      return;
    }
    var done =
        batch.stream()
            .filter(message -> !failed.get().contains(message.messageId()))
            .map(
                message ->
                    DeleteMessageBatchRequestEntry.builder()
                        .id(message.messageId())
                        .receiptHandle(message.receiptHandle())
                        .build())
            .toList();
    if (!done.isEmpty()) {
      sqs.deleteMessageBatch(request -> request.queueUrl(queueUrl).entries(done));
    }
  }

  /** Takes no more messages and waits for the batches at work. */
  @Override
  public void close() {
    poller.interrupt();
    try {
      poller.join();
      if (!slots.tryAcquire(slotCount, 10, TimeUnit.SECONDS)) {
        System.err.println("runner: left a batch of " + source.queueName() + " unfinished");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    workers.shutdownNow();
  }
}
