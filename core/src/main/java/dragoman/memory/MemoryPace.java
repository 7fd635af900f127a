package dragoman.memory;

import dragoman.channel.Capability.Rate;
import dragoman.pipeline.Doors.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Buckets and pauses as maps; a bucket is the time at which it is full again. */
public final class MemoryPace implements Pace {
  private final Map<String, Instant> next = new HashMap<>();
  private final Map<String, Instant> holds = new HashMap<>();

  @Override
  public synchronized Duration take(String bucket, Rate rate, Instant now) {
    var free = next.getOrDefault(bucket, now);
    var wait = Duration.between(now.plus(rate.ahead()), free);
    if (wait.isPositive()) {
      return wait;
    }
    next.put(bucket, (free.isAfter(now) ? free : now).plus(rate.interval()));
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
