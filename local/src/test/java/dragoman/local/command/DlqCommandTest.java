package dragoman.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dragoman.local.embedded.EmbeddedAws;
import dragoman.local.runner.Clients;
import dragoman.local.runner.Provisioning;
import dragoman.local.template.Template;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The command as an operator and a script meet it: what it prints, and what it exits with. */
class DlqCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static EmbeddedAws aws;
  private static Clients clients;

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private PrintStream before;

  @BeforeAll
  static void start() {
    aws = EmbeddedAws.start(0);
    clients = Clients.at(aws.endpoint());
    var template = Path.of(System.getProperty("project.root"), "infra/template.yaml");
    var stack = Template.read(template).at(Provisioning.place(clients), "dragoman", Map.of());
    new Provisioning(clients, stack).ensure();
  }

  @AfterAll
  static void stop() {
    clients.close();
    aws.close();
  }

  @BeforeEach
  void prepare() {
    before = System.err;
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setErr(before);
  }

  private record Ran(int code, String out) {
    List<JsonNode> lines() throws Exception {
      var lines = new ArrayList<JsonNode>();
      for (var line : out.lines().toList()) {
        lines.add(JSON.readTree(line));
      }
      return lines;
    }
  }

  private static Ran dlq(String line, String... more) {
    var words = new ArrayList<>(List.of(line.split(" ")));
    words.addAll(List.of(more));
    words.addAll(List.of("--endpoint", aws.endpoint().toString()));
    var out = new ByteArrayOutputStream();
    var code =
        DlqCommand.with(new PrintStream(out, true, StandardCharsets.UTF_8))
            .setExecutionExceptionHandler((failure, _, _) -> CommandLines.report(failure))
            .execute(words.toArray(String[]::new));
    return new Ran(code, out.toString(StandardCharsets.UTF_8));
  }

  private static void put(String queue, String body) {
    var url = clients.sqs().getQueueUrl(it -> it.queueName(queue)).queueUrl();
    clients.sqs().sendMessage(it -> it.queueUrl(url).messageBody(body));
  }

  @Test
  void every_shelf_is_listed_for_people_and_for_programs() throws Exception {
    assertThat(dlq("list").out()).contains("dragoman-inbound-dead.fifo", "what could not be read");
    var lines = dlq("list --json");
    assertThat(lines.code()).isZero();
    assertThat(lines.lines())
        .extracting(it -> it.path("queue").asText())
        .contains("dragoman-inbound-dead.fifo", "dragoman-parked");
  }

  @Test
  void what_stays_makes_it_exit_with_1_and_say_why() throws Exception {
    put("dragoman-parked", "no version's words \u202e");
    var shown = dlq("show parked");
    assertThat(shown.code()).isZero();
    assertThat(shown.out()).contains("not JSON").doesNotContain("version's words");
    assertThat(dlq("show parked --body").out())
        .contains("no version's words \\u202e")
        .doesNotContain("\u202e");

    var ran = dlq("redrive parked --json --reason", "try it");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.lines().getFirst().path("result").asText()).isEqualTo("stays");
    assertThat(ran.lines().getLast().path("complete").asBoolean()).isFalse();
    assertThat(dlq("redrive parked --reason", "try it").out())
        .contains("0 sent on, 1 stay", "not readable");

    assertThat(dlq("discard parked --all --yes --reason", "nobody's words").out())
        .contains("1 removed, 0 stay");
  }

  @Test
  void receipts_go_back_and_it_exits_with_0() {
    put("dragoman-receipts-dead", "a receipt");
    var ran = dlq("redrive receipts-dead --rate 100/s --reason", "mended");
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("-> dragoman-receipts", "1 sent on, 0 stay");
  }

  @Test
  void a_stack_or_a_queue_that_is_not_there_is_named() {
    assertThat(dlq("list --stack other").code()).isEqualTo(1);
    assertThat(dlq("show inbound-dead --stack other").code()).isEqualTo(1);
    assertThat(dlq("show nothing").code()).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains(
            "none of the queues of stack 'other' is there",
            "there is no queue other-inbound-dead.fifo",
            "there is no dead-letter queue 'nothing'")
        .doesNotContain("\tat ");
  }
}
