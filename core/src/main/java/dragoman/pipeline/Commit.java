package dragoman.pipeline;

import dragoman.conversation.Conversation;
import dragoman.message.ConversationKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One turn to be written whole or not at all.
 *
 * @param expected the version the conversation had when it was read; 0 for one that was not there
 * @param aliases places of this person's other ids, none of them taken, from now on leading here
 * @param dueAt when its effects should be finished; empty if it has none
 */
public record Commit(
    Recorded recorded,
    Conversation next,
    long expected,
    List<ConversationKey> aliases,
    Optional<Instant> dueAt) {
  public Commit {
    aliases = List.copyOf(aliases);
  }
}
