package dragoman.message;

import java.time.Instant;

/**
 * The watchdog found effects of an event unfinished for too long: relay them again.
 *
 * @param conversation the conversation they belong to
 * @param stuck the event that decided them
 * @param dueAt when they were due; each time has its own key
 */
public record Nudge(EventKey key, ConversationKey conversation, EventKey stuck, Instant dueAt)
    implements Event {

  public static Nudge of(ConversationKey conversation, EventKey stuck, Instant dueAt) {
    return new Nudge(
        EventKey.of("", "", "", "nudge", stuck.value() + "@" + dueAt), conversation, stuck, dueAt);
  }

  @Override
  public ConversationKey group() {
    return conversation;
  }
}
