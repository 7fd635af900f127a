package dragoman.proof.mutation;

import java.util.List;
import java.util.stream.Stream;

/**
 * Every mutant. Each is a bug that somebody could make and that can be seen from outside; what
 * merely costs more, or is covered by a second line of defence, is none.
 */
public final class Mutants {
  private static final List<Mutant> ALL =
      Stream.of(
              ReceiveMutants.ALL,
              RouteMutants.ALL,
              RelayMutants.ALL,
              DeliverMutants.ALL,
              NotifyMutants.ALL,
              TrackAndWatchMutants.ALL,
              DoorMutants.ALL,
              BatchMutants.ALL,
              IdentityMutants.ALL,
              DecidingMutants.ALL)
          .flatMap(List::stream)
          .toList();

  private Mutants() {}

  public static List<Mutant> all() {
    return ALL;
  }
}
