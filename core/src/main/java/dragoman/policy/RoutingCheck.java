package dragoman.policy;

import dragoman.policy.Routing.PlacedRule;
import dragoman.policy.Routing.PlacedTeam;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Holds the routing table against itself and against {@code policy.yaml}. */
final class RoutingCheck {
  private static final int HOLES_TOLD = 20;

  private final Settings settings;
  private final Routing routing;

  RoutingCheck(Settings settings, Routing routing) {
    this.settings = settings;
    this.routing = routing;
  }

  void run() {
    settings.teamsNamed().forEach(this::defaultTeam);
    routing.rules().forEach(this::ruleTeams);
    for (int i = 0; i < routing.rules().size(); i++) {
      reachable(routing.rules().get(i), routing.rules().subList(0, i));
    }
    if (routing.allRules()) {
      settings.workspaces().keySet().forEach(this::holes);
    }
    idleTeams();
  }

  private void defaultTeam(Settings.TeamNamed named) {
    named
        .place()
        .oneOf("team", routing.teamNames(), "add it to teams in routing.yaml")
        .ifPresent(
            team -> named.workspace().ifPresent(home -> stray(named.place(), home, List.of(team))));
  }

  private void ruleTeams(PlacedRule placed) {
    Set<String> known = routing.teamNames();
    List<String> missing = placed.teams().stream().filter(team -> !known.contains(team)).toList();
    if (!known.isEmpty() && !missing.isEmpty()) {
      placed
          .place()
          .wrong(
              "the rule sends work to the unknown team "
                  + Place.quoted(missing.getFirst())
                  + andMore(missing.size() - 1),
              Suggestion.of(
                  missing.getFirst(), known, "add it to teams above, or correct the rule"));
    }
    stray(placed.place(), placed.rule().workspace(), placed.teams());
  }

  /** Tells the first team that belongs to another workspace. */
  private void stray(Place place, String home, List<String> teams) {
    teams.stream()
        .map(routing.teams()::get)
        .filter(Objects::nonNull)
        .map(PlacedTeam::team)
        .filter(team -> !team.workspace().isEmpty() && !team.workspace().equals(home))
        .findFirst()
        .ifPresent(
            team ->
                place.wrong(
                    "the team "
                        + Place.quoted(team.name())
                        + " belongs to workspace "
                        + team.workspace()
                        + ", not "
                        + home,
                    "work must not leave its workspace; name a team of " + home));
  }

  /** Every cell the rule takes, the unknown genre and language included, may be gone before it. */
  private void reachable(PlacedRule placed, List<PlacedRule> earlier) {
    List<Cell> own = cells(true).filter(cell -> cell.takenBy(placed)).toList();
    List<PlacedRule> takers =
        earlier.stream()
            .filter(other -> other.rule().workspace().equals(placed.rule().workspace()))
            .toList();
    boolean covered =
        !own.isEmpty()
            && own.stream().allMatch(cell -> takers.stream().anyMatch(r -> cell.takenBy(r)));
    if (covered) {
      String by =
          takers.stream()
              .filter(r -> own.stream().allMatch(cell -> cell.takenBy(r)))
              .findFirst()
              .map(r -> Place.quoted(r.rule().name()) + " above takes all of it")
              .orElse("the rules above take all of it together");
      placed
          .place()
          .wrong(
              "the rule " + Place.quoted(placed.rule().name()) + " can never match: " + by,
              "move it up, or take it out");
    }
  }

  private void holes(String workspace) {
    List<PlacedRule> own =
        routing.rules().stream().filter(r -> r.rule().workspace().equals(workspace)).toList();
    boolean caught = settings.hasOwnDefault(workspace);
    if (own.isEmpty() && caught) {
      return;
    }
    List<Cell> holes =
        cells(false).filter(cell -> own.stream().noneMatch(rule -> cell.takenBy(rule))).toList();
    holes.stream()
        .limit(HOLES_TOLD)
        .forEach(cell -> hole(caught, "no rule takes " + workspace + " × " + cell));
    if (holes.size() > HOLES_TOLD) {
      hole(
          caught,
          "no rule takes " + (holes.size() - HOLES_TOLD) + " more cells of workspace " + workspace);
    }
  }

  private void hole(boolean caught, String what) {
    if (caught) {
      routing
          .rulesAt()
          .doubtful(what + ", so its default team does", "add a rule if that is not meant");
    } else {
      routing
          .rulesAt()
          .wrong(what, "add a rule, or give the workspace a defaultTeam in policy.yaml");
    }
  }

  private void idleTeams() {
    Set<String> busy = new HashSet<>();
    routing.rules().forEach(placed -> busy.addAll(placed.teams()));
    settings.teamsNamed().forEach(named -> named.place().text().ifPresent(busy::add));
    Map<Place, Integer> more = new LinkedHashMap<>();
    Map<Place, String> first = new LinkedHashMap<>();
    for (PlacedTeam placed : routing.teams().values()) {
      if (!busy.contains(placed.team().name())) {
        first.putIfAbsent(placed.place(), placed.team().name());
        more.merge(placed.place(), 1, Integer::sum);
      }
    }
    first.forEach(
        (place, name) ->
            place.doubtful(
                "no work ever reaches the team "
                    + Place.quoted(name)
                    + andMore(more.get(place) - 1),
                "name it in a rule, or take it out"));
  }

  private Stream<Cell> cells(boolean unknownToo) {
    return choices(settings.languages(), unknownToo)
        .flatMap(
            language ->
                choices(settings.genres(), unknownToo).map(genre -> new Cell(genre, language)));
  }

  private static Stream<Optional<String>> choices(List<String> known, boolean unknownToo) {
    return Stream.concat(
        known.stream().map(Optional::of),
        unknownToo ? Stream.of(Optional.<String>empty()) : Stream.empty());
  }

  private static String andMore(int count) {
    return count == 0 ? "" : " and " + count + " more";
  }

  /** One kind of work: a genre and a language, either of which may be unknown. */
  private record Cell(Optional<String> genre, Optional<String> language) {

    boolean takenBy(PlacedRule placed) {
      return placed.rule().matches(placed.rule().workspace(), genre, language);
    }

    @Override
    public String toString() {
      return genre.orElse("any genre") + " × " + language.orElse("any language");
    }
  }
}
