package dragoman.local.doors;

import dragoman.functions.SqsQueues;
import dragoman.local.aws.Aws;
import dragoman.local.aws.OnEveryAws;
import dragoman.local.aws.Services;
import dragoman.local.aws.Trait;
import dragoman.pipeline.Doors.Lane;
import dragoman.pipeline.Doors.Queues;
import dragoman.pipeline.QueuesContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

@OnEveryAws
class SqsQueuesTest implements QueuesContract {
  private final Aws aws;
  private final Services services;
  private final SqsQueues queues;

  SqsQueuesTest(Aws aws) {
    this.aws = aws;
    services = aws.services();
    queues =
        new SqsQueues(
            services.clients().sqs(),
            new SqsQueues.Addresses(
                services.queue("inbound.fifo"),
                Optional.of(services.queue("receipts")),
                Optional.of(services.queue("parked")),
                Optional.of(services.queue("outbound.fifo")),
                Optional.of(services.stack().name() + "-team-")));
  }

  @Override
  public void needsDeduplicationOfWhatIsDeleted() {
    aws.needs(Trait.DEDUPLICATION_OUTLIVES_THE_MESSAGE);
  }

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

  /**
   * One receive call may give fewer than there are, so it is asked until nothing more comes; a call
   * that does not wait may even miss what is there, so it is asked twice.
   */
  @Override
  public List<Got> receive(Lane lane) {
    var all = new ArrayList<Got>();
    var enough = services.waitSeconds() == 0 ? 2 : 1;
    for (var empty = 0; empty < enough; ) {
      var some =
          services
              .clients()
              .sqs()
              .receiveMessage(
                  it ->
                      it.queueUrl(address(lane))
                          .maxNumberOfMessages(10)
                          .visibilityTimeout(120)
                          .waitTimeSeconds(services.waitSeconds()))
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
