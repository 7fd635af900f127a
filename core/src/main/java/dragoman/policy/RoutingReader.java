package dragoman.policy;

import dragoman.policy.Place.Fields;
import dragoman.policy.Routing.PlacedRule;
import dragoman.policy.Routing.PlacedTeam;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Reads {@code routing.yaml}. */
final class RoutingReader {
  /**
   * A FIFO queue's name has at most 80 characters, {@code .fifo} included (Amazon SQS quotas); ours
   * is {@code <stack, at most 30>-team-<name>.fifo}.
   */
  static final int MAX_TEAM_NAME = 80 - 30 - "-team-".length() - ".fifo".length();

  private final Settings settings;
  private final Map<String, PlacedTeam> teams = new LinkedHashMap<>();
  private final List<PlacedRule> rules = new ArrayList<>();

  private boolean allTeams = true;
  private boolean allRules = true;

  private RoutingReader(Settings settings) {
    this.settings = settings;
  }

  static Routing read(Place file, Settings settings) {
    RoutingReader reader = new RoutingReader(settings);
    Fields fields = file.fields("teams", "rules");
    fields.required("teams", "<a list of teams>").ifPresent(each(reader::team));
    Optional<Place> rules = fields.required("rules", "<a list of rules>");
    rules.ifPresent(each(reader::rule));
    return new Routing(
        reader.teams, reader.allTeams, reader.rules, reader.allRules, rules.orElse(file));
  }

  private void team(Place place) {
    Fields fields = place.fields("name", "pattern", "workspace", "languages", "genres");
    Optional<String> workspace = workspace(fields);
    Set<String> languages = languages(fields);
    Set<String> genres = genres(fields);
    Optional<Place> pattern = fields.optional("pattern");
    if (!place.isMapping()
        || !place.holds(
            fields.optional("name").isPresent() != pattern.isPresent(),
            "a team needs either a name or a pattern",
            "write name: for one team, pattern: for one per language or genre")) {
      allTeams = false;
      return;
    }
    allTeams &= isWhole(fields, languages, genres);
    Place named = pattern.or(() -> fields.optional("name")).orElseThrow();
    named
        .text()
        .filter(
            text ->
                pattern.isEmpty()
                    || (NamePattern.fits(named, text, languages, genres)
                        && NamePattern.usesAll(named, text, languages, genres)))
        .map(
            text -> pattern.isEmpty() ? List.of(text) : NamePattern.expand(text, languages, genres))
        .ifPresentOrElse(names -> add(named, names, workspace.orElse("")), () -> allTeams = false);
  }

  private void add(Place place, List<String> names, String workspace) {
    for (String name : names) {
      boolean sound =
          place.holds(
                  name.matches("[a-z][a-z0-9-]*"),
                  Place.quoted(name) + " is no team name",
                  "use lower-case letters, digits and hyphens, a letter first")
              && place.holds(
                  name.length() <= MAX_TEAM_NAME,
                  Place.quoted(name) + " is too long for a queue's name",
                  "shorten it to " + MAX_TEAM_NAME + " characters")
              && place.holds(
                  !teams.containsKey(name),
                  "the team " + Place.quoted(name) + " is there twice",
                  "rename one, or take it out");
      if (sound) {
        teams.put(name, new PlacedTeam(new Policy.Team(name, workspace), place));
      } else {
        allTeams = false;
      }
    }
  }

  private void rule(Place place) {
    Fields fields = place.fields("name", "workspace", "languages", "genres", "team");
    Optional<String> name = fields.required("name", "<why, in a few words>").flatMap(Place::text);
    Optional<String> workspace = workspace(fields);
    Set<String> languages = languages(fields);
    Set<String> genres = genres(fields);
    Optional<Place> team = fields.required("team", "<a team's name or pattern>");
    Optional<String> pattern =
        team.flatMap(Place::text)
            .filter(text -> NamePattern.fits(team.orElse(place), text, languages, genres));
    name.ifPresent(
        text ->
            place.holds(
                rules.stream().noneMatch(other -> other.rule().name().equals(text)),
                "two rules are named " + Place.quoted(text),
                "rename one"));
    if (name.isPresent()
        && workspace.isPresent()
        && pattern.isPresent()
        && isWhole(fields, languages, genres)) {
      rules.add(
          new PlacedRule(
              new RoutingTable.Rule(name.get(), workspace.get(), genres, languages, pattern.get()),
              place));
    } else {
      allRules = false;
    }
  }

  /** A list of which a part could not be read must not pass for a shorter one, or for none. */
  private static boolean isWhole(Fields fields, Set<String> languages, Set<String> genres) {
    return fields.optional("languages").stream().allMatch(p -> p.items().size() == languages.size())
        && fields.optional("genres").stream().allMatch(p -> p.items().size() == genres.size());
  }

  private Optional<String> workspace(Fields fields) {
    return fields
        .required("workspace", "<one of policy.yaml>")
        .flatMap(
            place ->
                place.oneOf("workspace", settings.workspaces().keySet(), "add it to policy.yaml"));
  }

  private Set<String> languages(Fields fields) {
    return fields
        .optional("languages")
        .map(
            place ->
                place.names(
                    item ->
                        item.oneOf(
                            "language",
                            settings.languages(),
                            "add it to languages in policy.yaml")))
        .orElse(Set.of());
  }

  private Set<String> genres(Fields fields) {
    return fields
        .optional("genres")
        .map(
            place ->
                place.names(
                    item ->
                        item.oneOf("genre", settings.genres(), "add it to genres in policy.yaml")))
        .orElse(Set.of());
  }

  private static Consumer<Place> each(Consumer<Place> read) {
    return list -> list.items().forEach(read);
  }
}
