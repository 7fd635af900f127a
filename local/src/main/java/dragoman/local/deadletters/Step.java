package dragoman.local.deadletters;

import java.util.List;
import java.util.Optional;

/**
 * What became of one message, or would in a dry run.
 *
 * @param kind what it is
 * @param key the event's or effect's identity; empty if it is not known
 */
public record Step(
    String id, String kind, Optional<String> conversation, String key, Result result) {

  public sealed interface Result {
    /**
     * @param queues where it went, once for each message that was in it
     */
    record Moved(List<String> queues) implements Result {
      public Moved {
        queues = List.copyOf(queues);
      }
    }

    record Removed() implements Result {}

    record Stayed(String why) implements Result {}
  }
}
