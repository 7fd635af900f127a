package dragoman.policy;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The words that end and begin consent, and what is said to them.
 *
 * <p>A word is heard only where it is the whole message, whatever its case, blanks and signs:
 * <i>Stop.</i> and <i>STOP ALL</i> are, <i>stop sending me old videos</i> is not.
 *
 * @param alsoOn channels on which they count although the provider has a button for it
 * @param words as the policy spells them
 * @param says what is told, by language; nothing where there is no text
 */
public record ConsentWords(
    Set<String> alsoOn, Map<Kind, List<String>> words, Map<Kind, Map<String, String>> says) {

  /**
   * The words that the United States' law and carriers expect to be obeyed (47 CFR 64.1200(a)(10);
   * Twilio, Support for opt-out keywords), and no sentence.
   */
  public static final ConsentWords DEFAULT =
      new ConsentWords(
          Set.of(),
          Map.of(
              Kind.STOP,
              List.of(
                  "STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"),
              Kind.START,
              List.of("START", "YES", "UNSTOP"),
              Kind.HELP,
              List.of("HELP", "INFO")),
          Map.of());

  public ConsentWords {
    alsoOn = Set.copyOf(alsoOn);
    words = Map.copyOf(words);
    says = Map.copyOf(says);
  }

  /** What a word asks for. */
  public enum Kind {
    STOP,
    START,
    HELP;

    /** Its key in {@code policy.yaml}. */
    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param word as the policy spells it
   */
  public record Heard(Kind kind, String word) {}

  /** The word that the message is, if it is one. */
  public Optional<Heard> heard(String message) {
    var bare = bare(message);
    for (var kind : Kind.values()) {
      for (var word : words.getOrDefault(kind, List.of())) {
        if (bare(word).equals(bare)) {
          return Optional.of(new Heard(kind, word));
        }
      }
    }
    return Optional.empty();
  }

  /** The text in the language, else in the fallback language. */
  Optional<String> text(Kind kind, Optional<String> language, String fallback) {
    return Guide.localised(says.getOrDefault(kind, Map.of()), language, fallback);
  }

  /** Letters, their marks and digits alone, in one case. */
  static String bare(String text) {
    var bare = new StringBuilder();
    Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(ConsentWords::counts)
        .forEach(bare::appendCodePoint);
    return bare.toString();
  }

  private static boolean counts(int sign) {
    return switch (Character.getType(sign)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> true;
      default -> Character.isLetterOrDigit(sign);
    };
  }
}
