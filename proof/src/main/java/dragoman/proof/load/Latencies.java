package dragoman.proof.load;

import java.util.Arrays;

/**
 * Times in a histogram of fixed size, exact to one part in sixteen: a million of them take no more
 * room than ten. Safe for use by several threads.
 */
public final class Latencies {
  private static final int PARTS = 16;

  private final long[] counts = new long[64 * PARTS];
  private long most;

  public synchronized void add(long nanos) {
    counts[bucket(Math.max(1, nanos))]++;
    most = Math.max(most, nanos);
  }

  /**
   * @param share such as 0.99
   * @return in nanoseconds, the upper end of its bucket; 0 if there is none
   */
  public synchronized long quantile(double share) {
    var rank = (long) Math.ceil(share * Arrays.stream(counts).sum());
    var seen = 0L;
    for (var bucket = 0; bucket < counts.length; bucket++) {
      seen += counts[bucket];
      if (seen >= rank && seen > 0) {
        return Math.min(most, upper(bucket));
      }
    }
    return 0;
  }

  private static int bucket(long nanos) {
    var exponent = 63 - Long.numberOfLeadingZeros(nanos);
    var part = exponent < 4 ? 0 : (int) (nanos >>> (exponent - 4)) & (PARTS - 1);
    return exponent * PARTS + part;
  }

  private static long upper(int bucket) {
    var exponent = bucket / PARTS;
    return exponent < 4
        ? 1L << (exponent + 1)
        : (long) (PARTS + bucket % PARTS + 1) << (exponent - 4);
  }
}
