package dragoman.proof.fuzzing;

import java.util.List;
import java.util.function.Consumer;

/**
 * Executes a target so many times with inputs made by a seed. The same seed gives the same inputs,
 * whatever else runs and on however many threads.
 */
public final class Fuzzer {
  private final Target target;
  private final Mutator mutator;
  private final long seed;

  public Fuzzer(Target target, long seed) {
    this.target = target;
    this.mutator = new Mutator(target.seeds());
    this.seed = seed;
  }

  /** An execution in hand. */
  record Position(Fuzzer fuzzer, long execution) {}

  Target target() {
    return target;
  }

  /** The input of one execution. */
  public byte[] input(long execution) {
    return mutator.input(Mutator.dice(seed, target.name(), execution));
  }

  public Tally run(long from, long until) {
    return run(from, until, _ -> {});
  }

  /**
   * @param from the first execution's number
   * @param until the number after the last one's
   * @param begun told of each execution as it begins
   */
  Tally run(long from, long until, Consumer<Position> begun) {
    var tally = new Tally.Counting(target.name());
    for (var execution = from; execution < until; execution++) {
      begun.accept(new Position(this, execution));
      var input = input(execution);
      var judgement = Judge.judge(target, input);
      tally.add(judgement);
      var number = execution;
      judgement
          .wrong()
          .map(what -> new Finding(target.name(), seed, number, input, what))
          .ifPresent(tally::add);
    }
    return tally.sum();
  }

  /** The inputs kept from earlier findings, executed as they are. */
  public static List<Finding> again(Target target, List<byte[]> kept) {
    return kept.stream()
        .flatMap(
            input ->
                Judge.judge(target, input).wrong().stream()
                    .map(what -> new Finding(target.name(), 0, -1, input, what)))
        .toList();
  }
}
