package dragoman.memory;

import dragoman.memory.MemoryQueues.Delivered;
import dragoman.pipeline.Doors.Letter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * One queue, indexed by group, so that a delivery costs nothing for what waits behind. Groups whose
 * first message is visible stand in the order of these messages; the others by when theirs becomes
 * visible. For one thread at a time.
 */
final class MemoryLane {
  private static final Duration DEDUPE = Duration.ofMinutes(5);

  private final boolean fifo;
  private final Map<String, Waiting> byId = new LinkedHashMap<>();
  private final Map<String, Group> groups = new HashMap<>();
  private final TreeSet<Group> ready = new TreeSet<>(Comparator.comparingLong(it -> it.first));
  private final TreeSet<Group> asleep =
      new TreeSet<>(Comparator.comparing((Group it) -> it.wakes).thenComparingLong(it -> it.first));

  /** In the order of their time, as long as the clock goes forward. */
  private final Map<String, Instant> taken = new LinkedHashMap<>();

  MemoryLane(boolean fifo) {
    this.fifo = fifo;
  }

  private static final class Waiting {
    private final long number;
    private final String id;
    private final Letter letter;
    private final Group group;
    private Instant visible;
    private int received;

    private Waiting(long number, Letter letter, Group group, Instant visible) {
      this.number = number;
      this.id = "m" + number;
      this.letter = letter;
      this.group = group;
      this.visible = visible;
    }
  }

  /** What is delivered one after the other; on a standard queue each message is its own. */
  private static final class Group {
    private final String name;
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    /** Of the message at its head, as it was when the group was put in its place. */
    private long first;

    private Instant wakes;

    private Group(String name) {
      this.name = name;
    }
  }

  void put(long number, Letter letter, Instant now) {
    if (fifo && isTaken(letter.dedupe(), now)) {
      return;
    }
    var group = groups.computeIfAbsent(fifo ? letter.group() : "m" + number, Group::new);
    var message = new Waiting(number, letter, group, now);
    byId.put(message.id, message);
    take(group);
    group.waiting.addLast(message);
    place(group, now);
  }

  private boolean isTaken(String dedupe, Instant now) {
    for (var oldest = taken.values().iterator(); oldest.hasNext(); ) {
      if (oldest.next().isAfter(now)) {
        break;
      }
      oldest.remove();
    }
    var until = taken.get(dedupe);
    if (until != null && until.isAfter(now)) {
      return true;
    }
    taken.remove(dedupe);
    taken.put(dedupe, now.plus(DEDUPE));
    return false;
  }

  List<Delivered> receive(int max, Duration hide, Instant now) {
    while (!asleep.isEmpty() && !asleep.first().wakes.isAfter(now)) {
      var woken = asleep.first();
      take(woken);
      place(woken, now);
    }
    // Merged in the order in which they were sent, whichever group they are of.
    var heads = new TreeSet<Waiting>(Comparator.comparingLong(it -> it.number));
    var rests = new HashMap<Group, Iterator<Waiting>>();
    for (var group : ready.stream().limit(max).toList()) {
      rests.put(group, group.waiting.iterator());
      heads.add(rests.get(group).next());
    }
    var delivered = new ArrayList<Waiting>();
    while (delivered.size() < max && !heads.isEmpty()) {
      var message = heads.pollFirst();
      delivered.add(message);
      var rest = rests.get(message.group);
      if (rest.hasNext() && rest.next() instanceof Waiting after && !after.visible.isAfter(now)) {
        heads.add(after);
      }
    }
    return delivered.stream().map(it -> handed(it, now.plus(hide), now)).toList();
  }

  private Delivered handed(Waiting message, Instant until, Instant now) {
    take(message.group);
    message.visible = until;
    message.received++;
    place(message.group, now);
    return new Delivered(message.id, message.group.name, message.letter.body(), message.received);
  }

  void delete(String id) {
    var message = byId.remove(id);
    if (message == null) {
      return;
    }
    var group = message.group;
    take(group);
    group.waiting.remove(message);
    if (group.waiting.isEmpty()) {
      groups.remove(group.name);
    } else {
      place(group, null);
    }
  }

  void hide(String id, Instant until) {
    var message = byId.get(id);
    if (message != null) {
      take(message.group);
      message.visible = until;
      place(message.group, null);
    }
  }

  List<String> bodies() {
    return byId.values().stream().map(it -> it.letter.body()).toList();
  }

  private void take(Group group) {
    if (!group.waiting.isEmpty()) {
      ready.remove(group);
      if (group.wakes != null) {
        asleep.remove(group);
      }
    }
  }

  /**
   * @param now null where it is not known: the group is then put to sleep, and woken when the next
   *     receiver comes if its time is over
   */
  private void place(Group group, Instant now) {
    var head = group.waiting.getFirst();
    group.first = head.number;
    group.wakes = head.visible;
    if (now == null || head.visible.isAfter(now)) {
      asleep.add(group);
    } else {
      ready.add(group);
    }
  }
}
