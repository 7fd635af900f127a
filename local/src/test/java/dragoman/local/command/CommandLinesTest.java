package dragoman.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dragoman.local.installation.Pipeline;
import dragoman.local.installation.SeedContact;
import dragoman.local.provider.SentLog;
import dragoman.local.runner.Clients;
import dragoman.local.runner.HandlerFactory;
import dragoman.local.template.Place;
import dragoman.local.template.Stack;
import dragoman.local.template.Template;
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
    public List<String> teamNames(Path folder) {
      return List.of("payments", "in-house");
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
        fixed, fixed, new PrintStream(out, true, StandardCharsets.UTF_8), arguments);
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
          sing                              | 'sing'
          dlq                               | redrive
          dlq redrive q                     | Missing required option: '--reason=TEXT'
          dlq redrive q --reason r --rate x | --rate x: must be 0.1 to 1000 a second
          dlq redrive q --reason r --rate 0 | --rate 0: must be 0.1 to 1000 a second
          dlq redrive q --reason r --limit 0 | --limit 0: must be at least 1
          dlq discard q --reason r          | which messages?
          dlq discard q --reason r --all    | say --yes as well
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
        .contains("demo", "local", "aws", "dlq", "teams", "lint");
  }

  @Test
  void teams_writes_a_template_that_can_be_read_and_checked() {
    assertThat(run("teams", "--check")).isEqualTo(1);
    assertThat(run("teams")).isZero();
    assertThat(run("teams", "--check")).isZero();
    var stack =
        Template.read(home.resolve("infra/teams.yaml"))
            .at(new Place("r", "0", "http://q/"), "x", Map.of("StackName", "dragoman"));
    assertThat(stack.queues())
        .extracting(Stack.Queue::name)
        .containsExactly("dragoman-team-in-house.fifo", "dragoman-team-payments.fifo");
  }

  @Test
  void lint_prints_every_problem_and_exits_with_1() {
    assertThat(run("lint", "--policy", "wrong")).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("guide.yaml:3: no fallback; add one");
    assertThat(run("lint")).isZero();
  }

  @Test
  void team_names_that_make_no_queue_are_refused() {
    for (var wrong : List.of("Team", "a b", "-a", "a".repeat(51))) {
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> TeamQueues.template(List.of(wrong)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(wrong);
    }
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> TeamQueues.template(List.of("in-house", "in_house")))
        .hasMessageContaining("too alike");
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
