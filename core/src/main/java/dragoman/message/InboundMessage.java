package dragoman.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something a person sent us.
 *
 * @param key its identity for ever
 * @param group its conversation's FIFO group, from the sender's most lasting id (or the group
 *     chat's)
 * @param channel the channel's name, such as {@code whatsapp}
 * @param endpoint the webhook endpoint it came in by
 * @param account our number, page or bot it was sent to
 * @param chat the address replies go to; equals the sender's id unless this is a group chat
 * @param inGroupChat whether several people read that chat
 * @param type the provider's own word for the kind, such as {@code video_note}
 * @param externalId the provider's id of the message
 * @param at when the provider says it was sent
 * @param sequence orders messages of one conversation as the provider saw them; a lower one than
 *     the last is late
 */
public record InboundMessage(
    EventKey key,
    ConversationKey group,
    String channel,
    String endpoint,
    String account,
    Sender sender,
    String chat,
    boolean inGroupChat,
    Content content,
    String type,
    String externalId,
    Instant at,
    long sequence)
    implements Event {

  /** The ids whose conversation this may belong to, the most lasting first. */
  public List<String> conversationIds() {
    return inGroupChat ? List.of(chat) : sender.ids();
  }

  public Optional<String> words() {
    return content.words();
  }
}
