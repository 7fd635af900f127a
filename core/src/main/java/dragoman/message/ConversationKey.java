package dragoman.message;

/**
 * Names the conversation of one contact (or one group) on one account of a channel; also the FIFO
 * group of everything that changes it.
 */
public record ConversationKey(String value) {
  public ConversationKey {
    Key.checked(value, "a conversation key");
  }

  public static ConversationKey of(String tenant, String channel, String account, String userId) {
    return new ConversationKey(Key.of("conversation", tenant, channel, account, userId));
  }
}
