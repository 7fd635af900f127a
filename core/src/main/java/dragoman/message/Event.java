package dragoman.message;

/** Whatever changes a conversation: it waits on the inbound queue, in the conversation's group. */
public sealed interface Event permits InboundMessage, ReplyEnded, Nudge {

  /** Its identity; the queue's deduplication id and the inbox row's. */
  EventKey key();

  /** The FIFO group it waits in. */
  ConversationKey group();
}
