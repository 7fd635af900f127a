package dragoman.language;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells the language of a short message, or abstains. The script decides first; among languages
 * that share one, characteristic letters and small words do. Too short, in between or in a language
 * not listed here means no language at all: a wrong one sends people an answer they cannot read.
 *
 * <p>Knows {@code hi mr bho bgc raj} (Devanagari), {@code bn as} (Bengali letters), {@code pa gu or
 * ta te kn ml}, {@code ar ur}, {@code ru}, {@code en} and {@code hi-Latn}, by which Roman Urdu goes
 * too. Reads the first 100 words.
 */
public final class Languages {
  private static final Map<UnicodeScript, String> ALONE =
      Map.of(
          UnicodeScript.GURMUKHI, "pa",
          UnicodeScript.GUJARATI, "gu",
          UnicodeScript.ORIYA, "or",
          UnicodeScript.TAMIL, "ta",
          UnicodeScript.TELUGU, "te",
          UnicodeScript.KANNADA, "kn",
          UnicodeScript.MALAYALAM, "ml");

  private static final Map<UnicodeScript, Set<String>> SHARED =
      Map.of(
          UnicodeScript.DEVANAGARI, Set.of("hi", "mr", "bho", "bgc", "raj"),
          UnicodeScript.BENGALI, Set.of("bn", "as"),
          UnicodeScript.ARABIC, Set.of("ar", "ur"),
          UnicodeScript.CYRILLIC, Set.of("ru"),
          UnicodeScript.LATIN, Set.of("en", "hi-Latn"));

  private static final int WORDS_READ = 100;

  /** Fewer letters in a script that one language has to itself may be a slip or a name. */
  private static final int FEWEST_LETTERS = 3;

  private static final double SURE = 0.6;
  private static final double DOUBT = 0.3;
  private static final double DOUBT_PER_UNKNOWN_WORD = 0.05;

  private Languages() {}

  /** The language of the text; empty when it does not tell. */
  public static Detected detect(String text) {
    List<String> all = Words.of(text);
    List<String> words = all.size() > WORDS_READ ? all.subList(0, WORDS_READ) : all;
    Map<UnicodeScript, List<String>> byScript = new EnumMap<>(UnicodeScript.class);
    for (String word : words) {
      UnicodeScript script = UnicodeScript.of(word.codePointAt(0));
      byScript.computeIfAbsent(script, unseen -> new ArrayList<>()).add(word);
    }
    return main(byScript, words.size())
        .map(script -> inScript(script, byScript.get(script)))
        .orElseGet(
            () -> nothing(words.isEmpty() ? "no words in the text" : "several scripts mixed"));
  }

  /**
   * The script of the text. Names and loan words come in Latin letters everywhere, so a third of
   * the words is enough for any other script.
   */
  private static Optional<UnicodeScript> main(
      Map<UnicodeScript, List<String>> byScript, int words) {
    Optional<UnicodeScript> other =
        byScript.keySet().stream()
            .filter(script -> script != UnicodeScript.LATIN)
            .max((one, two) -> Integer.compare(byScript.get(one).size(), byScript.get(two).size()));
    int latin = byScript.getOrDefault(UnicodeScript.LATIN, List.of()).size();
    int own = other.map(script -> byScript.get(script).size()).orElse(0);
    if (own == 0 || (words == latin + own && own * 3 < words)) {
      return latin > 0 ? Optional.of(UnicodeScript.LATIN) : Optional.empty();
    }
    return own * 3 >= (words - latin) * 2 ? other : Optional.empty();
  }

  private static Detected inScript(UnicodeScript script, List<String> words) {
    String letters = name(script) + " letters";
    String alone = ALONE.get(script);
    if (alone != null) {
      int count = words.stream().mapToInt(word -> word.codePointCount(0, word.length())).sum();
      return count < FEWEST_LETTERS
          ? nothing(letters + ", but too few")
          : new Detected(Optional.of(alone), words.size() > 1 ? 0.98 : 0.9, letters);
    }
    Set<String> ours = SHARED.get(script);
    return ours == null
        ? nothing(letters + ", in which we know no language")
        : byEvidence(letters, words, ours);
  }

  private static Detected byEvidence(String letters, List<String> words, Set<String> ours) {
    Evidence evidence = Evidence.of(words, ours);
    String best = evidence.best();
    double own = evidence.of(best);
    double unknown = DOUBT_PER_UNKNOWN_WORD * (words.size() - evidence.telling());
    double against = evidence.against(best);
    double confidence = own * own / (own * own + against * against + DOUBT + unknown);
    String told =
        String.format(
            Locale.ROOT, "%s, %d of %d words tell", letters, evidence.telling(), words.size());
    if (best.equals(Evidence.OTHER)) {
      return nothing(
          evidence.telling() == 0 ? told : told + ", mostly of a language we do not know");
    }
    if (words.size() < 2) {
      return nothing(letters + ", but a single word");
    }
    if (confidence < SURE) {
      return nothing(told + ", not enough for " + best);
    }
    return new Detected(Optional.of(best), confidence, told);
  }

  private static String name(UnicodeScript script) {
    String name = script.name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static Detected nothing(String reason) {
    return new Detected(Optional.empty(), 0, reason);
  }
}
