package dragoman.bench.peer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dragoman.functions.ReceiveWebhook;
import dragoman.functions.Wiring;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Our own handler with the same parts, made as a test makes it: nothing is done beforehand. */
public final class Unprimed implements RequestStreamHandler {
  private final ReceiveWebhook receive = new ReceiveWebhook(new Wiring());

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    receive.handleRequest(in, out, context);
  }
}
