package dragoman.local.cost;

import java.util.List;
import java.util.stream.Stream;

/**
 * What an installation costs in a month of that traffic.
 *
 * @param month what the traffic costs, on top of {@code idle}
 * @param idle what is paid when nobody writes
 * @param tasks what watching the teams' tasks costs while every team has some
 * @param surprises what the template holds that may cost by the hour, or that nobody here knows
 * @param comparisons the same work done naively
 */
public record Estimate(
    Traffic traffic,
    Prices prices,
    Bill month,
    Bill idle,
    Bill tasks,
    List<String> surprises,
    List<Comparison> comparisons) {
  private static final double MILLION = 1e6;

  /**
   * For a million messages.
   *
   * @param batch of ours; the naive design takes its messages one by one
   */
  public record Comparison(String work, double batch, Bill ours, Bill naive) {
    public double ratio() {
      return ours.dollars() / naive.dollars();
    }
  }

  public static Estimate of(
      Traffic traffic, Prices prices, Counts counts, Inputs inputs, Installed installed) {
    var idle = new Idle(installed, inputs, counts);
    return new Estimate(
        traffic,
        prices,
        Bill.of(new Journey(counts, inputs, installed).of(traffic), prices),
        Bill.of(idle.usages(), prices),
        Bill.of(List.of(Idle.agesInUse(installed, inputs)), prices),
        idle.surprises(),
        Stream.of(1.0, 10.0)
            .flatMap(it -> comparisons(it, prices, counts, inputs, installed))
            .toList());
  }

  private static Stream<Comparison> comparisons(
      double batch, Prices prices, Counts counts, Inputs inputs, Installed installed) {
    var naive = Naive.shipped();
    var received = new Journey(counts, inputs, installed).received(MILLION, batch);
    var answered = new Journey(counts, inputs, installed).answered(MILLION, batch);
    return Stream.of(
        new Comparison(
            "received, deduplicated, stored, queued",
            batch,
            Bill.of(received, prices),
            naively(naive.message(), prices)),
        new Comparison(
            "the same, and answered",
            batch,
            Bill.of(answered, prices),
            naively(naive.whole(), prices)));
  }

  private static Bill naively(List<Usage> message, Prices prices) {
    return Bill.of(message.stream().map(it -> it.times(MILLION)).toList(), prices);
  }

  public double dollars() {
    return month.dollars() + idle.dollars() + tasks.dollars();
  }

  public double perMillion() {
    return month.dollars() / traffic.messages() * MILLION;
  }
}
