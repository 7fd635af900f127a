package dragoman.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dragoman.message.Json;
import dragoman.pipeline.Doors;
import dragoman.pipeline.Erase;
import dragoman.pipeline.LogEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;

/** Erases a contact. Called by hand, or by {@code ./dragoman erase}; no event leads here. */
public final class EraseContact implements RequestStreamHandler {
  private final Erase erase;
  private final InstantSource clock;
  private final Doors.Log log;

  public EraseContact() {
    this(new Wiring());
  }

  public EraseContact(Wiring wiring) {
    erase = wiring.erase();
    clock = wiring.clock();
    log = wiring.log();
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    out.write(answer(in.readAllBytes(), context));
  }

  private byte[] answer(byte[] asked, Context context) {
    try {
      var call = EraseCall.read(asked);
      return call.write(call.run(erase, clock, context::getRemainingTimeInMillis));
    } catch (Json.Malformed | IllegalArgumentException e) {
      return EraseCall.wrong(e.getMessage());
    } catch (Doors.Unavailable e) {
      log.log(new LogEvent.StepFailed("erase", e.getClass().getSimpleName(), 0, ""));
      return EraseCall.broken("a service did not answer: erase again, it goes on where it ended");
    }
  }
}
