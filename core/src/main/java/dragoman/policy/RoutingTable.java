package dragoman.policy;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which team takes which work: ordered rules over workspace × genre × language. The first rule that
 * matches decides; a rule that names no genre (or language) takes all, also the unknown.
 *
 * <p>A team reads a language however it is written, so work is routed by the language alone: {@code
 * hi-Latn} and {@code hi-IN} are routed as {@code hi}.
 */
public record RoutingTable(List<Rule> rules) {
  public RoutingTable {
    rules = List.copyOf(rules);
  }

  /** The tag without script and region, in lower case: {@code hi} of {@code hi-Latn}. */
  public static String routingLanguage(String tag) {
    return tag.split("[-_]", 2)[0].toLowerCase(Locale.ROOT);
  }

  /**
   * @param name unique; told in every decision
   * @param team the team's name; {@code {genre}} and {@code {language}} stand for the matched
   *     values
   */
  public record Rule(
      String name, String workspace, Set<String> genres, Set<String> languages, String team) {

    public Rule {
      // In the order written: Set.copyOf has another one in every process.
      genres = Collections.unmodifiableSet(new LinkedHashSet<>(genres));
      languages = Collections.unmodifiableSet(new LinkedHashSet<>(languages));
    }

    boolean matches(String workspace, Optional<String> genre, Optional<String> language) {
      return this.workspace.equals(workspace)
          && (genres.isEmpty() || genre.filter(genres::contains).isPresent())
          && (languages.isEmpty() || language.filter(languages::contains).isPresent());
    }

    String teamFor(Optional<String> genre, Optional<String> language) {
      return team.replace("{genre}", genre.orElse("")).replace("{language}", language.orElse(""));
    }
  }

  /** The team's name and the name of the rule that chose it; empty when no rule matches. */
  public Optional<Routed> route(
      String workspace, Optional<String> genre, Optional<String> language) {
    Optional<String> routed = language.map(RoutingTable::routingLanguage);
    return rules.stream()
        .filter(rule -> rule.matches(workspace, genre, routed))
        .findFirst()
        .map(rule -> new Routed(rule.teamFor(genre, routed), rule.name()));
  }

  public record Routed(String team, String rule) {}
}
