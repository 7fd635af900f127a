package dragoman.local.deadletters;

import java.util.function.Consumer;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlResponse;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/**
 * The real service, with somebody who sees each message before it is sent or removed and may throw.
 */
final class Watched implements SqsClient {
  private final SqsClient sqs;
  private final Consumer<SendMessageRequest> sending;
  private final Consumer<DeleteMessageRequest> removing;
  private boolean crashed;

  Watched(
      SqsClient sqs,
      Consumer<SendMessageRequest> sending,
      Consumer<DeleteMessageRequest> removing) {
    this.sqs = sqs;
    this.sending = sending;
    this.removing = removing;
  }

  /** The process is no more: after it no call gets through. */
  static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private <T> void tell(Consumer<T> watching, T request) {
    try {
      watching.accept(request);
    } catch (Crash e) {
      crashed = true;
      throw e;
    }
  }

  private SqsClient alive() {
    if (crashed) {
      throw new Crash();
    }
    return sqs;
  }

  @Override
  public SendMessageResponse sendMessage(SendMessageRequest request) {
    tell(sending, request);
    return alive().sendMessage(request);
  }

  @Override
  public DeleteMessageResponse deleteMessage(DeleteMessageRequest request) {
    tell(removing, request);
    return alive().deleteMessage(request);
  }

  @Override
  public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
    return alive().receiveMessage(request);
  }

  @Override
  public ChangeMessageVisibilityResponse changeMessageVisibility(
      ChangeMessageVisibilityRequest request) {
    return alive().changeMessageVisibility(request);
  }

  @Override
  public ChangeMessageVisibilityBatchResponse changeMessageVisibilityBatch(
      ChangeMessageVisibilityBatchRequest request) {
    return alive().changeMessageVisibilityBatch(request);
  }

  @Override
  public GetQueueUrlResponse getQueueUrl(GetQueueUrlRequest request) {
    return alive().getQueueUrl(request);
  }

  @Override
  public GetQueueAttributesResponse getQueueAttributes(GetQueueAttributesRequest request) {
    return alive().getQueueAttributes(request);
  }

  @Override
  public String serviceName() {
    return sqs.serviceName();
  }

  @Override
  public void close() {}
}
