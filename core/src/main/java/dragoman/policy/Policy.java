package dragoman.policy;

import dragoman.intent.Example;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The operator's rules, complete and checked.
 *
 * @param hash SHA-256 over the policy files; recorded with every decision
 * @param threshold how sure the classifier must be before the bot answers by itself, 0 to 1
 * @param dialogueIdle after this silence the next message opens a new dialogue
 * @param fallbackLanguage the guide's language when the person's own is unknown or has no text
 * @param languages every language people are served in: BCP 47 language subtags, without script or
 *     region
 * @param defaultWorkspace takes accounts that no workspace lists
 * @param defaultTeam takes what no other team can
 * @param escalations in order; the first that matches decides the severity
 * @param handover what a person is told when a team takes over, by language; {@code {ticket}}
 *     stands for its number
 * @param consent the words that end and begin consent
 */
public record Policy(
    String hash,
    double threshold,
    Duration dialogueIdle,
    String fallbackLanguage,
    List<String> languages,
    List<String> genres,
    Map<String, Workspace> workspaces,
    String defaultWorkspace,
    Map<String, Team> teams,
    String defaultTeam,
    RoutingTable routing,
    List<EscalationRule> escalations,
    Guide guide,
    Map<String, String> handover,
    ConsentWords consent) {

  public Policy {
    languages = List.copyOf(languages);
    genres = List.copyOf(genres);
    workspaces = inOrder(workspaces);
    teams = inOrder(teams);
    escalations = List.copyOf(escalations);
    handover = Map.copyOf(handover);
  }

  /** The workspace whose account this is, else the default one. */
  public Workspace workspaceOf(String channel, String account) {
    return workspaces.values().stream()
        .filter(workspace -> workspace.accounts().contains(new AccountRef(channel, account)))
        .findFirst()
        .orElseGet(() -> workspaces.get(defaultWorkspace));
  }

  /**
   * The team that takes this work: the first routing rule's, else the workspace's default team,
   * else the policy's. There always is one.
   */
  public RoutingTable.Routed teamFor(
      String workspace, Optional<String> genre, Optional<String> language) {
    return routing
        .route(workspace, genre, language)
        .orElseGet(
            () ->
                Optional.ofNullable(workspaces.get(workspace))
                    .map(
                        home ->
                            new RoutingTable.Routed(
                                home.defaultTeam(), "default team of " + workspace))
                    .orElseGet(() -> new RoutingTable.Routed(defaultTeam, "default team")));
  }

  /**
   * The handover sentence in the language, else in the fallback language; empty when the policy
   * says nothing.
   */
  public Optional<String> handoverText(Optional<String> language) {
    return Guide.localised(handover, language, fallbackLanguage);
  }

  /**
   * The intent's own handover sentence where it has one in the person's language, else the general
   * one: a general sentence they can read is better than a fitting one they cannot.
   */
  public Optional<String> handoverText(Optional<String> intent, Optional<String> language) {
    return intent
        .flatMap(guide::article)
        .filter(article -> article.kind() == Guide.Kind.HUMAN)
        .flatMap(article -> article.saysIn(language.or(() -> Optional.of(fallbackLanguage))))
        .map(Guide.Says::text)
        .or(() -> handoverText(language));
  }

  /** What is told to somebody who said a word on consent; empty when the policy says nothing. */
  public Optional<String> consentText(ConsentWords.Kind kind, Optional<String> language) {
    return consent.text(kind, language, fallbackLanguage);
  }

  public List<Example> examples() {
    return guide.examples();
  }

  public record AccountRef(String channel, String account) {}

  /**
   * A business unit that works apart from the others.
   *
   * @param slackChannel where its escalations are shown
   * @param defaultTeam takes what its routing rules leave over; the policy's default team if the
   *     workspace names none
   * @param defaultLanguage assumed when neither profile nor text tells
   */
  public record Workspace(
      String name,
      String title,
      List<AccountRef> accounts,
      String slackChannel,
      String defaultTeam,
      Optional<String> defaultGenre,
      Optional<String> defaultLanguage) {
    public Workspace {
      accounts = List.copyOf(accounts);
    }
  }

  /** People who share one queue. */
  public record Team(String name, String workspace) {}

  /**
   * What is shown to a manager, and how urgently. An empty set matches everything.
   *
   * @param name says why on the card
   * @param severity {@code P1} to {@code P4}
   */
  public record EscalationRule(
      String name,
      Set<String> intents,
      Set<String> workspaces,
      Set<String> tiers,
      String severity) {
    public EscalationRule {
      intents = Set.copyOf(intents);
      workspaces = Set.copyOf(workspaces);
      tiers = Set.copyOf(tiers);
    }
  }

  // Map.copyOf has another order in every process; what lists teams must list them alike.
  private static <T> Map<String, T> inOrder(Map<String, T> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
