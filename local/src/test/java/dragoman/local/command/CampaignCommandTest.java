package dragoman.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CampaignCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private int run(String... arguments) {
    var line =
        new CommandLine(new CampaignCommand(new PrintStream(out, true, StandardCharsets.UTF_8)));
    line.setExecutionExceptionHandler(
        (failure, _, _) -> {
          out.writeBytes(String.valueOf(failure.getMessage()).getBytes(StandardCharsets.UTF_8));
          return CommandLines.report(failure);
        });
    return line.execute(arguments);
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void one_seed_is_told_step_by_step_and_the_last_line_is_the_verdict() {
    assertThat(run("--seed", "3", "--send-class", "RECEIPT", "--trace")).isZero();

    assertThat(said().lines().toList())
        .hasSizeGreaterThan(50)
        .anyMatch(it -> it.contains("table: commit"))
        .anyMatch(it -> it.contains("person") && it.contains("reads"));
    assertThat(said().lines().toList().getLast())
        .startsWith("verdict: no promise was broken (commit ");
  }

  @Test
  void a_script_runs_with_faults_where_they_are_wanted() {
    assertThat(
            run(
                "--script",
                "one-question",
                "--send-class",
                "BLIND",
                "--fault",
                "1=CRASH_AFTER",
                "--trace"))
        .isZero();

    assertThat(said()).contains("<-- done, and the process dies");
  }

  @Test
  void what_makes_no_sense_is_said_so() {
    assertThat(run("--trace")).isEqualTo(2);
    assertThat(said()).contains("need --seed N or --script NAME");
    assertThat(run("--fault", "1=LATE")).isEqualTo(2);
    assertThat(said()).contains("--fault needs --script NAME");
    assertThat(run("--schedules", "0")).isEqualTo(2);
    assertThat(run("--script", "nothing")).isEqualTo(2);
    assertThat(said()).contains("there is no script nothing; there are one-question, handover");
  }
}
