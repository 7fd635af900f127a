package dragoman.proof.load;

import dragoman.message.EventKey;
import java.util.HashMap;
import java.util.Map;

/**
 * What was said and what came of it, message by message: each must be decided once, in its
 * conversation's order, and answered once, in that order. Safe for use by several threads.
 */
final class Books {
  private record Said(int conversation, long number, long at) {}

  private static final class Open {
    private final Said said;
    private boolean decided;
    private boolean replied;

    private Open(Said said) {
      this.said = said;
    }
  }

  private final Map<EventKey, Open> open = new HashMap<>();
  private final Map<Integer, Long> lastDecided = new HashMap<>();
  private final Map<Integer, Long> lastReplied = new HashMap<>();
  private final Latencies others;
  private final Latencies hot;
  private long said;
  private long decided;
  private long replied;
  private long closed;
  private long doubled;
  private long outOfOrder;
  private long last = System.nanoTime();

  /**
   * @param others how long messages of all conversations but the first wait for their reply
   * @param hot those of the first
   */
  Books(Latencies others, Latencies hot) {
    this.others = others;
    this.hot = hot;
  }

  synchronized void said(EventKey key, int conversation, long number) {
    open.put(key, new Open(new Said(conversation, number, System.nanoTime())));
    said++;
  }

  synchronized void decided(EventKey key) {
    var it = open.get(key);
    if (it == null || it.decided) {
      doubled++;
      return;
    }
    it.decided = true;
    last = System.nanoTime();
    decided++;
    outOfOrder += follows(lastDecided, it.said) ? 0 : 1;
  }

  synchronized void replied(EventKey key) {
    var it = open.get(key);
    if (it == null || it.replied) {
      doubled++;
      return;
    }
    it.replied = true;
    last = System.nanoTime();
    replied++;
    outOfOrder += follows(lastReplied, it.said) ? 0 : 1;
    (it.said.conversation() == 0 ? hot : others).add(System.nanoTime() - it.said.at());
  }

  /** Its row is finished: from now on any word of it is one too many. */
  synchronized void closed(EventKey key, boolean withReply) {
    var it = open.remove(key);
    if (it == null) {
      doubled++;
    } else if (it.decided && it.replied == withReply) {
      closed++;
    }
  }

  private static boolean follows(Map<Integer, Long> last, Said said) {
    var before = last.put(said.conversation(), said.number());
    return before == null || before < said.number();
  }

  synchronized long waiting() {
    return said - decided;
  }

  /** When the last decision or reply was seen, by {@link System#nanoTime}. */
  synchronized long last() {
    return last;
  }

  synchronized Sums sums() {
    return new Sums(said, decided, replied, closed, doubled, outOfOrder);
  }

  /**
   * @param closed rows that ended as decided
   */
  record Sums(long said, long decided, long replied, long closed, long doubled, long outOfOrder) {
    long lost() {
      return said - closed;
    }
  }
}
