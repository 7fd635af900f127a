package dragoman.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dragoman.pipeline.Receive;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import org.crac.Core;
import org.crac.Resource;

/** HTTP API event in, answer out. A stream: binding an event class costs 0.3 s of a cold start. */
public final class ReceiveWebhook implements RequestStreamHandler, Resource {
  private final SecretStore secrets;
  private final SqsQueues queues;
  private final Receive receive;
  private final InstantSource clock;

  public ReceiveWebhook() {
    this(new Wiring());
    Core.getGlobalContext().register(this);
  }

  public ReceiveWebhook(Wiring wiring) {
    secrets = wiring.secrets();
    queues = wiring.receiving();
    receive = wiring.receive(secrets, queues);
    clock = wiring.clock();
    Priming.prime(queues, clock.instant());
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    var call = ApiCall.read(in.readAllBytes());
    var answer = receive.receive(call.channel(), call.endpoint(), call.request(), clock.instant());
    out.write(ApiCall.write(answer));
  }

  @Override
  public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
    secrets.forget(); // Nothing secret or unique rests in a snapshot.
  }

  @Override
  public void afterRestore(org.crac.Context<? extends Resource> context) {
    queues.warm(); // The snapshot's connections are dead; open a new one before the first message.
  }
}
