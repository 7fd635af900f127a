package dragoman.local.runner;

import dragoman.functions.SqsQueues;
import dragoman.local.template.Stack;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueNameExistsException;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** Makes and deletes a stack's queues, whatever AWS-compatible service they are on. */
record ProvisionedQueues(SqsClient sqs) {
  /** Attributes that make a queue faster and change nothing in what it does for us. */
  private static final Set<String> DISPENSABLE =
      Set.of("DeduplicationScope", "FifoThroughputLimit");

  /**
   * SQS refuses the name of a deleted queue for 60 seconds (Amazon SQS API Reference, DeleteQueue).
   */
  private static final Duration NAME_IS_FREE_AFTER = Duration.ofSeconds(65);

  void create(Stack.Queue queue) {
    var attributes = new HashMap<>(queue.attributes());
    attributes.remove("FifoQueue", "false");
    try {
      create(queue.name(), attributes);
    } catch (QueueNameExistsException e) {
      kept(queue.name());
    } catch (SqsException e) {
      switch (code(e)) {
        case "QueueAlreadyExists", "QueueNameExists" -> kept(queue.name());
        case "QueueDeletedRecently", "AWS.SimpleQueueService.QueueDeletedRecently" ->
            createLater(queue.name(), attributes);
        case String _ when attributes.keySet().removeAll(DISPENSABLE) && e.statusCode() < 500 ->
            create(queue.name(), attributes);
        case String _ -> throw e;
      }
    }
  }

  private void create(String name, Map<String, String> attributes) {
    sqs.createQueue(request -> request.queueName(name).attributesWithStrings(attributes));
  }

  private void createLater(String name, Map<String, String> attributes) {
    System.err.println(
        "provisioning: queue " + name + " was deleted just now; its name is free in a minute ...");
    try {
      Thread.sleep(NAME_IS_FREE_AFTER);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    create(name, attributes);
  }

  private static void kept(String name) {
    System.err.println(
        "provisioning: queue " + name + " is there with other attributes and is kept");
  }

  void delete(Stack.Queue queue) {
    try {
      var url = sqs.getQueueUrl(request -> request.queueName(queue.name())).queueUrl();
      sqs.deleteQueue(request -> request.queueUrl(url));
    } catch (SqsException e) {
      if (!SqsQueues.isNoSuchQueue(e)) {
        throw e;
      }
    }
  }

  private static String code(SqsException e) {
    return e.awsErrorDetails() == null ? "" : String.valueOf(e.awsErrorDetails().errorCode());
  }
}
