package dragoman.local.inspection;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dragoman.local.runner.Clients;
import dragoman.local.template.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * How full the queues are.
 *
 * @param place the address before a queue's name
 */
public record Queues(Clients clients, Stack stack, String place) {
  /**
   * @param depth messages waiting
   * @param inFlight messages received and not yet deleted
   */
  public record Depth(String name, int depth, int inFlight) {
    ObjectNode json() {
      return JsonNodeFactory.instance
          .objectNode()
          .put("name", name)
          .put("depth", depth)
          .put("inFlight", inFlight);
    }
  }

  /** All queues of the stack, in its order; one that does not answer is left out. */
  public List<Depth> depths() {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var asked = new ArrayList<Future<Depth>>();
      stack.queues().forEach(queue -> asked.add(threads.submit(() -> depth(queue.name()))));
      var depths = new ArrayList<Depth>();
      for (var each : asked) {
        try {
          depths.add(each.get());
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof SdkException)) {
            throw new IllegalStateException(e.getCause());
          }
        }
      }
      return depths;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private Depth depth(String name) {
    var attributes =
        clients
            .sqs()
            .getQueueAttributes(
                request ->
                    request
                        .queueUrl(place + name)
                        .attributeNames(
                            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
            .attributes();
    return new Depth(
        name,
        Integer.parseInt(attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)),
        Integer.parseInt(
            attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)));
  }
}
