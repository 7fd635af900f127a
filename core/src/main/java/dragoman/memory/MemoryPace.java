package dragoman.memory;

import dragoman.pipeline.Doors.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Slots and pauses as maps. */
public final class MemoryPace implements Pace {
  private final Map<String, Instant> next = new HashMap<>();
  private final Map<String, Instant> holds = new HashMap<>();

  @Override
  public synchronized Duration reserve(String lane, Duration interval, Instant now) {
    var free = next.getOrDefault(lane, now);
    if (free.isAfter(now)) {
      return Duration.between(now, free);
    }
    next.put(lane, now.plus(interval));
    return Duration.ZERO;
  }

  @Override
  public synchronized void hold(String lane, Instant until) {
    holds.merge(lane, until, (old, fresh) -> old.isAfter(fresh) ? old : fresh);
  }

  @Override
  public synchronized Duration held(String lane, Instant now) {
    var until = holds.getOrDefault(lane, now);
    return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
  }
}
