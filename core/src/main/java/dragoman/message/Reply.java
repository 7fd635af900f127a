package dragoman.message;

import java.net.URI;
import java.util.Optional;

/**
 * What we say to a person, before a channel gives it its form.
 *
 * @param id the effect's identity, for providers that refuse a second copy
 * @param ref where the effect is recorded, for providers that return it in receipts
 * @param to the chat it goes to
 * @param text plain text
 * @param link shown as a button where the channel has one, below the text where it has not
 * @param handle by which it can go out instead of by the address, once
 */
public record Reply(
    EffectId id,
    EffectRef ref,
    String channel,
    String endpoint,
    String account,
    String to,
    String text,
    Optional<Link> link,
    Optional<Handle> handle) {

  /** A reply that goes out by its address. */
  public Reply(
      EffectId id,
      EffectRef ref,
      String channel,
      String endpoint,
      String account,
      String to,
      String text,
      Optional<Link> link) {
    this(id, ref, channel, endpoint, account, to, text, link, Optional.empty());
  }

  public Reply with(Optional<Handle> handle) {
    return new Reply(id, ref, channel, endpoint, account, to, text, link, handle);
  }

  /** A labelled address; the address is ours, never made of a person's text. */
  public record Link(String label, URI url) {
    /** Whether a browser opens it, so that a provider takes it for a button. */
    public boolean isWeb() {
      return "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
    }
  }
}
