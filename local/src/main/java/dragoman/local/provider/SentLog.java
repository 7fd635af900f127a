package dragoman.local.provider;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The calls made to providers since the start or the last reset, oldest first; beyond 50,000 the
 * oldest are forgotten. Safe for use by several threads.
 */
public final class SentLog {
  private static final int KEPT = 50_000;

  private final Deque<Sent> calls = new ArrayDeque<>();

  public synchronized void add(Sent call) {
    if (calls.size() == KEPT) {
      calls.removeFirst();
    }
    calls.addLast(call);
  }

  public synchronized List<Sent> all() {
    return List.copyOf(calls);
  }

  public synchronized void clear() {
    calls.clear();
  }
}
