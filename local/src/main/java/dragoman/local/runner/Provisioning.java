package dragoman.local.runner;

import dragoman.local.template.Place;
import dragoman.local.template.Stack;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.model.Subscription;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Creates what a stack describes, wherever the clients point. What is there already is kept as it
 * is, so it may be done again after every start.
 */
public record Provisioning(Clients clients, Stack stack) {
  private static final int AT_ONCE = 16;

  /** Learns from the service itself what its ARNs and queue addresses look like. */
  public static Place place(Clients clients) {
    var name = "dragoman-where-am-i-" + UUID.randomUUID();
    var url = clients.sqs().createQueue(request -> request.queueName(name)).queueUrl();
    var arn =
        clients
            .sqs()
            .getQueueAttributes(
                request -> request.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN)
            .split(":");
    clients.sqs().deleteQueue(request -> request.queueUrl(url));
    return new Place(arn[3], arn[4], url.substring(0, url.lastIndexOf(name)));
  }

  /** Creates what is missing. */
  public void ensure() {
    inParallel(queues(false), queuesThere()::create);
    inParallel(queues(true), queuesThere()::create);
    stack.tables().forEach(tablesThere()::create);
    stack.topics().forEach(this::create);
    stack.subscriptions().forEach(this::subscribe);
  }

  /**
   * Deletes queues and tables and creates them empty. Purging would not do: a FIFO queue remembers
   * the deduplication ids of five minutes, and would swallow the same webhook sent again.
   */
  public void empty() {
    inParallel(stack.queues(), queuesThere()::delete);
    stack.tables().forEach(tablesThere()::delete);
    ensure();
  }

  /** Deletes all of it. */
  public void remove() {
    stack.topics().forEach(this::delete);
    inParallel(stack.queues(), queuesThere()::delete);
    stack.tables().forEach(tablesThere()::delete);
  }

  private ProvisionedQueues queuesThere() {
    return new ProvisionedQueues(clients.sqs());
  }

  private ProvisionedTables tablesThere() {
    return new ProvisionedTables(clients.dynamoDb());
  }

  /** Dead-letter queues must be there before the queues that name them. */
  private List<Stack.Queue> queues(boolean withDeadLetterQueue) {
    return stack.queues().stream()
        .filter(queue -> queue.hasDeadLetterQueue() == withDeadLetterQueue)
        .toList();
  }

  private void create(Stack.Topic topic) {
    clients.sns().createTopic(request -> request.name(topic.name()).attributes(topic.attributes()));
  }

  private void delete(Stack.Topic topic) {
    subscriptions(topic.arn())
        .forEach(it -> clients.sns().unsubscribe(u -> u.subscriptionArn(it.subscriptionArn())));
    clients.sns().deleteTopic(request -> request.topicArn(topic.arn()));
  }

  private List<Subscription> subscriptions(String topicArn) {
    return clients
        .sns()
        .listSubscriptionsByTopicPaginator(request -> request.topicArn(topicArn))
        .subscriptions()
        .stream()
        .toList();
  }

  private void subscribe(Stack.Subscription wanted) {
    var there =
        subscriptions(wanted.topicArn()).stream()
            .anyMatch(
                each ->
                    each.protocol().equals(wanted.protocol())
                        && each.endpoint().equals(wanted.endpoint()));
    if (!there) {
      clients
          .sns()
          .subscribe(
              request ->
                  request
                      .topicArn(wanted.topicArn())
                      .protocol(wanted.protocol())
                      .endpoint(wanted.endpoint())
                      .attributes(wanted.attributes()));
    }
  }

  private static <T> void inParallel(Collection<T> items, Consumer<T> task) {
    var places = new Semaphore(AT_ONCE);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<?>>();
      for (var item : items) {
        running.add(
            threads.submit(
                () -> {
                  places.acquire();
                  try {
                    task.accept(item);
                  } finally {
                    places.release();
                  }
                  return null;
                }));
      }
      for (var each : running) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof SdkException problem
          ? problem
          : new IllegalStateException("provisioning failed: " + e.getCause().getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while provisioning");
    }
  }
}
