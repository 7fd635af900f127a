package dragoman.policy;

import dragoman.intent.Example;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The in-app guide: for each intent what the bot does, and what it says in each language. */
public record Guide(Map<String, Article> articles) {
  public Guide {
    // Sorted: the classifier must learn the examples in the same order in every process.
    articles = Collections.unmodifiableMap(new TreeMap<>(articles));
  }

  public Optional<Article> article(String intent) {
    return Optional.ofNullable(articles.get(intent));
  }

  public List<Example> examples() {
    return articles.values().stream().flatMap(article -> article.examples().stream()).toList();
  }

  /**
   * @param intent the intent it answers, also its id
   * @param says by language; a language without a text gets the fallback language's
   */
  public record Article(
      String intent, String title, Kind kind, Map<String, Says> says, List<Example> examples) {
    public Article {
      says = Map.copyOf(says);
      examples = List.copyOf(examples);
    }

    /** What is said in this language or, lacking that, in it without script; no fallback. */
    Optional<Says> saysIn(Optional<String> language) {
      return inLanguage(says, language);
    }
  }

  public enum Kind {
    /** A known question: text and link. */
    ANSWER,
    /** A greeting or the like: a friendly text, no link, no task. */
    COURTESY,
    /** Thanks, goodbye: noted, and nothing is said. */
    NOTED,
    /**
     * Always a person's work, however sure the classifier is; what it says, if anything, is said
     * instead of the policy's handover sentence.
     */
    HUMAN
  }

  /**
   * What is said in one language. The address is data of ours; nothing of the person's text goes
   * into it.
   */
  public record Says(String language, String text, Optional<String> label, Optional<URI> link) {}

  /**
   * The entry for the language; else for the language without its script (hi-Latn → hi only if
   * {@code hi-Latn} is missing); else for the fallback.
   */
  public static <T> Optional<T> localised(
      Map<String, T> byLanguage, Optional<String> language, String fallback) {
    return inLanguage(byLanguage, language).or(() -> Optional.ofNullable(byLanguage.get(fallback)));
  }

  private static <T> Optional<T> inLanguage(Map<String, T> byLanguage, Optional<String> language) {
    return language
        .map(byLanguage::get)
        .or(() -> language.map(RoutingTable::routingLanguage).map(byLanguage::get));
  }
}
