package dragoman.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * That something is heard on a lane at all is written down once a minute by each instance, not for
 * every message. Safe for use by several threads.
 */
final class Witness {
  private static final Duration EVERY = Duration.ofMinutes(1);

  private final BiConsumer<String, Instant> ledger;
  private final Map<String, Instant> written = new ConcurrentHashMap<>();

  /**
   * @param ledger takes the lane and the time
   */
  Witness(BiConsumer<String, Instant> ledger) {
    this.ledger = ledger;
  }

  void at(String lane, Instant at) {
    var last = written.get(lane);
    if (last == null || !at.isBefore(last.plus(EVERY))) {
      ledger.accept(lane, at);
      written.put(lane, at);
    }
  }
}
