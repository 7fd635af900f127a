package dragoman.local.teams;

import dragoman.local.runner.Clients;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/**
 * How much waits in the team queues of a stack, as SQS tells. Its counts are approximate until a
 * minute after the last message was sent (SQS Developer Guide, "Approximate" metrics); a retired
 * team is sent none.
 */
public record Depths(SqsClient sqs, String stack) implements AutoCloseable {
  /**
   * @param endpoint the service to ask, if not the account's own
   * @throws IllegalStateException if the environment does not say which account and region
   */
  public static Depths at(Optional<URI> endpoint, String stack) {
    try {
      return new Depths(Clients.operators(endpoint, Optional.empty()).sqs(), stack);
    } catch (SdkException e) {
      throw unanswered(stack, e);
    }
  }

  /**
   * Messages that wait, are being worked on, or are delayed; empty if there is no such queue.
   *
   * @param name the part of the queue's name that is its own: a team's name, for one
   * @throws IllegalStateException if SQS cannot be asked
   */
  OptionalLong of(String name) {
    try {
      var url = url(name);
      return OptionalLong.of(
          sqs
              .getQueueAttributes(
                  request ->
                      request
                          .queueUrl(url)
                          .attributeNames(
                              QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                              QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                              QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED))
              .attributes()
              .values()
              .stream()
              .mapToLong(Long::parseLong)
              .sum());
    } catch (QueueDoesNotExistException e) {
      return OptionalLong.empty();
    } catch (SdkException e) {
      throw unanswered(Names.queue(stack, name), e);
    }
  }

  private static IllegalStateException unanswered(String about, SdkException e) {
    return new IllegalStateException(
        ("SQS cannot be asked about %s: %s. The environment says which account and region"
                + " (AWS_REGION, AWS_PROFILE); --endpoint asks another service")
            .formatted(about, e.getMessage()));
  }

  String url(String name) {
    return sqs.getQueueUrl(request -> request.queueName(Names.queue(stack, name))).queueUrl();
  }

  @Override
  public void close() {
    sqs.close();
  }
}
