package dragoman.local.doors;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.functions.SqsQueues;
import dragoman.local.aws.Aws;
import dragoman.local.aws.Services;
import dragoman.memory.MemoryQueues;
import dragoman.pipeline.Doors.Lane;
import dragoman.pipeline.Doors.Letter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * The simulation stands on {@link MemoryQueues}: whatever is sent, taken, given back and deleted in
 * whatever order, a FIFO queue in memory delivers what ElasticMQ does: the same copies left out,
 * the same groups held back, the same order within each, the same counts. {@code -Dsequences=500}
 * for more.
 */
class HonestQueuesTest {
  private static final int SEQUENCES = Integer.getInteger("sequences", 25);
  private static final int STEPS = 25;
  private static final Lane LANE = new Lane.Outbound();
  private static final Duration LONG = Duration.ofMinutes(10);

  private final Services services = Aws.EMBEDDED.services();
  private final SqsQueues real =
      new SqsQueues(
          services.clients().sqs(),
          new SqsQueues.Addresses(
              services.queue("inbound.fifo"),
              Optional.empty(),
              Optional.empty(),
              Optional.of(services.queue("outbound.fifo")),
              Optional.empty()));

  @Test
  void a_queue_in_memory_delivers_as_elasticmq_does() {
    for (var seed = 1; seed <= SEQUENCES; seed++) {
      new Sequence(seed).run();
    }
  }

  /** One random sequence, in groups of its own, which leaves the queue empty. */
  private final class Sequence {
    private final int seed;
    private final Random dice;
    private final MemoryQueues memory =
        new MemoryQueues(() -> Instant.parse("2026-03-01T10:00:00Z"), _ -> true);
    private final Map<String, String> memoryHand = new TreeMap<>();
    private final Map<String, String> realHand = new HashMap<>();
    private int step;
    private int letters;

    private Sequence(int seed) {
      this.seed = seed;
      this.dice = new Random(seed);
    }

    private void run() {
      for (step = 0; step < STEPS; step++) {
        switch (dice.nextInt(7)) {
          case 0, 1, 2 -> send();
          case 3, 4 -> receive();
          case 5 -> delete();
          case 6 -> giveBack();
          default -> throw new IllegalStateException();
        }
      }
      // To the end: what is in hand is deleted, what waits comes out, and nothing is left behind.
      do {
        while (!memoryHand.isEmpty()) {
          delete();
        }
        receive();
      } while (!memoryHand.isEmpty());
      assertThat(memory.bodies(LANE)).isEmpty();
    }

    private void send() {
      var batch =
          IntStream.rangeClosed(0, dice.nextInt(4))
              .mapToObj(
                  _ -> {
                    var number = letters++;
                    // Some letters are copies of an earlier one.
                    var dedupe = dice.nextInt(4) == 0 && number > 0 ? dice.nextInt(number) : number;
                    return new Letter(
                        name("group" + dice.nextInt(3)), name("d" + dedupe), name("m" + number));
                  })
              .toList();
      assertThat(memory.send(LANE, batch)).isEqualTo(real.send(LANE, batch));
    }

    private String name(String what) {
      return "honest-%d-%d-%s"
          .formatted(System.identityHashCode(HonestQueuesTest.this), seed, what);
    }

    /**
     * One by one, until every group is in hand: how many come in one call, and of which groups, is
     * the service's choice.
     */
    private void receive() {
      var fromMemory = new ArrayList<String>();
      for (var got = memory.receive(LANE, 1, LONG);
          !got.isEmpty();
          got = memory.receive(LANE, 1, LONG)) {
        got.forEach(
            it -> {
              memoryHand.put(it.body(), it.id());
              fromMemory.add(it.group() + " " + it.body() + " x" + it.received());
            });
      }
      var fromReal = new ArrayList<String>();
      for (var got = taken(); !got.isEmpty(); got = taken()) {
        got.forEach(
            it -> {
              realHand.put(it.body(), it.receiptHandle());
              fromReal.add(
                  it.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID)
                      + " "
                      + it.body()
                      + " x"
                      + it.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT));
            });
      }
      var byGroup = Comparator.comparing((String it) -> it.substring(0, it.indexOf(' ')));
      fromMemory.sort(byGroup);
      fromReal.sort(byGroup);
      assertThat(fromMemory).as("seed %d, step %d", seed, step).isEqualTo(fromReal);
    }

    private List<Message> taken() {
      return services
          .clients()
          .sqs()
          .receiveMessage(
              it ->
                  it.queueUrl(services.queue("outbound.fifo"))
                      .maxNumberOfMessages(1)
                      .visibilityTimeout((int) LONG.toSeconds())
                      .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
          .messages();
    }

    private Optional<String> inHand() {
      var all = List.copyOf(memoryHand.keySet());
      return all.isEmpty() ? Optional.empty() : Optional.of(all.get(dice.nextInt(all.size())));
    }

    private void delete() {
      inHand()
          .ifPresent(
              body -> {
                memory.delete(LANE, memoryHand.remove(body));
                var handle = realHand.remove(body);
                services
                    .clients()
                    .sqs()
                    .deleteMessage(
                        it -> it.queueUrl(services.queue("outbound.fifo")).receiptHandle(handle));
              });
    }

    private void giveBack() {
      inHand().ifPresent(this::giveBack);
    }

    private void giveBack(String body) {
      memory.hide(LANE, memoryHand.remove(body), Duration.ZERO);
      var handle = realHand.remove(body);
      services
          .clients()
          .sqs()
          .changeMessageVisibility(
              it ->
                  it.queueUrl(services.queue("outbound.fifo"))
                      .receiptHandle(handle)
                      .visibilityTimeout(0));
    }
  }
}
