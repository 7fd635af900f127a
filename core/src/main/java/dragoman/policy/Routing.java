package dragoman.policy;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What {@code routing.yaml} says, each part with its place.
 *
 * @param allTeams whether every team could be read; if not, a name that is missing may yet be there
 * @param allRules whether every rule could be read; if not, what looks like a hole may be none
 * @param rulesAt where the rules begin
 */
record Routing(
    Map<String, PlacedTeam> teams,
    boolean allTeams,
    List<PlacedRule> rules,
    boolean allRules,
    Place rulesAt) {

  /** The names a team may be called by; none if that is not certain. */
  Set<String> teamNames() {
    return allTeams ? teams.keySet() : Set.of();
  }

  record PlacedTeam(Policy.Team team, Place place) {}

  record PlacedRule(RoutingTable.Rule rule, Place place) {

    List<String> teams() {
      return NamePattern.expand(rule.team(), rule.languages(), rule.genres());
    }
  }
}
