package dragoman.bench.cold;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One start of one function, or the median of several. Times in milliseconds, memory in megabytes.
 *
 * @param before until the function asked for its first event; after a restore, until it did so
 *     again
 * @param first the first event's answer
 * @param processor what both cost in processor time
 * @param firstCalls the first event's calls to AWS, and what start or restore called before it
 * @param laterCalls the calls of each event after it
 */
record Sample(
    double before,
    double first,
    double total,
    double processor,
    double memory,
    Map<String, Integer> firstCalls,
    Map<String, Integer> laterCalls) {

  static Sample median(List<Sample> samples) {
    return new Sample(
        median(samples, Sample::before),
        median(samples, Sample::first),
        median(samples, Sample::total),
        median(samples, Sample::processor),
        median(samples, Sample::memory),
        samples.getLast().firstCalls(),
        samples.getLast().laterCalls());
  }

  private static double median(List<Sample> samples, Function<Sample, Double> of) {
    var sorted = samples.stream().map(of).sorted(Comparator.naturalOrder()).toList();
    var middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
