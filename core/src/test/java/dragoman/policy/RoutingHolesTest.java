package dragoman.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A small policy of its own: one workspace, two languages, two genres. */
class RoutingHolesTest {

  @Test
  void a_hole_is_a_problem_where_nobody_takes_what_is_left_over() {
    assertThat(PolicyReader.read(policy("", "[{name: w-hi, workspace: w}]", rule("hi", "news"))))
        .isEqualTo(
            new Reading.Bad(
                List.of(
                    hole("w × cooking × en"), hole("w × cooking × hi"), hole("w × news × en"))));
  }

  @Test
  void a_hole_is_only_doubtful_where_the_workspace_has_a_default_team() {
    var reading =
        (Reading.Good)
            PolicyReader.read(
                policy("defaultTeam: w-hi", "[{name: w-hi, workspace: w}]", rule("hi", "news")));
    assertThat(reading.warnings()).hasSize(3);
    assertThat(reading.warnings().getFirst())
        .hasToString(
            "routing.yaml:2: no rule takes w × cooking × en, so its default team does — fix: add a"
                + " rule if that is not meant");
  }

  @Test
  void a_full_matrix_has_no_hole() {
    assertThat(
            PolicyReader.read(
                policy(
                    "", "[{name: w-hi, workspace: w}]", "{name: all, workspace: w, team: w-hi}")))
        .isInstanceOfSatisfying(Reading.Good.class, good -> assertThat(good.warnings()).isEmpty());
  }

  @Test
  void a_workspace_without_rules_leaves_all_to_its_default_team() {
    assertThat(PolicyReader.read(policy("defaultTeam: w-hi", "[{name: w-hi, workspace: w}]", "")))
        .isInstanceOfSatisfying(Reading.Good.class, good -> assertThat(good.warnings()).isEmpty());
  }

  @Test
  void a_team_that_no_work_reaches_is_doubtful() {
    var reading =
        (Reading.Good)
            PolicyReader.read(
                policy(
                    "defaultTeam: w-hi",
                    "[{name: w-hi, workspace: w}, {name: w-idle, workspace: w}]",
                    ""));
    assertThat(reading.warnings())
        .extracting(Problem::what)
        .containsExactly("no work ever reaches the team \"w-idle\"");
  }

  @Test
  void a_rule_without_genres_takes_the_unknown_genre_too_so_a_later_one_for_it_is_not_covered() {
    String table = rule("hi", "news, cooking") + ", {name: rest, workspace: w, team: w-hi}";
    assertThat(PolicyReader.read(policy("", "[{name: w-hi, workspace: w}]", table)))
        .isInstanceOf(Reading.Good.class);
  }

  private static Problem hole(String cell) {
    return new Problem(
        "routing.yaml",
        2,
        "no rule takes " + cell,
        "add a rule, or give the workspace a defaultTeam in policy.yaml");
  }

  private static String rule(String languages, String genres) {
    return "{name: some, workspace: w, languages: [%s], genres: [%s], team: w-hi}"
        .formatted(languages, genres);
  }

  private static Map<String, String> policy(String workspaceDefault, String teams, String rules) {
    return Map.of(
        "policy.yaml",
        """
        languages: [en, hi]
        fallbackLanguage: en
        genres: [cooking, news]
        threshold: 0.6
        dialogueIdle: PT1H
        defaultWorkspace: w
        defaultTeam: w-hi
        workspaces:
          w:
            title: W
            accounts: []
            slackChannel: C01
            %s
        """
            .formatted(workspaceDefault),
        "routing.yaml",
        "teams: " + teams + "\nrules: [" + rules + "]\n",
        "guide/person.yaml",
        """
        intent: person
        title: A person
        kind: human
        examples:
          en: [agent]
        """);
  }
}
