package dragoman.language;

import java.lang.Character.UnicodeScript;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What speaks for each of the languages that share a script, in words: a word only one of them has
 * counts 1.
 *
 * @param weights by language; {@link #OTHER} stands for all that we do not know
 * @param telling how many words told anything
 * @param words how many words there were
 */
record Evidence(Map<String, Double> weights, int telling, int words) {
  static final String OTHER = "other";

  /** What a weak word counts, and what is left to unknown languages of a word that is ours too. */
  private static final double WEAK = 0.2;

  private static final List<String> RUSSIAN_ENDINGS =
      List.of("ть", "ться", "ешь", "ишь", "ого", "его", "ий", "ой", "ую", "ая", "ое", "ение");

  Evidence {
    weights = Map.copyOf(weights);
  }

  static Evidence of(List<String> words, Set<String> ours) {
    Map<String, Double> weights = new HashMap<>();
    int telling = 0;
    for (String word : words) {
      Map<String, Double> of = new HashMap<>();
      lexical(word, ours, of);
      letters(word, of);
      if (!of.isEmpty()) {
        telling++;
        of.forEach((language, weight) -> weights.merge(language, weight, Double::sum));
      }
    }
    return new Evidence(weights, telling, words.size());
  }

  /** The language with the most weight, {@link #OTHER} if there is none. */
  String best() {
    return weights.entrySet().stream()
        .max(Map.Entry.<String, Double>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .orElse(OTHER);
  }

  double of(String language) {
    return weights.getOrDefault(language, 0.0);
  }

  /** Of all but this language the one with the most weight. */
  double against(String language) {
    return weights.entrySet().stream()
        .filter(entry -> !entry.getKey().equals(language))
        .mapToDouble(Map.Entry::getValue)
        .max()
        .orElse(0);
  }

  private static void lexical(String word, Set<String> ours, Map<String, Double> into) {
    Map<String, Double> shares = new HashMap<>();
    for (String tag : Words.languagesOf(word)) {
      String language = Words.strong(tag);
      double weight = Words.isWeak(tag) ? WEAK : 1;
      shares.merge(ours.contains(language) ? language : OTHER, weight, Math::max);
    }
    if (shares.size() > 1) {
      shares.computeIfPresent(OTHER, (other, weight) -> WEAK);
    }
    double sum = shares.values().stream().mapToDouble(weight -> weight).sum();
    shares.forEach((language, weight) -> into.put(language, weight / Math.max(1, sum)));
  }

  /**
   * Letters that only some languages of a script have (the Unicode code charts name them): Assamese
   * ra and wa; Urdu retroflexes, noon ghunna, both its hehs and barree yeh; Marathi and Rajasthani
   * lla; what Arabic writes and Urdu does not; Russian among Cyrillic.
   */
  private static void letters(String word, Map<String, Double> into) {
    if (has(word, "ৰৱ")) {
      into.merge("as", 2.0, Double::sum);
    } else if (has(word, "র")) {
      into.merge("bn", 1.0, Double::sum);
    } else if (UnicodeScript.of(word.codePointAt(0)) == UnicodeScript.BENGALI) {
      // Hardly an Assamese sentence is without either letter.
      into.merge("bn", 0.2, Double::sum);
    }
    if (has(word, "ऱ")) {
      into.merge("mr", 1.0, Double::sum);
    } else if (has(word, "ळ")) {
      into.merge("mr", 0.6, Double::sum);
      into.merge("raj", 0.6, Double::sum);
      into.merge("bgc", 0.4, Double::sum);
    }
    if (has(word, "ټډړښځڪٻڄٿڏێۆڵڕېۇۈۋ")) {
      into.merge(OTHER, 2.0, Double::sum);
    } else if (has(word, "ٹڈڑںےہھۓۂ")) {
      into.merge("ur", 1.0, Double::sum);
    } else if (has(word, "پچگکیژ")) {
      into.merge("ur", 0.5, Double::sum);
      into.merge(OTHER, 0.5, Double::sum);
    } else if (has(word, "ةيكأإى") || (word.startsWith("ال") && word.length() > 3)) {
      into.merge("ar", 0.8, Double::sum);
    } else if (has(word, "ه")) {
      into.merge("ar", 0.3, Double::sum);
    }
    if (has(word, "іїєґўјљњћђџѓќѕәғқңөұүһ")) {
      into.merge(OTHER, 2.0, Double::sum);
    } else if (has(word, "ыэё")) {
      into.merge("ru", 0.7, Double::sum);
    } else if (RUSSIAN_ENDINGS.stream().anyMatch(word::endsWith)) {
      into.merge("ru", 0.4, Double::sum);
    }
    if (word.chars().anyMatch(letter -> letter >= 0xDF && letter <= 0x24F && letter != 0xF7)) {
      into.merge(OTHER, 0.6, Double::sum);
    }
  }

  private static boolean has(String word, String letters) {
    for (int i = 0; i < word.length(); i++) {
      if (letters.indexOf(word.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }
}
