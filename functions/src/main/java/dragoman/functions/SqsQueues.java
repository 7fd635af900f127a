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
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** Our queues in SQS; every send is one SendMessageBatch. Safe for use by several threads. */
public final class SqsQueues implements Queues {
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
      return sqs.sendMessageBatch(it -> it.queueUrl(url).entries(entries)).failed().stream()
          .map(BatchResultErrorEntry::id)
          .map(Integer::valueOf)
          .collect(Collectors.toUnmodifiableSet());
    } catch (QueueDoesNotExistException e) {
      throw new NoSuchQueue(url.substring(url.lastIndexOf('/') + 1));
    } catch (SdkException e) {
      throw new Doors.Unavailable("send", e);
    }
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
