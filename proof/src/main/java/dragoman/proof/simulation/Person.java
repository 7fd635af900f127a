package dragoman.proof.simulation;

import java.util.List;

/**
 * Somebody who writes.
 *
 * @param number their number among all, from 0
 * @param twoIds whether the channel knows them by two ids, of which a message may carry one or both
 * @param blocked whether they blocked us: what is sent to them is refused for good
 */
public record Person(int number, boolean twoIds, boolean blocked) {
  private static final List<String> NAMES =
      List.of("ana", "ben", "chi", "dee", "eli", "fay", "gus", "hal");

  public String name() {
    return NAMES.get(number);
  }

  /** A telephone number on a channel that has them. */
  String phone() {
    return "1202555" + (1000 + number);
  }

  /** The more lasting of two ids. */
  String userId() {
    return "US.9000" + (1000 + number);
  }
}
