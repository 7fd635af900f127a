package dragoman.message;

import java.util.UUID;

/**
 * Names one effect (a reply, a task, an escalation) on every retry: the deduplication id of its
 * queue message and the key the outside world is given.
 */
public record EffectId(String value) {
  public EffectId {
    Key.checked(value, "an effect id");
  }

  public static EffectId of(EventKey event, String kind, int ordinal) {
    return new EffectId(Key.of("effect", event.value(), kind, Integer.toString(ordinal)));
  }

  /**
   * The same identity for providers that ask for a UUID (LINE retry key, RCS message id, Standard
   * Webhooks id).
   */
  public UUID uuid() {
    return UUID.nameUUIDFromBytes(value.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  }
}
