package dragoman.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import dragoman.pipeline.Watch;
import java.time.InstantSource;

/** Each minute: what should have been finished by now enters its conversation as an event. */
public final class WatchConversations implements RequestHandler<ScheduledEvent, Integer> {
  private static final int RESERVE_MILLIS = 5_000;

  private final Watch watch;
  private final InstantSource clock;
  private final Snapshot snapshot;

  public WatchConversations() {
    this(new Wiring());
    snapshot.ready();
  }

  public WatchConversations(Wiring wiring) {
    watch = wiring.watch();
    clock = wiring.clock();
    snapshot = wiring.snapshot("INBOUND_QUEUE_URL");
  }

  @Override
  public Integer handleRequest(ScheduledEvent event, Context context) {
    return watch.watch(clock.instant(), () -> context.getRemainingTimeInMillis() > RESERVE_MILLIS);
  }
}
