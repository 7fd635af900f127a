package dragoman.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dragoman.pipeline.Notify;
import java.time.InstantSource;

/**
 * Keeps the cards in Slack. An item is begun only with time for a call that runs into its timeout.
 */
public final class NotifySlack implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private static final int RESERVE_MILLIS = 14_000;

  private final SqsBatches batches;
  private final Notify cards;
  private final InstantSource clock;
  private final Snapshot snapshot;

  public NotifySlack() {
    this(new Wiring());
    snapshot.ready();
  }

  public NotifySlack(Wiring wiring) {
    batches = wiring.batches("notify", "ESCALATIONS_QUEUE_URL");
    cards = wiring.notifySlack();
    clock = wiring.clock();
    snapshot = wiring.snapshot("ESCALATIONS_QUEUE_URL");
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return batches.run(event, context, RESERVE_MILLIS, it -> cards.show(it, clock));
  }
}
