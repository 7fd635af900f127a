package dragoman.pipeline;

import dragoman.message.ConversationKey;

/** Names a person on a channel, whichever of our accounts they write to. */
public record ContactKey(String value) {
  public static ContactKey of(String tenant, String channel, String userId) {
    return new ContactKey(ConversationKey.of(tenant, channel, "contact", userId).value());
  }
}
