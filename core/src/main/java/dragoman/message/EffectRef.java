package dragoman.message;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where an effect is recorded: the conversation, the event that caused it, and its number among
 * that event's effects.
 *
 * <p>Written as {@code conversation.event.number} it fits a provider's callback field (WhatsApp
 * allows 512 characters), so that a receipt finds its effect with one write and no look-up table.
 */
public record EffectRef(ConversationKey conversation, EventKey event, int number) {
  private static final Pattern FORM =
      Pattern.compile("([0-9a-f]{64})\\.([0-9a-f]{64})\\.(\\d{1,2})");

  @Override
  public String toString() {
    return conversation.value() + "." + event.value() + "." + number;
  }

  /** Empty when the text is not one of ours: a receipt's callback field is untrusted. */
  public static Optional<EffectRef> parse(String text) {
    var match = FORM.matcher(text);
    return match.matches()
        ? Optional.of(
            new EffectRef(
                new ConversationKey(match.group(1)),
                new EventKey(match.group(2)),
                Integer.parseInt(match.group(3))))
        : Optional.empty();
  }
}
