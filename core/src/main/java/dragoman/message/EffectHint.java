package dragoman.message;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What remains of an {@link EffectRef} where a provider takes a UUID for our message and returns
 * nothing else: the conversation, the first 112 bits of the event's key, and the effect's number.
 * The event is then to be looked up.
 *
 * <p>The UUID is of version 8, whose content is free (RFC 9562, section 5.8). The same effect has
 * the same one on every attempt, so it serves as the provider's key against a second copy, too.
 *
 * @param event the first 28 hex digits of the event's key
 */
public record EffectHint(ConversationKey conversation, String event, int number) {
  private static final int DIGITS = 28;
  private static final Pattern FORM =
      Pattern.compile(
          "([0-9a-f]{64})\\.([0-9a-f]{8})-([0-9a-f]{4})-8([0-9a-f]{3})-a([0-9a-f]{3})-([0-9a-f]{12})");

  public static EffectHint of(EffectRef ref) {
    return new EffectHint(
        ref.conversation(), ref.event().value().substring(0, DIGITS), ref.number());
  }

  public UUID uuid() {
    var free = event + "%02x".formatted(number);
    return UUID.fromString(
        free.substring(0, 8)
            + "-"
            + free.substring(8, 12)
            + "-8"
            + free.substring(12, 15)
            + "-a"
            + free.substring(15, 18)
            + "-"
            + free.substring(18));
  }

  /** What {@link #parse} reads, as it stands in a receipt's callback field. */
  public static String callback(ConversationKey conversation, String uuid) {
    return conversation.value() + "." + uuid;
  }

  /** Empty when the text is not one of ours: a receipt's callback field is untrusted. */
  public static Optional<EffectHint> parse(String text) {
    var match = FORM.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    var free = match.group(2) + match.group(3) + match.group(4) + match.group(5) + match.group(6);
    return Optional.of(
        new EffectHint(
            new ConversationKey(match.group(1)),
            free.substring(0, DIGITS),
            Integer.parseInt(free.substring(DIGITS), 16)));
  }
}
