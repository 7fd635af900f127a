package dragoman.policy;

import dragoman.intent.Example;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The operator's rules, complete and checked.
 *
 * @param hash SHA-256 over the policy files; recorded with every decision
 * @param threshold how sure the classifier must be before the bot answers by itself, 0 to 1
 * @param dialogueIdle after this silence the next message opens a new dialogue
 * @param fallbackLanguage the guide's language when the person's own is unknown or has no text
 * @param languages every language people are served in, BCP 47 tags
 * @param defaultWorkspace takes accounts that no workspace lists
 * @param defaultTeam takes what no other team can
 * @param escalations in order; the first that matches decides the severity
 * @param handover what a person is told when a team takes over, by language; {@code {ticket}}
 *     stands for its number
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
    Map<String, String> handover) {

  /** The workspace whose account this is, else the default one. */
  public Workspace workspaceOf(String channel, String account) {
    return workspaces.values().stream()
        .filter(workspace -> workspace.accounts().contains(new AccountRef(channel, account)))
        .findFirst()
        .orElseGet(() -> workspaces.get(defaultWorkspace));
  }

  /**
   * The handover sentence in the language, else in the fallback language; empty when the policy
   * says nothing.
   */
  public Optional<String> handoverText(Optional<String> language) {
    return Guide.localised(handover, language, fallbackLanguage);
  }

  public List<Example> examples() {
    return guide.examples();
  }

  public record AccountRef(String channel, String account) {}

  /**
   * A business unit that works apart from the others.
   *
   * @param slackChannel where its escalations are shown
   * @param defaultTeam takes what its routing rules leave over
   * @param defaultLanguage assumed when neither profile nor text tells
   */
  public record Workspace(
      String name,
      String title,
      List<AccountRef> accounts,
      String slackChannel,
      String defaultTeam,
      Optional<String> defaultGenre,
      Optional<String> defaultLanguage) {}

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
      java.util.Set<String> intents,
      java.util.Set<String> workspaces,
      java.util.Set<String> tiers,
      String severity) {}
}
