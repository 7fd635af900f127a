package dragoman.message;

import java.time.Instant;

/**
 * A person's last word on whether we may write to them.
 *
 * @param given false once they have opted out
 * @param word which one: as the policy spells it, or the provider's code where it told us
 * @param at when it was said
 */
public record Consent(boolean given, String word, Instant at) {}
