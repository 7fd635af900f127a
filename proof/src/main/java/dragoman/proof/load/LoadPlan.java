package dragoman.proof.load;

/**
 * What is to be sent.
 *
 * @param messages in all
 * @param rate messages a second; 0 for as fast as they are taken
 * @param conversations over which they are spread evenly
 * @param hot messages of these that all go to one conversation, within the first half
 * @param burst seconds of ten times the rate, from the middle on; 0 for none
 * @param routers threads that decide; as many send replies
 * @param clock how much faster than the world's the pipeline's clock goes: five minutes of
 *     deduplication are 300 seconds by 1, and 15 by 20
 */
public record LoadPlan(
    long messages, int rate, int conversations, long hot, int burst, int routers, int clock) {

  public LoadPlan {
    if (messages < 1 || rate < 0 || conversations < 2 || hot < 0 || hot > messages || routers < 1) {
      throw new IllegalArgumentException("a load needs messages, and no more hot ones than those");
    }
  }

  /** At a rate, over two thousand conversations. */
  public static LoadPlan of(long messages, int rate) {
    return new LoadPlan(messages, rate, 2_000, 0, 0, 1, 1);
  }

  public LoadPlan withHot(long count) {
    return new LoadPlan(messages, rate, conversations, count, burst, routers, clock);
  }

  public LoadPlan withBurst(int seconds) {
    return new LoadPlan(messages, rate, conversations, hot, seconds, routers, clock);
  }

  public LoadPlan withClock(int times) {
    return new LoadPlan(messages, rate, conversations, hot, burst, routers, times);
  }
}
