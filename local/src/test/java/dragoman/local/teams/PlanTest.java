package dragoman.local.teams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {
  private static final List<Team> TWO =
      List.of(new Team("payments", "money"), new Team("in-house", "makers"));

  @Test
  void the_order_of_the_policy_does_not_matter() {
    var teams = many(450);
    var other = teams.reversed();
    var shuffled = new ArrayList<>(teams);
    Collections.shuffle(shuffled, new Random(7));
    assertThat(fresh(other)).isEqualTo(fresh(teams));
    assertThat(fresh(shuffled)).isEqualTo(fresh(teams));
    assertThat(Templates.of(fresh(shuffled))).isEqualTo(Templates.of(fresh(teams)));
  }

  @Test
  void a_plan_carried_out_is_the_same_plan_again() {
    var plan = Plan.of(many(3), fresh(many(450)));
    assertThat(Plan.of(many(3), plan)).isEqualTo(plan);
  }

  @Test
  void a_workspace_of_more_than_four_hundred_resources_is_split() {
    var plan = fresh(many(900));
    assertThat(plan.sheets())
        .extracting(Sheet::file, sheet -> sheet.queues().size())
        .containsExactly(
            tuple("teams/makers.yaml", 397),
            tuple("teams/makers-2.yaml", 400),
            tuple("teams/makers-3.yaml", 103));
  }

  @Test
  void a_new_team_moves_nobody_to_another_template() {
    var before = fresh(many(400));
    var plan = Plan.of(Stream.concat(many(400).stream(), team("aaa")).toList(), before);
    assertThat(plan.sheets().getFirst()).isEqualTo(before.sheets().getFirst());
    assertThat(plan.sheets().getLast().queues())
        .extracting(TeamQueue::team)
        .containsExactly("aaa", "team-398", "team-399", "team-400");
  }

  @Test
  void a_team_that_leaves_is_retired_and_stays_so_until_it_comes_back() {
    var without = List.of(TWO.getFirst());
    var retired = Plan.of(without, fresh(TWO));
    assertThat(retired.sheets())
        .containsExactly(
            new Sheet("makers", 1, List.of(new TeamQueue("in-house", true))),
            new Sheet("money", 1, List.of(new TeamQueue("payments", false))));
    assertThat(Plan.of(without, retired)).isEqualTo(retired);
    assertThat(Plan.of(TWO, retired)).isEqualTo(fresh(TWO));
  }

  @Test
  void a_renamed_workspace_keeps_its_old_template_with_retired_queues_only() {
    var plan = Plan.of(List.of(new Team("cash", "finance"), TWO.getLast()), fresh(TWO));
    assertThat(plan.sheets())
        .extracting(Sheet::file)
        .containsExactly("teams/finance.yaml", "teams/makers.yaml", "teams/money.yaml");
    assertThat(plan.sheets().getLast().queues()).containsExactly(new TeamQueue("payments", true));
  }

  @Test
  void a_team_that_changes_its_workspace_is_refused_because_its_queue_cannot_move() {
    var moved = List.of(new Team("payments", "makers"));
    assertThatThrownBy(() -> Plan.of(moved, fresh(TWO)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'payments' has moved from workspace 'money' to 'makers'")
        .hasMessageContaining("give the team another name")
        .hasMessageContaining("infra/teams/money.yaml");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Team                                     | money | team 'Team': a name is lower-case letters and digits
          a b                                      | money | team 'a b': a name is lower-case
          -a                                       | money | team '-a': a name is lower-case
          a--b                                     | money | team 'a--b': a name is lower-case
          a234567890123456789012345678901234567890 | money | team 'a234567890123456789012345678901234567890' is too long: its queue's name, <stack>-team-a234567890123456789012345678901234567890.fifo, has 81 characters under a stack name of 30 and may have 80; shorten it by 1
          in_house                                 | money | teams 'in-house' and 'in_house' are too alike
          money-dead                               | money | team 'money-dead': the dead-letter queue of workspace 'money' has this name; rename the team
          ok                                       | a2345678901234567890123456789012345 | workspace 'a2345678901234567890123456789012345' is too long
          ok                                       | Money | workspace 'Money': a name is lower-case
          ok                                       | ma-kers | ok
          ok                                       | mon_ey  | ok
          """)
  void a_name_that_cannot_be_is_refused_with_the_reason(
      String name, String workspace, String reason) {
    var teams =
        List.of(
            new Team("in-house", "makers"), new Team("paid", "money"), new Team(name, workspace));
    if (reason.equals("ok")) {
      assertThat(fresh(teams).teams()).isEqualTo(3);
      return;
    }
    assertThatThrownBy(() -> fresh(teams))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void the_longest_name_that_fits_is_taken() {
    var longest = "a".repeat(39);
    assertThat(fresh(List.of(new Team(longest, "b".repeat(34)))).teams()).isEqualTo(1);
    assertThat(Names.queue("s".repeat(30), longest)).hasSize(80);
  }

  @Test
  void every_reason_is_told_at_once() {
    assertThatThrownBy(
            () -> fresh(List.of(new Team("A", "w"), new Team("w-dead", "w"), new Team("c d", "w"))))
        .hasMessageContainingAll("'A'", "'w-dead'", "'c d'");
  }

  @Test
  void workspaces_whose_templates_would_be_one_file_are_refused() {
    var second = new Team("ok", "makers-2");
    assertThatThrownBy(() -> fresh(Stream.concat(many(450).stream(), Stream.of(second)).toList()))
        .hasMessageContaining("workspaces 'makers' and 'makers-2' are too alike");
  }

  @Test
  void a_retired_queue_may_clash_with_a_new_team_too() {
    var retired = Plan.of(List.of(TWO.getFirst()), fresh(TWO));
    var alike = List.of(TWO.getFirst(), new Team("in_house", "makers"));
    assertThatThrownBy(() -> Plan.of(alike, retired)).hasMessageContaining("too alike");
  }

  @Test
  void a_policy_without_teams_is_refused() {
    assertThatThrownBy(() -> fresh(List.of())).hasMessageContaining("at least one");
  }

  private static Plan fresh(List<Team> teams) {
    return Plan.of(teams, Plan.NONE);
  }

  private static List<Team> many(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj("team-%03d"::formatted)
        .map(name -> new Team(name, "makers"))
        .toList();
  }

  private static Stream<Team> team(String name) {
    return Stream.of(new Team(name, "makers"));
  }
}
