package dragoman.policy;

import dragoman.policy.Place.Fields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads the escalations of {@code policy.yaml}. */
final class EscalationsReader {
  private static final List<String> SEVERITIES = List.of("P1", "P2", "P3", "P4");

  private EscalationsReader() {}

  /**
   * @param intentsNamed gets every place where an intent is named
   */
  static List<Policy.EscalationRule> read(
      Place list, Collection<String> workspaces, List<Place> intentsNamed) {
    List<Policy.EscalationRule> rules = new ArrayList<>();
    for (Place item : list.items()) {
      Fields fields = item.fields("name", "intents", "workspaces", "tiers", "severity");
      fields.optional("intents").ifPresent(place -> intentsNamed.addAll(place.items()));
      Policy.EscalationRule rule =
          new Policy.EscalationRule(
              fields.required("name", "<why a manager is told>").flatMap(Place::text).orElse(""),
              names(fields, "intents", Place::text),
              names(fields, "workspaces", p -> p.oneOf("workspace", workspaces, "add it")),
              names(fields, "tiers", Place::text),
              fields
                  .required("severity", "P2")
                  .flatMap(place -> place.oneOf("severity", SEVERITIES, "use P1 to P4"))
                  .orElse(""));
      compare(item, rule, rules);
      rules.add(rule);
    }
    return rules;
  }

  private static void compare(
      Place place, Policy.EscalationRule rule, List<Policy.EscalationRule> before) {
    place.holds(
        before.stream().noneMatch(earlier -> earlier.name().equals(rule.name())),
        "two escalations are named " + Place.quoted(rule.name()),
        "rename one");
    before.stream()
        .filter(earlier -> covers(earlier, rule))
        .findFirst()
        .ifPresent(
            earlier ->
                place.wrong(
                    Place.quoted(rule.name())
                        + " can never match: "
                        + Place.quoted(earlier.name())
                        + " above takes all of it",
                    "move it up, or take it out"));
  }

  private static boolean covers(Policy.EscalationRule earlier, Policy.EscalationRule later) {
    return covers(earlier.intents(), later.intents())
        && covers(earlier.workspaces(), later.workspaces())
        && covers(earlier.tiers(), later.tiers());
  }

  private static boolean covers(Set<String> earlier, Set<String> later) {
    return earlier.isEmpty() || (!later.isEmpty() && earlier.containsAll(later));
  }

  private static Set<String> names(
      Fields fields, String key, Function<Place, Optional<String>> read) {
    return fields.optional(key).map(place -> place.names(read)).orElse(Set.of());
  }
}
