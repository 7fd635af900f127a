package dragoman.local.load;

/**
 * What came of a load on the embedded services.
 *
 * @param messages posted, each until it was answered 200
 * @param seconds until the last reply
 * @param lost without a reply
 * @param refused posts that were not answered 200 and were made again
 * @param median nanoseconds from the first post of a message to its reply at the provider
 * @param p99 the same at the 99th percentile
 */
public record EmbeddedReport(
    long messages,
    double seconds,
    long lost,
    long doubled,
    long outOfOrder,
    long refused,
    long median,
    long p99) {

  public double rate() {
    return messages / seconds;
  }

  public boolean sound() {
    return lost == 0 && doubled == 0 && outOfOrder == 0;
  }
}
