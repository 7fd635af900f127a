package dragoman.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dragoman.local.installation.Pipeline;
import dragoman.local.installation.SeedContact;
import dragoman.local.provider.SentLog;
import dragoman.local.runner.Clients;
import dragoman.local.runner.HandlerFactory;
import dragoman.local.teams.Team;
import dragoman.local.template.Place;
import dragoman.local.template.Stack;
import dragoman.local.template.Template;
import dragoman.message.Json;
import dragoman.policy.Policy;
import dragoman.rehearsal.Difference;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLinesTest {
  @TempDir private Path home;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private PrintStream before;

  /** A policy with two teams, and no functions. */
  private static final class Fixed implements Pipeline, PolicyFiles {
    @Override
    public void forget() {}

    @Override
    public HandlerFactory handlers(SentLog sent) {
      return (_, _) -> new Object();
    }

    @Override
    public List<ObjectNode> messages(Clients clients, Stack stack) {
      return List.of();
    }

    @Override
    public void seed(Clients clients, Stack stack, List<SeedContact> contacts) {}

    @Override
    public List<String> problems(Path folder) {
      return folder.endsWith("wrong") ? List.of("guide.yaml:3: no fallback; add one") : List.of();
    }

    @Override
    public List<Difference> rehearse(Path folder, Path events) {
      return folder.endsWith("changed")
          ? List.of(
              new Difference("telegram/a.json", "events[0].intent", "greeting", "(nothing)"),
              new Difference("telegram/a.json", "events[0].team", "(nothing)", "payments"),
              new Difference("webchat/b.json", "entry", "(nothing)", "a webhook"))
          : List.of();
    }

    @Override
    public int writeGolden(Path folder, Path events) {
      return 2;
    }

    @Override
    public Policy policy(Path folder) {
      throw new IllegalArgumentException("no policy here");
    }

    @Override
    public List<Team> teams(Path folder) {
      return List.of(new Team("payments", "money"), new Team("in-house", "makers"));
    }
  }

  @BeforeEach
  void prepare() throws Exception {
    Files.createDirectories(home.resolve("infra"));
    System.setProperty("dragoman.home", home.toString());
    before = System.err;
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.clearProperty("dragoman.home");
    System.setErr(before);
  }

  private int run(String... arguments) {
    var fixed = new Fixed();
    return CommandLines.run(
        fixed,
        fixed,
        (_, _, _) -> List.of(),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        arguments);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          local --port eighty               | Invalid value for option '--port': 'eighty'
          local --port 70000                | --port 70000: must be 0 to 65535
          local --endpoint 4566             | --endpoint: '4566' is no address
          local --endpoint //127.0.0.1:1    | --endpoint: '//127.0.0.1:1' is no address
          local --provider slack            | --provider
          local --provider slack=there      | --provider slack: 'there' is no address
          local --accounts /nowhere/a.yaml  | template.yaml
          doctor nowhere                    | 'nowhere' is no endpoint; write it as telegram/main
          doctor pigeon/main                | 'pigeon/main' is no endpoint
          doctor --url there                | --url: 'there' is no address
          doctor --provider pigeon=http://x | there is no channel 'pigeon'
          doctor --provider vk=there        | --provider vk: 'there' is no address
          doctor --stack s                  | --stack goes without --accounts
          transcript abc                    | 'abc' is no conversation
          teams --prune --check             | give one of them
          teams --prune --endpoint 4566     | --endpoint: '4566' is no address
          fuzz --executions 0               | must be 1 or more
          load --embedded --hot             | --embedded goes with neither
          load --messages 0                 | a load needs messages
          sing                              | 'sing'
          cost --messages abc               | --messages 'abc': write a number as in 250k, 3M or 1000000
          cost --messages=-3                | --messages '-3': write a number as in 250k, 3M or 1000000
          cost --messages 0                 | --messages 0: must be 1
          cost --answered 0.7               | --answered '0.7': write a share as in 70% or 0.5%
          cost --answered 120%              | --answered 120: must be 0% to 100%
          cost --batch 11                   | --batch 11: must be 1 to 10
          cost --statuses many              | '--statuses'
          cost --secrets=-1                 | --secrets -1: must be 0 or more
          cost --region eu-west-1           | no prices for the region 'eu-west-1', only for us-east-1
          cost --prices /nowhere/a.yaml     | --prices /nowhere/a.yaml: cannot be read
          cost                              | template.yaml
          dlq                               | redrive
          dlq redrive q                     | Missing required option: '--reason=TEXT'
          dlq redrive q --reason r --rate x | --rate x: must be 0.1 to 1000 a second
          dlq redrive q --reason r --rate 0 | --rate 0: must be 0.1 to 1000 a second
          dlq redrive q --reason r --limit 0 | --limit 0: must be at least 1
          dlq discard q --reason r          | which messages?
          dlq discard q --reason r --all    | say --yes as well
          dlq discard q --reason r --conversation= | --conversation '': give 8 or more
          dlq redrive q --reason r --id=    | --id is blank
          dlq list                          | template.yaml
          """)
  void a_wrong_option_is_named_and_exits_with_2(String line, String message) {
    assertThat(run(line.split(" "))).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains(message)
        .doesNotContain("\tat ", "Exception");
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void without_a_command_the_usage_is_shown() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("demo", "local", "aws", "dlq", "teams", "lint", "cost", "rehearse");
  }

  @Test
  void cost_speaks_to_people_and_to_programs() throws Exception {
    var root = Path.of(System.getProperty("project.root"));
    System.setProperty("dragoman.home", root.toString());
    assertThat(run("cost", "--messages", "3M")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith("A month in us-east-1: 3000000 messages")
        .contains("1M write request units", "When nobody writes", "for a million messages");
    out.reset();
    assertThat(run("cost", "--messages", "250k", "--json")).isZero();
    var json = Json.read(out.toString(StandardCharsets.UTF_8));
    assertThat(json.path("traffic").path("messages").asInt()).isEqualTo(250_000);
    assertThat(json.path("dollars").asDouble()).isGreaterThan(json.path("dollarsIdle").asDouble());
    assertThat(json.path("notInTheSum")).isEmpty();
  }

  @Test
  void teams_writes_templates_that_can_be_read_and_checked() {
    assertThat(run("teams", "--check")).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("infra/teams.yaml is missing", "infra/teams/money.yaml is missing");
    assertThat(run("teams")).isZero();
    assertThat(run("teams", "--check")).isZero();
    var stack =
        Template.read(home.resolve("infra/teams.yaml"))
            .at(new Place("r", "0", "http://q/"), "x", Map.of("StackName", "dragoman"));
    assertThat(stack.queues())
        .extracting(Stack.Queue::name)
        .containsExactly(
            "dragoman-team-makers-dead.fifo",
            "dragoman-team-in-house.fifo",
            "dragoman-team-money-dead.fifo",
            "dragoman-team-payments.fifo");
  }

  @Test
  void lint_prints_every_problem_and_exits_with_1() {
    assertThat(run("lint", "--policy", "wrong")).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("guide.yaml:3: no fallback; add one");
    assertThat(run("lint")).isZero();
  }

  @Test
  void a_rehearsal_shows_what_a_changed_policy_would_change_and_exits_with_1() {
    assertThat(run("rehearse", "--policy", "changed")).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines(
            """
            telegram/a.json
              events[0].intent: greeting -> (nothing)
              events[0].team: (nothing) -> payments
            webchat/b.json
              entry: (nothing) -> a webhook
            Webhooks that end otherwise than events/golden.yaml says: 2. If that is wanted: ./dragoman rehearse --write
            """);
  }

  @Test
  void a_rehearsal_tells_a_program_one_difference_a_line() {
    assertThat(run("rehearse", "--json", "--policy", "changed")).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .hasSize(3)
        .first()
        .isEqualTo(
            "{\"webhook\":\"telegram/a.json\",\"what\":\"events[0].intent\","
                + "\"expected\":\"greeting\",\"found\":\"(nothing)\"}");
  }

  @Test
  void a_rehearsal_without_a_difference_says_so() {
    assertThat(run("rehearse")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines("Every webhook ends as events/golden.yaml says.\n");
    assertThat(run("rehearse", "--json")).isZero();
    assertThat(run("rehearse", "--write")).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("wrote how 2 webhooks end");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "dash", "bash"})
  void the_launcher_is_plain_shell(String shell) throws Exception {
    var launcher = Path.of(System.getProperty("project.root"), "dragoman");
    Process process;
    try {
      process = new ProcessBuilder(shell, "-n", launcher.toString()).start();
    } catch (java.io.IOException e) {
      org.junit.jupiter.api.Assumptions.abort(shell + " is not installed");
      return;
    }
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }
}
