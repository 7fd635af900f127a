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
 */
public record Reply(
    EffectId id,
    EffectRef ref,
    String channel,
    String endpoint,
    String account,
    String to,
    String text,
    Optional<Link> link) {

  /** A labelled address; the address is ours, never made of a person's text. */
  public record Link(String label, URI url) {}
}
