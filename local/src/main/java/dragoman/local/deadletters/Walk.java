package dragoman.local.deadletters;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * One way through a queue: what was taken and stays is kept in hand, so that it does not come again
 * before its end, and is then given back as it was.
 */
final class Walk implements AutoCloseable {

  private static final Duration REST = Duration.ofMillis(200);

  /** So many answers without a message mean that there is none. */
  private static final int EMPTY = 3;

  private final Drawer drawer;
  private final int most;
  private final Duration hold;
  private final Duration patience;
  private final InstantSource clock;
  private final BooleanSupplier stopped;
  private final Map<String, DeadLetter> inHand = new LinkedHashMap<>();
  private final Map<String, DeadLetter> kept = new LinkedHashMap<>();
  private final Set<String> done = new HashSet<>();
  private int others;

  /**
   * @param most how many to have in hand at a time, 1 to 10, besides those that are kept
   * @param hold how long a message is hidden: what a broken-off walk held is back after this
   * @param patience how long to wait for messages that others hold, from the last progress on
   * @param stopped whether it shall end early
   */
  Walk(
      Drawer drawer,
      int most,
      Duration hold,
      Duration patience,
      InstantSource clock,
      BooleanSupplier stopped) {
    this.drawer = drawer;
    this.most = most;
    this.hold = hold;
    this.patience = patience;
    this.clock = clock;
    this.stopped = stopped;
  }

  /**
   * A message in hand.
   *
   * @param until when others may see it again
   */
  record Held(DeadLetter letter, Instant until) {}

  /** Messages of one conversation in its order; on a queue that is not FIFO, one message. */
  record Pile(String group, List<Held> letters) {}

  /** The next messages; empty when there are none any more that were not seen. */
  List<Pile> next() {
    var since = clock.instant();
    var least = Integer.MAX_VALUE;
    var empty = 0;
    var stale = 0;
    while (!stopped.getAsBoolean()) {
      var until = clock.instant().plus(hold);
      var batch = drawer.take(most, hold);
      var fresh = batch.stream().filter(it -> isFresh(it)).map(it -> new Held(it, until)).toList();
      if (!fresh.isEmpty()) {
        fresh.forEach(it -> inHand.put(it.letter().id(), it.letter()));
        return piles(fresh);
      }
      if (batch.isEmpty()) {
        empty++;
      } else if (++stale > EMPTY + kept.size()) {
        return List.of();
      }
      if (empty >= EMPTY) {
        var depth = drawer.depth();
        others = Math.max(0, depth.held() - kept.size());
        if (depth.total() < least) {
          least = depth.total();
          since = clock.instant();
        }
        if (others == 0 || !clock.instant().isBefore(since.plus(patience))) {
          return List.of();
        }
      }
      rest();
    }
    return List.of();
  }

  private boolean isFresh(DeadLetter letter) {
    if (done.contains(letter.id())) {
      // A queue that is not FIFO may deliver once more what was removed.
      drawer.remove(letter);
      return false;
    }
    return kept.replace(letter.id(), letter) == null;
  }

  private List<Pile> piles(List<Held> letters) {
    var piles = new LinkedHashMap<String, List<Held>>();
    letters.forEach(
        it -> piles.computeIfAbsent(group(it.letter()), _ -> new ArrayList<>()).add(it));
    return piles.entrySet().stream()
        .map(it -> new Pile(it.getKey(), List.copyOf(it.getValue())))
        .toList();
  }

  private String group(DeadLetter letter) {
    return drawer.fifo()
        ? letter.group().or(Label.of(letter.body())::conversation).orElse(letter.id())
        : letter.id();
  }

  /** It stays on the queue, and in hand until the end. */
  void keep(DeadLetter letter) {
    inHand.remove(letter.id());
    kept.put(letter.id(), letter);
  }

  /** It is no longer on the queue. */
  void done(DeadLetter letter) {
    inHand.remove(letter.id());
    kept.remove(letter.id());
    done.add(letter.id());
  }

  /**
   * The message in hand for long enough to act on it; false if it is others' already, and comes
   * again.
   */
  boolean secured(Held held) {
    var now = clock.instant();
    if (now.plus(hold.dividedBy(3)).isBefore(held.until())) {
      return true;
    }
    if (!now.isBefore(held.until())) {
      inHand.remove(held.letter().id());
      return false;
    }
    try {
      drawer.hold(held.letter(), hold);
      return true;
    } catch (SdkException e) {
      return false;
    }
  }

  boolean isStopped() {
    return stopped.getAsBoolean();
  }

  int kept() {
    return kept.size();
  }

  /** How many messages others held at the last look. */
  int heldByOthers() {
    return others;
  }

  private static void rest() {
    try {
      Thread.sleep(REST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    inHand.values().forEach(it -> kept.put(it.id(), it));
    drawer.giveBack(List.copyOf(kept.values()));
  }
}
