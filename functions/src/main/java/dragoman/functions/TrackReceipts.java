package dragoman.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dragoman.pipeline.Track;
import java.time.InstantSource;

/** Notes what providers tell of our messages. */
public final class TrackReceipts implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private static final int RESERVE_MILLIS = 3_000;

  private final SqsBatches batches;
  private final Track track;
  private final InstantSource clock;
  private final Snapshot snapshot;

  public TrackReceipts() {
    this(new Wiring());
    snapshot.ready();
  }

  public TrackReceipts(Wiring wiring) {
    batches = wiring.batches("track", "RECEIPTS_QUEUE_URL");
    track = wiring.track();
    clock = wiring.clock();
    snapshot = wiring.snapshot("RECEIPTS_QUEUE_URL");
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return batches.run(event, context, RESERVE_MILLIS, it -> track.track(it, clock.instant()));
  }
}
