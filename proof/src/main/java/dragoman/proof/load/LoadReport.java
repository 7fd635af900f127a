package dragoman.proof.load;

import java.util.List;
import java.util.OptionalLong;

/**
 * What came of a load.
 *
 * @param seconds from the first webhook to the last reply
 * @param lost sent, and not ended as decided
 * @param routing nanoseconds of one decision, its transaction and its relay, at the 99th percentile
 * @param reply nanoseconds from the webhook to the provider's call, at the median and the 99th
 *     percentile, of all conversations but the hot one
 * @param hotReply of the hot one, at the 99th percentile; 0 if there is none
 * @param recovery nanoseconds after a burst until no more waited than before it; empty if there was
 *     none
 * @param marks at the beginning and the end; without a rate also between, at even distances
 */
public record LoadReport(
    long messages,
    double seconds,
    long lost,
    long doubled,
    long outOfOrder,
    long routing,
    long replyMedian,
    long reply,
    long hotReply,
    OptionalLong recovery,
    List<Mark> marks) {
  public LoadReport {
    marks = List.copyOf(marks);
  }

  /**
   * The process at one moment.
   *
   * @param retained bytes in the heap after a full collection
   * @param handles open file handles; -1 where the system does not tell
   */
  public record Mark(long messages, long retained, int threads, long handles) {}

  public double rate() {
    return messages / seconds;
  }

  public boolean sound() {
    return lost == 0 && doubled == 0 && outOfOrder == 0;
  }

  /** How far retained heap rose from the second mark on, as a share; the first still warms up. */
  public double growth() {
    if (marks.size() < 3) {
      return 0;
    }
    var first = marks.get(1).retained();
    var last = marks.getLast().retained();
    return (double) (last - first) / first;
  }
}
