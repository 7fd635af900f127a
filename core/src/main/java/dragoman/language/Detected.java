package dragoman.language;

import java.util.Optional;

/**
 * A judgement on a text's language.
 *
 * @param language a BCP 47 tag, {@code hi-Latn} for Hindi in Latin letters; empty when the text
 *     does not tell
 * @param confidence 0 to 1
 * @param reason what told, in plain words without quoting the text
 */
public record Detected(Optional<String> language, double confidence, String reason) {}
