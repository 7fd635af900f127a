package dragoman.local.teams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dragoman.local.template.InvalidTemplate;
import dragoman.local.template.Place;
import dragoman.local.template.Stack;
import dragoman.local.template.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TeamsFolderTest {
  private static final Place PLACE = new Place("eu-west-1", "123456789012", "http://q/");

  /** "no" is not false, and a number is no number. */
  private static final List<Team> TEAMS =
      List.of(new Team("payments", "money"), new Team("no", "makers"), new Team("1e3", "makers"));

  @TempDir private Path infra;

  private TeamsFolder folder;

  @BeforeEach
  void write() {
    folder = new TeamsFolder(infra);
    folder.write(Plan.of(TEAMS, folder.plan()));
  }

  @Test
  void what_was_written_is_read_back_and_differs_in_nothing() {
    var plan = Plan.of(TEAMS, Plan.NONE);
    assertThat(folder.plan()).isEqualTo(plan);
    assertThat(folder.differences(plan)).isEmpty();
  }

  @Test
  void writing_again_changes_no_byte() throws IOException {
    var before = contents();
    folder.write(Plan.of(TEAMS.reversed(), folder.plan()));
    assertThat(contents()).isEqualTo(before).hasSize(3);
  }

  @Test
  void a_retired_team_is_remembered_by_its_template() throws IOException {
    folder.write(Plan.of(TEAMS.subList(0, 2), folder.plan()));
    assertThat(contents().get("makers.yaml")).contains("{Team: \"1e3\", Retired: true}");
    assertThat(folder.plan().retired()).isEqualTo(1);
    assertThat(Plan.of(TEAMS.subList(0, 2), folder.plan())).isEqualTo(folder.plan());
    assertThat(Plan.of(TEAMS, folder.plan()).retired()).isZero();
  }

  @Test
  void each_stale_missing_or_superfluous_file_is_named() throws IOException {
    Files.writeString(infra.resolve("teams.yaml"), "# by hand\n", StandardOpenOption.APPEND);
    Files.delete(infra.resolve("teams/money.yaml"));
    Files.writeString(infra.resolve("teams/notes.yaml"), "Resources: {}\n");
    Files.copy(infra.resolve("teams/makers.yaml"), infra.resolve("teams/old.yaml"));
    var plan = Plan.of(TEAMS.subList(0, 2), folder.plan());
    assertThat(folder.differences(plan))
        .containsExactly(
            "infra/teams.yaml is stale; run './dragoman teams'",
            "infra/teams/makers.yaml is stale; run './dragoman teams'",
            "infra/teams/money.yaml is missing; run './dragoman teams'",
            "infra/teams/notes.yaml is superfluous and not written by './dragoman teams'; take it"
                + " out",
            "infra/teams/old.yaml is superfluous and not written by './dragoman teams'; take it"
                + " out");
    folder.write(plan);
    assertThat(folder.differences(plan)).hasSize(2).allMatch(it -> it.endsWith("take it out"));
  }

  @Test
  void a_template_that_the_plan_no_longer_has_is_deleted() {
    var plan = new Plan(List.of(folder.plan().sheets().getFirst()));
    assertThat(folder.differences(plan))
        .contains("infra/teams/money.yaml is superfluous; run './dragoman teams'");
    folder.write(plan);
    assertThat(infra.resolve("teams/money.yaml")).doesNotExist();
  }

  @Test
  void a_template_that_cannot_be_read_is_named_and_nothing_is_guessed() throws IOException {
    Files.writeString(infra.resolve("teams/money.yaml"), "<<<<<<< ours\n: {");
    assertThatThrownBy(folder::plan)
        .isInstanceOf(InvalidTemplate.class)
        .hasMessageContaining("teams/money.yaml:");
  }

  @Test
  void a_team_in_two_templates_is_refused() throws IOException {
    var money = infra.resolve("teams/money.yaml");
    Files.writeString(
        money, Files.readString(money).replace("{Team: \"payments\"}", "{Team: \"no\"}"));
    assertThatThrownBy(folder::plan)
        .hasMessageContaining("infra/teams/money.yaml: team 'no' is in another template, too");
  }

  @Test
  void the_local_runner_reads_templates_within_templates_with_their_dead_letters_first() {
    var many = many();
    folder.write(Plan.of(many, folder.plan()));
    var stack =
        Template.read(infra.resolve("teams.yaml"))
            .at(PLACE, "x", Map.of("StackName", "dragoman", "CustomerKeyArn", "arn:key"));
    var names = stack.queues().stream().map(Stack.Queue::name).toList();
    assertThat(names).hasSize(450 + 3 + 2).doesNotHaveDuplicates();
    assertThat(stack.queues())
        .filteredOn(Stack.Queue::hasDeadLetterQueue)
        .hasSize(453)
        .allSatisfy(
            queue ->
                assertThat(queue.attributes().get("RedrivePolicy"))
                    .matches(
                        "\\{\"deadLetterTargetArn\":\"arn:aws:sqs:eu-west-1:123456789012:"
                            + "dragoman-team-(makers|money)-dead\\.fifo\",\"maxReceiveCount\":50}"));
  }

  @Test
  void up_to_ten_queues_are_named_by_the_dead_letter_queue_that_takes_from_them()
      throws IOException {
    assertThat(contents().get("money.yaml"))
        .contains(
            """
                  RedriveAllowPolicy:
                    redrivePermission: byQueue
                    sourceQueueArns:
                      - !Sub "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${StackName}-team-payments.fifo"
            """);
    folder.write(Plan.of(many(), folder.plan()));
    assertThat(contents().get("makers.yaml")).contains("{redrivePermission: allowAll}");
  }

  @Test
  void no_template_is_larger_than_cloudformation_takes() throws IOException {
    folder.write(Plan.of(many(), folder.plan()));
    // A template in a bucket has at most 1 MB (CloudFormation User Guide, quotas).
    assertThat(contents().values())
        .allSatisfy(
            text -> assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(1_000_000));
  }

  @Test
  void the_linter_finds_nothing_in_any_form_a_template_can_have()
      throws IOException, InterruptedException {
    folder.write(
        new Plan(
            List.of(
                new Sheet("emptied", 1, List.of()),
                new Sheet("many", 1, queues("first-", 11)),
                new Sheet("many", 2, queues("second-", 2)),
                new Sheet("ten", 1, queues("third-", 10)))));
    var command = new ArrayList<>(List.of("cfn-lint", "--non-zero-exit-code", "informational"));
    command.addAll(List.of("teams.yaml", "teams/*.yaml"));
    Process process;
    try {
      process =
          new ProcessBuilder(command).directory(infra.toFile()).redirectErrorStream(true).start();
    } catch (IOException e) {
      Assumptions.abort("cfn-lint is not installed (pip install cfn-lint)");
      return;
    }
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  private static List<TeamQueue> queues(String prefix, int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> new TeamQueue(prefix + number, number == 0))
        .toList();
  }

  private static List<Team> many() {
    var teams = new ArrayList<>(TEAMS);
    IntStream.rangeClosed(1, 450)
        .forEach(number -> teams.add(new Team("team-%03d".formatted(number), "makers")));
    return teams;
  }

  private Map<String, String> contents() throws IOException {
    try (var files = Files.walk(infra)) {
      return files
          .filter(Files::isRegularFile)
          .collect(
              Collectors.toMap(
                  file -> file.getFileName().toString(),
                  file -> {
                    try {
                      return Files.readString(file);
                    } catch (IOException e) {
                      throw new UncheckedIOException(e);
                    }
                  }));
    }
  }
}
