package dragoman.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dragoman.pipeline.Deliver;
import java.time.InstantSource;

/** Sends replies. An item is begun only with time for a call that runs into its timeout. */
public final class DeliverReply implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private static final int RESERVE_MILLIS = 14_000;

  private final SqsBatches batches;
  private final Deliver deliver;
  private final InstantSource clock;
  private final Snapshot snapshot;

  public DeliverReply() {
    this(new Wiring());
    snapshot.ready();
  }

  public DeliverReply(Wiring wiring) {
    batches = wiring.batches("deliver", "OUTBOUND_QUEUE_URL");
    deliver = wiring.deliver();
    clock = wiring.clock();
    snapshot = wiring.snapshot("OUTBOUND_QUEUE_URL");
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return batches.run(event, context, RESERVE_MILLIS, it -> deliver.deliver(it, clock.instant()));
  }
}
