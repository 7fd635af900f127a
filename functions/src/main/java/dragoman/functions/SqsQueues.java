package dragoman.functions;

import dragoman.pipeline.Doors;
import dragoman.pipeline.Doors.Lane;
import dragoman.pipeline.Doors.Letter;
import dragoman.pipeline.Doors.NoSuchQueue;
import dragoman.pipeline.Doors.Queues;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** Our queues in SQS; every send is one SendMessageBatch. Safe for use by several threads. */
public final class SqsQueues implements Queues {
  private static final Set<String> NO_SUCH_QUEUE =
      Set.of("QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue", "NonExistentQueue");

  private final SqsClient sqs;
  private final Addresses addresses;

  /**
   * Where the queues are. A function that never sends to a lane has no address for it.
   *
   * @param teamPrefix what stands before a team's name in its queue's name; the queues lie beside
   *     the inbound queue
   */
  public record Addresses(
      String inbound,
      Optional<String> receipts,
      Optional<String> parked,
      Optional<String> outbound,
      Optional<String> teamPrefix) {

    String of(Lane lane) {
      return switch (lane) {
        case Lane.Inbound _ -> inbound;
        case Lane.Receipts _ -> known(receipts, lane);
        case Lane.ParkedLane _ -> known(parked, lane);
        case Lane.Outbound _ -> known(outbound, lane);
        case Lane.TeamLane(var team) ->
            inbound.substring(0, inbound.lastIndexOf('/') + 1)
                + known(teamPrefix, lane)
                + team
                + ".fifo";
      };
    }

    private static String known(Optional<String> address, Lane lane) {
      return address.orElseThrow(
          () -> new IllegalStateException("this function has no address for " + lane));
    }
  }

  public SqsQueues(SqsClient sqs, Addresses addresses) {
    this.sqs = sqs;
    this.addresses = addresses;
  }

  @Override
  public Set<Integer> send(Lane lane, List<Letter> letters) {
    var url = addresses.of(lane);
    var entries =
        IntStream.range(0, letters.size())
            .mapToObj(i -> entry(i, letters.get(i), url.endsWith(".fifo")))
            .toList();
    try {
      // What the answer does not name as taken counts as not taken, whatever else it says.
      var taken =
          sqs.sendMessageBatch(it -> it.queueUrl(url).entries(entries)).successful().stream()
              .map(SendMessageBatchResultEntry::id)
              .collect(Collectors.toUnmodifiableSet());
      return IntStream.range(0, letters.size())
          .filter(it -> !taken.contains(Integer.toString(it)))
          .boxed()
          .collect(Collectors.toUnmodifiableSet());
    } catch (SdkException e) {
      throw isNoSuchQueue(e)
          ? new NoSuchQueue(url.substring(url.lastIndexOf('/') + 1))
          : new Doors.Unavailable("send", e);
    }
  }

  /**
   * Whether SQS says that there is no such queue. Its error has one name in the JSON protocol and
   * another in the older query protocol, and a service may answer in the first with the second
   * (Amazon SQS API Reference, "Making query API requests", on {@code x-amzn-query-error}).
   */
  public static boolean isNoSuchQueue(SdkException e) {
    return e instanceof QueueDoesNotExistException
        || e instanceof SqsException it
            && it.awsErrorDetails() != null
            && NO_SUCH_QUEUE.contains(it.awsErrorDetails().errorCode());
  }

  private static SendMessageBatchRequestEntry entry(int index, Letter letter, boolean fifo) {
    var entry =
        SendMessageBatchRequestEntry.builder()
            .id(Integer.toString(index))
            .messageBody(letter.body());
    return fifo
        ? entry.messageGroupId(letter.group()).messageDeduplicationId(letter.dedupe()).build()
        : entry.messageAttributes(Map.of()).build();
  }
}
