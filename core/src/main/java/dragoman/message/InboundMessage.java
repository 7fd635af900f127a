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
 * @param handle by which it can be answered once, where the provider gives one
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
    long sequence,
    Optional<Handle> handle)
    implements Event {

  /** A message of a provider that gives no handle. */
  public InboundMessage(
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
      long sequence) {
    this(
        key,
        group,
        channel,
        endpoint,
        account,
        sender,
        chat,
        inGroupChat,
        content,
        type,
        externalId,
        at,
        sequence,
        Optional.empty());
  }

  /** The same message, with a handle by which it can be answered once. */
  public InboundMessage with(Optional<Handle> handle) {
    return new InboundMessage(
        key,
        group,
        channel,
        endpoint,
        account,
        sender,
        chat,
        inGroupChat,
        content,
        type,
        externalId,
        at,
        sequence,
        handle);
  }

  /** The ids whose conversation this may belong to, the most lasting first. */
  public List<String> conversationIds() {
    return inGroupChat ? List.of(chat) : sender.ids();
  }

  public Optional<String> words() {
    return content.words();
  }
}
