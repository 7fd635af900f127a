package dragoman.channel;

import dragoman.message.InboundMessage;
import dragoman.message.Receipt;
import java.util.List;

/** What a webhook call turned out to be. */
public sealed interface Reception {

  /**
   * Genuine and read. Items that could not be read are kept apart, so that one bad item never harms
   * the rest.
   *
   * @param answer what the provider must hear once everything is durable
   */
  record Accepted(
      List<InboundMessage> messages,
      List<Receipt> receipts,
      List<Unreadable> unreadable,
      List<Ignored> ignored,
      HttpAnswer answer)
      implements Reception {
    public Accepted {
      messages = List.copyOf(messages);
      receipts = List.copyOf(receipts);
      unreadable = List.copyOf(unreadable);
      ignored = List.copyOf(ignored);
    }
  }

  /** The provider asks whether we are there; nothing was said. */
  record Handshake(HttpAnswer answer) implements Reception {}

  /** Not genuine, or not something this door takes: nothing may follow from it. */
  record Refused(HttpAnswer answer, String reason) implements Reception {}

  /**
   * Genuine, but a part (or all) of it could not be understood: a person must see it.
   *
   * @param body the bytes as they came if it is all of it, else the part as a body of its own
   */
  record Unreadable(String reason, byte[] body) {}

  /** Genuine and left aside on purpose: our own echo, a kind of notice nobody waits for. */
  record Ignored(String reason, String type) {}
}
