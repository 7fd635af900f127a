package dragoman.local.deadletters;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How a shelf stands.
 *
 * @param there whether the queue exists
 * @param waiting messages that may be taken
 * @param held messages in somebody's hands
 * @param oldest the earliest that the messages looked at were put there
 * @param conversations how many the messages looked at belong to
 * @param whole whether all were looked at
 */
public record Shelved(
    Shelf shelf,
    boolean there,
    int waiting,
    int held,
    Optional<Instant> oldest,
    int conversations,
    boolean whole) {

  static Shelved missing(Shelf shelf) {
    return new Shelved(shelf, false, 0, 0, Optional.empty(), 0, true);
  }

  static Shelved of(Shelf shelf, int waiting, int held, List<Sight> seen) {
    return new Shelved(
        shelf,
        true,
        waiting,
        held,
        seen.stream().flatMap(it -> it.sentAt().stream()).min(Comparator.naturalOrder()),
        (int) seen.stream().flatMap(it -> it.conversation().stream()).distinct().count(),
        seen.size() >= waiting + held);
  }
}
