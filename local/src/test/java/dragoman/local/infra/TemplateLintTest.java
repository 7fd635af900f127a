package dragoman.local.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** AWS's own linter on what is deployed, where it is installed. */
class TemplateLintTest {
  @Test
  void the_linter_finds_nothing() throws IOException, InterruptedException {
    var files =
        List.of(
            "cfn-lint",
            "--non-zero-exit-code",
            "informational",
            "infra/template.yaml",
            "infra/teams.yaml");
    Process process;
    try {
      process =
          new ProcessBuilder(files)
              .directory(Infrastructure.ROOT.toFile())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      var why = "cfn-lint is not installed, so the templates are not linted (pip install cfn-lint)";
      System.out.println(why);
      abort(why);
      return;
    }
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
