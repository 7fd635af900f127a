package dragoman.local;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.local.command.CommandLines;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TeamsFileTest {
  @Test
  void the_committed_team_queues_are_those_the_policy_gives() {
    var out = new ByteArrayOutputStream();
    var functions = new Functions();
    var code =
        CommandLines.run(
            functions,
            functions,
            functions,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            "teams",
            "--check");
    assertThat(code).as(out.toString(StandardCharsets.UTF_8)).isZero();
  }
}
