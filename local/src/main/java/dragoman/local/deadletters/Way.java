package dragoman.local.deadletters;

import java.util.List;
import java.util.Optional;

/** How a dead letter goes on. */
sealed interface Way {
  /**
   * It goes on as these, in this order; and once all are taken, it is done with.
   *
   * @param tooOld whether it is recorded and not answered, for its age
   */
  record On(List<Onward> letters, boolean tooOld) implements Way {
    public On {
      letters = List.copyOf(letters);
    }
  }

  /** It stays where it is. */
  record Stays(String why) implements Way {}

  /**
   * One message for a queue.
   *
   * @param group the FIFO group; empty on other queues
   */
  record Onward(String queue, Optional<String> group, String dedupe, String body) {}
}
