package dragoman.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dragoman.pipeline.Route;
import java.time.InstantSource;

/** Takes events in each conversation's order, decides, records and relays. */
public final class RouteConversation implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private static final int RESERVE_MILLIS = 3_000;

  private final SqsBatches batches;
  private final Route route;
  private final InstantSource clock;
  private final Snapshot snapshot;

  public RouteConversation() {
    this(new Wiring());
    snapshot.ready();
  }

  public RouteConversation(Wiring wiring) {
    batches = wiring.batches("route", "INBOUND_QUEUE_URL");
    route = wiring.route();
    clock = wiring.clock();
    snapshot = wiring.snapshot("INBOUND_QUEUE_URL");
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return batches.run(event, context, RESERVE_MILLIS, it -> route.route(it, clock.instant()));
  }
}
