package dragoman.policy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code policy.yaml} says, before it is held against the other files.
 *
 * @param teamsNamed every place where a team is named, to be looked up in {@code routing.yaml}
 * @param intentsNamed every place where an intent is named, to be looked up in the guide
 */
record Settings(
    double threshold,
    Duration dialogueIdle,
    String fallbackLanguage,
    List<String> languages,
    List<String> genres,
    Set<String> linkSchemes,
    Map<String, Policy.Workspace> workspaces,
    String defaultWorkspace,
    String defaultTeam,
    List<Policy.EscalationRule> escalations,
    Map<String, String> handover,
    ConsentWords consent,
    List<TeamNamed> teamsNamed,
    List<Place> intentsNamed) {

  /** Stands in for a file that could not be read: nothing is known, so nothing is unknown. */
  static final Settings UNREAD =
      new Settings(
          0,
          Duration.ZERO,
          "",
          List.of(),
          List.of(),
          Set.of(),
          Map.of(),
          "",
          "",
          List.of(),
          Map.of(),
          ConsentWords.DEFAULT,
          List.of(),
          List.of());

  /** Whether the workspace names a default team of its own. */
  boolean hasOwnDefault(String workspace) {
    return teamsNamed.stream().anyMatch(named -> named.workspace().equals(Optional.of(workspace)));
  }

  /**
   * @param workspace whose team it must be; empty if any will do
   */
  record TeamNamed(Place place, Optional<String> workspace) {}
}
