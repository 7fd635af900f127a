package dragoman.local.runner;

import dragoman.local.template.Place;
import dragoman.local.template.Stack;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.QueueNameExistsException;

/**
 * Creates what a stack describes, wherever the clients point. What is there already is kept as it
 * is, so it may be done again after every start.
 */
public record Provisioning(Clients clients, Stack stack) {
  private static final int AT_ONCE = 16;

  /** Learns from the service itself what its ARNs and queue addresses look like. */
  public static Place place(Clients clients) {
    var name = "dragoman-where-am-i-" + ProcessHandle.current().pid();
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
    return new Place(arn[3], arn[4], url.substring(0, url.length() - name.length()));
  }

  /** Creates what is missing. */
  public void ensure() {
    inParallel(queues(false), this::create);
    inParallel(queues(true), this::create);
    stack.tables().forEach(this::create);
    stack.topics().forEach(this::create);
    stack.subscriptions().forEach(this::subscribe);
  }

  /**
   * Deletes queues and tables and creates them empty. Purging would not do: a FIFO queue remembers
   * the deduplication ids of five minutes, and would swallow the same webhook sent again.
   */
  public void empty() {
    inParallel(stack.queues(), this::delete);
    stack.tables().forEach(this::delete);
    ensure();
  }

  /** Dead-letter queues must be there before the queues that name them. */
  private List<Stack.Queue> queues(boolean withDeadLetterQueue) {
    return stack.queues().stream()
        .filter(queue -> queue.hasDeadLetterQueue() == withDeadLetterQueue)
        .toList();
  }

  private void create(Stack.Queue queue) {
    var attributes = new HashMap<>(queue.attributes());
    attributes.remove("FifoQueue", "false");
    try {
      clients
          .sqs()
          .createQueue(
              request -> request.queueName(queue.name()).attributesWithStrings(attributes));
    } catch (QueueNameExistsException e) {
      System.err.println(
          "provisioning: queue " + queue.name() + " is there with other attributes and is kept");
    }
  }

  private void delete(Stack.Queue queue) {
    try {
      var url = clients.sqs().getQueueUrl(request -> request.queueName(queue.name())).queueUrl();
      clients.sqs().deleteQueue(request -> request.queueUrl(url));
    } catch (QueueDoesNotExistException e) {
      // already as wanted
    }
  }

  private void create(Stack.Table table) {
    var request =
        CreateTableRequest.builder()
            .tableName(table.name())
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(
                table.attributes().entrySet().stream()
                    .map(
                        entry ->
                            AttributeDefinition.builder()
                                .attributeName(entry.getKey())
                                .attributeType(entry.getValue())
                                .build())
                    .toList())
            .keySchema(keys(table.keys()));
    if (!table.indexes().isEmpty()) {
      request.globalSecondaryIndexes(table.indexes().stream().map(Provisioning::index).toList());
    }
    try {
      clients.dynamoDb().createTable(request.build());
    } catch (ResourceInUseException e) {
      // kept as it is
    }
    clients.dynamoDb().waiter().waitUntilTableExists(wait -> wait.tableName(table.name()));
    table.timeToLive().ifPresent(attribute -> expire(table.name(), attribute));
  }

  private void expire(String table, String attribute) {
    var status =
        clients
            .dynamoDb()
            .describeTimeToLive(request -> request.tableName(table))
            .timeToLiveDescription()
            .timeToLiveStatus();
    if (status == TimeToLiveStatus.ENABLED || status == TimeToLiveStatus.ENABLING) {
      return;
    }
    clients
        .dynamoDb()
        .updateTimeToLive(
            request ->
                request
                    .tableName(table)
                    .timeToLiveSpecification(
                        specification -> specification.attributeName(attribute).enabled(true)));
  }

  private void delete(Stack.Table table) {
    try {
      clients.dynamoDb().deleteTable(request -> request.tableName(table.name()));
      clients.dynamoDb().waiter().waitUntilTableNotExists(wait -> wait.tableName(table.name()));
    } catch (ResourceNotFoundException e) {
      // already as wanted
    }
  }

  private static GlobalSecondaryIndex index(Stack.Index index) {
    var projection = Projection.builder().projectionType(index.projection());
    if (!index.included().isEmpty()) {
      projection.nonKeyAttributes(index.included());
    }
    return GlobalSecondaryIndex.builder()
        .indexName(index.name())
        .keySchema(keys(index.keys()))
        .projection(projection.build())
        .build();
  }

  private static List<KeySchemaElement> keys(List<Stack.KeyPart> keys) {
    return keys.stream()
        .map(
            key ->
                KeySchemaElement.builder()
                    .attributeName(key.attribute())
                    .keyType(key.role())
                    .build())
        .toList();
  }

  private void create(Stack.Topic topic) {
    clients.sns().createTopic(request -> request.name(topic.name()).attributes(topic.attributes()));
  }

  private void subscribe(Stack.Subscription wanted) {
    var there =
        clients
            .sns()
            .listSubscriptionsByTopicPaginator(request -> request.topicArn(wanted.topicArn()))
            .subscriptions()
            .stream()
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
      throw new IllegalStateException("provisioning failed: " + e.getCause().getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while provisioning");
    }
  }
}
