package dragoman.local.load;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Who asked what and what was answered: one reply for each question, in the order of the questions.
 * Safe for use by several threads.
 */
final class Correspondence {
  private record Asked(String article, long at) {}

  private final Map<String, Deque<Asked>> open = new HashMap<>();
  private long asked;
  private long answered;
  private long doubled;
  private long outOfOrder;
  private final long[] waits;

  /**
   * @param most how many questions there will be
   */
  Correspondence(int most) {
    this.waits = new long[most];
  }

  synchronized void asked(String person, String article) {
    open.computeIfAbsent(person, _ -> new ArrayDeque<>())
        .addLast(new Asked(article, System.nanoTime()));
    asked++;
  }

  /**
   * @param fresh whether no reply of this effect was seen before
   */
  synchronized void replied(String person, String link, boolean fresh) {
    var questions = open.getOrDefault(person, new ArrayDeque<>());
    if (!fresh || questions.isEmpty()) {
      doubled++;
      return;
    }
    var question = questions.removeFirst();
    outOfOrder += link.endsWith(question.article()) ? 0 : 1;
    waits[(int) answered++] = System.nanoTime() - question.at();
  }

  synchronized long answered() {
    return answered;
  }

  synchronized EmbeddedReport report(double seconds, long refused) {
    var sorted = java.util.Arrays.copyOf(waits, (int) answered);
    java.util.Arrays.sort(sorted);
    return new EmbeddedReport(
        asked,
        seconds,
        asked - answered,
        doubled,
        outOfOrder,
        refused,
        sorted.length == 0 ? 0 : sorted[sorted.length / 2],
        sorted.length == 0 ? 0 : sorted[(int) (sorted.length * 0.99)]);
  }
}
