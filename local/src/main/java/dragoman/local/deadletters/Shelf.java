package dragoman.local.deadletters;

import java.util.List;

/** A queue where messages lie that could not be dealt with. */
public sealed interface Shelf {
  String queue();

  /**
   * A dead-letter queue.
   *
   * @param sources the queues whose messages end here
   */
  record Dead(String queue, List<String> sources) implements Shelf {
    public Dead {
      sources = List.copyOf(sources);
    }
  }

  /** Where what could not be read is set aside, for a version or a setting that can. */
  record SetAside(String queue) implements Shelf {}

  /** Whether it keeps the order of each conversation. */
  default boolean fifo() {
    return queue().endsWith(".fifo");
  }
}
