package dragoman.message;

/**
 * A reply came to an end without being known to have arrived, so a person must take over.
 *
 * @param conversation whose reply it was
 * @param effect where the reply is recorded
 * @param unknown true when it may have arrived, false when it certainly did not
 * @param reason why, in a few plain words without personal data
 */
public record ReplyEnded(
    EventKey key, ConversationKey conversation, EffectRef effect, boolean unknown, String reason)
    implements Event {

  /** One event per effect, however often its end is noticed. */
  public static ReplyEnded of(EffectRef effect, boolean unknown, String reason) {
    return new ReplyEnded(
        EventKey.of("", "", "", "reply-ended", effect.toString()),
        effect.conversation(),
        effect,
        unknown,
        reason);
  }

  @Override
  public ConversationKey group() {
    return conversation;
  }
}
