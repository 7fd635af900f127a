package dragoman.policy;

import java.util.List;
import java.util.Map;

/**
 * What {@code routing.yaml} says, each part with its place.
 *
 * @param rulesAt where the rules begin
 */
record Routing(Map<String, PlacedTeam> teams, List<PlacedRule> rules, Place rulesAt) {

  record PlacedTeam(Policy.Team team, Place place) {}

  record PlacedRule(RoutingTable.Rule rule, Place place) {

    List<String> teams() {
      return NamePattern.expand(rule.team(), rule.languages(), rule.genres());
    }
  }
}
