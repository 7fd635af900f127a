package dragoman.memory;

import dragoman.pipeline.Doors.Lane;
import dragoman.pipeline.Doors.Letter;
import dragoman.pipeline.Doors.NoSuchQueue;
import dragoman.pipeline.Doors.Queues;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Queues in memory, with what matters of SQS: FIFO lanes deliver a group in order and one batch at
 * a time, and take a deduplication id once in five minutes; every lane hides what it has delivered
 * until it is deleted or its time is over.
 */
public final class MemoryQueues implements Queues {

  /** A message in a receiver's hands. */
  public record Delivered(String id, String group, String body, int received) {}

  private final InstantSource clock;
  private final Predicate<Lane> exists;
  private final Map<Lane, MemoryLane> lanes = new LinkedHashMap<>();
  private long counter;

  /**
   * @param exists which lanes have a queue
   */
  public MemoryQueues(InstantSource clock, Predicate<Lane> exists) {
    this.clock = clock;
    this.exists = exists;
  }

  /** As if nothing had ever been sent. */
  public synchronized void clear() {
    lanes.clear();
  }

  @Override
  public synchronized Set<Integer> send(Lane lane, List<Letter> letters) {
    if (!exists.test(lane)) {
      throw new NoSuchQueue(lane.toString());
    }
    if (letters.isEmpty() || letters.size() > MAX_LETTERS) {
      throw new IllegalArgumentException("one call takes 1 to " + MAX_LETTERS + " letters");
    }
    var now = clock.instant();
    var into = lanes.computeIfAbsent(lane, it -> new MemoryLane(fifo(it)));
    letters.forEach(letter -> into.put(++counter, letter, now));
    return Set.of();
  }

  /** Up to {@code max} visible messages, hidden from now on for the time given. */
  public synchronized List<Delivered> receive(Lane lane, int max, Duration hide) {
    var from = lanes.get(lane);
    return from == null ? List.of() : from.receive(max, hide, clock.instant());
  }

  public synchronized void delete(Lane lane, String id) {
    if (lanes.containsKey(lane)) {
      lanes.get(lane).delete(id);
    }
  }

  public synchronized void hide(Lane lane, String id, Duration wait) {
    if (lanes.containsKey(lane)) {
      lanes.get(lane).hide(id, clock.instant().plus(wait));
    }
  }

  /** What waits in a lane, hidden or not, in order. */
  public synchronized List<String> bodies(Lane lane) {
    return lanes.containsKey(lane) ? lanes.get(lane).bodies() : List.of();
  }

  public synchronized List<Lane> lanes() {
    return List.copyOf(lanes.keySet());
  }

  private static boolean fifo(Lane lane) {
    return switch (lane) {
      case Lane.Inbound _, Lane.Outbound _, Lane.TeamLane _ -> true;
      case Lane.Receipts _, Lane.ParkedLane _ -> false;
    };
  }
}
