package dragoman.local;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line is told when the policy is not there. */
class FunctionsTest {
  @Test
  void a_policy_folder_that_is_not_there_is_named(@TempDir Path dir) {
    var nowhere = dir.resolve("nowhere");
    assertThatThrownBy(() -> new Functions().problems(nowhere))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no policy folder " + nowhere);
  }

  @Test
  void a_rehearsal_without_a_golden_file_says_how_to_write_one(@TempDir Path dir) {
    var policy = Path.of(System.getProperty("project.root"), "policy");
    assertThatThrownBy(() -> new Functions().rehearse(policy, dir))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(dir.resolve("golden.yaml").toString())
        .hasMessageContaining("./dragoman rehearse --write");
  }
}
