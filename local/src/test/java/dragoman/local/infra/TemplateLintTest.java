package dragoman.local.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** AWS's own linter on what is deployed, where it is installed. */
class TemplateLintTest {
  @Test
  void the_linter_finds_nothing() throws IOException, InterruptedException {
    var files = new ArrayList<>(List.of("cfn-lint", "--non-zero-exit-code", "informational"));
    files.addAll(List.of("infra/template.yaml", "infra/teams.yaml"));
    files.addAll(sheets());
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

  private static List<String> sheets() throws IOException {
    try (var files = Files.list(Infrastructure.ROOT.resolve("infra/teams"))) {
      return files.map(file -> "infra/teams/" + file.getFileName()).sorted().toList();
    }
  }
}
