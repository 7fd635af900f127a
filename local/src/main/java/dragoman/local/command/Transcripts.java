package dragoman.local.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What the table of a stack holds of a conversation. */
@FunctionalInterface
public interface Transcripts {
  /**
   * Every event in the order in which it was processed, by the names of {@code /local/messages}.
   *
   * @param endpoint the services to ask, if not AWS itself
   * @param conversation its key, as it stands in the logs
   * @throws IllegalStateException if the table cannot be read; says what to look at
   */
  List<ObjectNode> of(Optional<URI> endpoint, String stack, String conversation);
}
