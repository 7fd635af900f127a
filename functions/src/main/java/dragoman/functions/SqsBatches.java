package dragoman.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dragoman.pipeline.Batch;
import dragoman.pipeline.Doors;
import dragoman.pipeline.LogEvent;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;

/**
 * Lambda's form of a batch, both ways: what is left is reported, and hidden for as long as its step
 * asked.
 */
final class SqsBatches {
  private static final int LONGEST_HIDE_SECONDS = 12 * 3600;

  private final String step;
  private final SqsClient sqs;
  private final String queueUrl;
  private final Doors.Log log;

  SqsBatches(String step, SqsClient sqs, String queueUrl, Doors.Log log) {
    this.step = step;
    this.sqs = sqs;
    this.queueUrl = queueUrl;
    this.log = log;
  }

  /**
   * @param reserveMillis the time one item may take; with less left, no further item is begun
   */
  SQSBatchResponse run(
      SQSEvent event, Context context, int reserveMillis, Function<Batch.Item, Batch.Step> work) {
    var left =
        Batch.run(
            event.getRecords().stream().map(SqsBatches::item).toList(),
            () -> context.getRemainingTimeInMillis() > reserveMillis,
            step,
            log,
            work);
    if (!left.isEmpty()) {
      hide(event, left);
    }
    return new SQSBatchResponse(left.stream().map(it -> new BatchItemFailure(it.id())).toList());
  }

  private static Batch.Item item(SQSMessage message) {
    var attributes = message.getAttributes();
    return new Batch.Item(
        message.getMessageId(),
        attributes.getOrDefault("MessageGroupId", message.getMessageId()),
        message.getBody(),
        Integer.parseInt(attributes.getOrDefault("ApproximateReceiveCount", "1")));
  }

  /**
   * A failure here costs only time: the messages come back when their visibility timeout is over.
   */
  private void hide(SQSEvent event, List<Batch.Left> left) {
    var handles =
        event.getRecords().stream()
            .collect(Collectors.toMap(SQSMessage::getMessageId, SQSMessage::getReceiptHandle));
    var entries =
        IntStream.range(0, left.size())
            .mapToObj(
                i ->
                    ChangeMessageVisibilityBatchRequestEntry.builder()
                        .id(Integer.toString(i))
                        .receiptHandle(handles.get(left.get(i).id()))
                        .visibilityTimeout(
                            (int)
                                Math.min(
                                    LONGEST_HIDE_SECONDS,
                                    left.get(i).after().plusMillis(999).toSeconds()))
                        .build())
            .toList();
    try {
      sqs.changeMessageVisibilityBatch(it -> it.queueUrl(queueUrl).entries(entries));
    } catch (SdkException e) {
      log.log(new LogEvent.StepFailed(step, "hide: " + e.getClass().getSimpleName(), 0, ""));
    }
  }
}
