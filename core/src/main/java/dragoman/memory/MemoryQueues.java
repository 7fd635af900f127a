package dragoman.memory;

import dragoman.pipeline.Doors.Lane;
import dragoman.pipeline.Doors.Letter;
import dragoman.pipeline.Doors.NoSuchQueue;
import dragoman.pipeline.Doors.Queues;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Queues as lists, with what matters of SQS: FIFO lanes deliver a group in order and one batch at a
 * time, and take a deduplication id once in five minutes; every lane hides what it has delivered
 * until it is deleted or its time is over.
 */
public final class MemoryQueues implements Queues {
  private static final Duration DEDUPE = Duration.ofMinutes(5);

  /** A message in a receiver's hands. */
  public record Delivered(String id, String group, String body, int received) {}

  private static final class Waiting {
    private final String id;
    private final Letter letter;
    private Instant visible;
    private int received;

    private Waiting(String id, Letter letter, Instant visible) {
      this.id = id;
      this.letter = letter;
      this.visible = visible;
    }
  }

  private final InstantSource clock;
  private final Predicate<Lane> exists;
  private final Map<Lane, List<Waiting>> lanes = new LinkedHashMap<>();
  private final Map<Lane, Map<String, Instant>> taken = new HashMap<>();
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
    taken.clear();
  }

  @Override
  public synchronized Set<Integer> send(Lane lane, List<Letter> letters) {
    if (!exists.test(lane)) {
      throw new NoSuchQueue(lane.toString());
    }
    if (letters.isEmpty() || letters.size() > MAX_LETTERS) {
      throw new IllegalArgumentException("one call takes 1 to " + MAX_LETTERS + " letters");
    }
    letters.forEach(letter -> put(lane, letter));
    return Set.of();
  }

  private void put(Lane lane, Letter letter) {
    var now = clock.instant();
    var seen = taken.computeIfAbsent(lane, _ -> new HashMap<>());
    seen.values().removeIf(until -> !until.isAfter(now));
    if (fifo(lane) && seen.putIfAbsent(letter.dedupe(), now.plus(DEDUPE)) != null) {
      return;
    }
    lanes
        .computeIfAbsent(lane, _ -> new ArrayList<>())
        .add(new Waiting("m" + ++counter, letter, now));
  }

  /** Up to {@code max} visible messages, hidden from now on for the time given. */
  public synchronized List<Delivered> receive(Lane lane, int max, Duration hide) {
    var now = clock.instant();
    var delivered = new ArrayList<Delivered>();
    var blocked = new HashSet<String>();
    for (var waiting : lanes.getOrDefault(lane, List.of())) {
      var group = waiting.letter.group();
      if (waiting.visible.isAfter(now)) {
        blocked.add(group);
      } else if (delivered.size() < max && !(fifo(lane) && blocked.contains(group))) {
        waiting.visible = now.plus(hide);
        waiting.received++;
        delivered.add(
            new Delivered(
                waiting.id,
                fifo(lane) ? group : waiting.id,
                waiting.letter.body(),
                waiting.received));
      }
    }
    return List.copyOf(delivered);
  }

  public synchronized void delete(Lane lane, String id) {
    lanes.getOrDefault(lane, List.of()).removeIf(it -> it.id.equals(id));
  }

  public synchronized void hide(Lane lane, String id, Duration wait) {
    lanes.getOrDefault(lane, List.of()).stream()
        .filter(it -> it.id.equals(id))
        .forEach(it -> it.visible = clock.instant().plus(wait));
  }

  /** What waits in a lane, hidden or not, in order. */
  public synchronized List<String> bodies(Lane lane) {
    return lanes.getOrDefault(lane, List.of()).stream().map(it -> it.letter.body()).toList();
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
