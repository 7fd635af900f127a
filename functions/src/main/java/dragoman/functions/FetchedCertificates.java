package dragoman.functions;

import dragoman.channel.HttpCall;
import dragoman.pipeline.Doors;
import dragoman.pipeline.Doors.Exchange;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Fetches the certificates that providers sign with, each once: what lies at such an address never
 * changes. Keeps the last sixteen. Safe for use by several threads.
 */
final class FetchedCertificates implements Doors.Certificates {
  private static final int KEPT = 16;

  private final Doors.Http http;
  private final Map<URI, String> known = new LinkedHashMap<>();

  FetchedCertificates(Doors.Http http) {
    this.http = http;
  }

  @Override
  public synchronized Optional<String> at(URI address) {
    var kept = known.get(address);
    if (kept != null) {
      return Optional.of(kept);
    }
    var fetched = fetched(address);
    fetched.ifPresent(pem -> keep(address, pem));
    return fetched;
  }

  private Optional<String> fetched(URI address) {
    if (!"https".equals(address.getScheme())) {
      return Optional.empty();
    }
    var call = new HttpCall("GET", address, address.toString(), Map.of(), "");
    return switch (http.send("email", call)) {
      case Exchange.Answered(var answer) when answer.status() == 200 -> Optional.of(answer.body());
      case Exchange.Answered(var answer) when answer.status() < 500 && answer.status() != 429 ->
          Optional.empty();
      case Exchange.Answered(var answer) ->
          throw new Doors.Unavailable("a certificate: http-" + answer.status());
      case Exchange.NotSent(var why) -> throw new Doors.Unavailable("a certificate: " + why);
      case Exchange.Lost(var why) -> throw new Doors.Unavailable("a certificate: " + why);
    };
  }

  private void keep(URI address, String pem) {
    if (known.size() == KEPT) {
      known.remove(known.keySet().iterator().next());
    }
    known.put(address, pem);
  }
}
