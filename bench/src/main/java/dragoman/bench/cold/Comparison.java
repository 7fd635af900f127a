package dragoman.bench.cold;

import dragoman.bench.cold.Bench.Peer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Peers started in turn, ours first, so that whatever else the machine does meets all; a first
 * round warms the machine's caches and does not count.
 */
record Comparison(Kind kind, boolean tls, Map<Peer, Sample> medians) {

  /**
   * What is compared, with whom. What was wanted of a cold start is less than the SDK alone costs
   * (docs/performance.md says more); the bound only keeps it from growing.
   */
  enum Kind {
    COLD_START(0.45, 0.90, Peer.YARDSTICK, Peer.SDK_ALONE),
    RESTORE(0.10, 0.15, Peer.UNPRIMED);

    private final double wanted;
    private final double bound;
    private final List<Peer> others;

    Kind(double wanted, double bound, Peer... others) {
      this.wanted = wanted;
      this.bound = bound;
      this.others = List.of(others);
    }

    double wanted() {
      return wanted;
    }

    double bound() {
      return bound;
    }

    Peer yardstick() {
      return others.getFirst();
    }

    private List<Peer> peers() {
      return Stream.concat(Stream.of(Peer.OURS), others.stream()).toList();
    }
  }

  /**
   * @param scratch an empty folder
   * @param progress is told of each start
   */
  static Comparison run(
      Kind kind, boolean tls, int rounds, Path home, Path scratch, Consumer<String> progress) {
    var samples = new EnumMap<Peer, List<Sample>>(Peer.class);
    try (var bench = Bench.open(home, scratch, tls)) {
      for (var round = 0; round <= rounds; round++) {
        for (var peer : kind.peers()) {
          var sample =
              switch (kind) {
                case COLD_START -> bench.coldStart(peer);
                case RESTORE -> bench.restore(peer);
              };
          progress.accept(
              "%s %s, round %d of %d, %s: %.0f ms, processor %.0f ms"
                  .formatted(
                      kind,
                      tls ? "TLS" : "HTTP",
                      round,
                      rounds,
                      peer,
                      sample.total(),
                      sample.processor()));
          if (round > 0) {
            samples.computeIfAbsent(peer, _ -> new ArrayList<>()).add(sample);
          }
        }
      }
    }
    var medians = new EnumMap<Peer, Sample>(Peer.class);
    samples.forEach((peer, all) -> medians.put(peer, Sample.median(all)));
    return new Comparison(kind, tls, medians);
  }

  Sample ours() {
    return medians.get(Peer.OURS);
  }

  Sample theirs() {
    return medians.get(kind.yardstick());
  }

  double wallRatio() {
    return ours().total() / theirs().total();
  }

  double processorRatio() {
    return ours().processor() / theirs().processor();
  }

  /** Whether both ratios are at most this. */
  boolean within(double ratio) {
    return wallRatio() <= ratio && processorRatio() <= ratio;
  }
}
