package dragoman.local.doors;

import dragoman.functions.SqsQueues;
import dragoman.pipeline.Doors.Lane;
import dragoman.pipeline.Doors.Queues;
import dragoman.pipeline.QueuesContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

class SqsQueuesTest implements QueuesContract {
  private final Services services = Services.SHARED;
  private final SqsQueues queues =
      new SqsQueues(
          services.clients().sqs(),
          new SqsQueues.Addresses(
              services.queue("inbound.fifo"),
              Optional.of(services.queue("receipts")),
              Optional.of(services.queue("parked")),
              Optional.of(services.queue("outbound.fifo")),
              Optional.of(services.stack().name() + "-team-")));

  @BeforeEach
  void beginWithEmptyLanes() {
    for (var lane : List.<Lane>of(new Lane.Outbound(), new Lane.Receipts())) {
      for (var got = receive(lane); !got.isEmpty(); got = receive(lane)) {
        got.forEach(it -> delete(lane, it));
      }
    }
  }

  private String address(Lane lane) {
    return lane instanceof Lane.Outbound
        ? services.queue("outbound.fifo")
        : services.queue("receipts");
  }

  @Override
  public Queues queues() {
    return queues;
  }

  /** One receive call may give fewer than there are, so it is asked until nothing more comes. */
  @Override
  public List<Got> receive(Lane lane) {
    var all = new ArrayList<Got>();
    for (var empty = 0; empty < 2; ) {
      var some =
          services
              .clients()
              .sqs()
              .receiveMessage(
                  it -> it.queueUrl(address(lane)).maxNumberOfMessages(10).visibilityTimeout(120))
              .messages();
      empty = some.isEmpty() ? empty + 1 : 0;
      some.forEach(it -> all.add(new Got(it.receiptHandle(), it.body())));
    }
    return all;
  }

  @Override
  public void delete(Lane lane, Got got) {
    services
        .clients()
        .sqs()
        .deleteMessage(it -> it.queueUrl(address(lane)).receiptHandle(got.handle()));
  }

  @Override
  public void giveBack(Lane lane, Got got) {
    services
        .clients()
        .sqs()
        .changeMessageVisibility(
            it -> it.queueUrl(address(lane)).receiptHandle(got.handle()).visibilityTimeout(0));
  }
}
