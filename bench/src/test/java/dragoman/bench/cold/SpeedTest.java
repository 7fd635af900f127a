package dragoman.bench.cold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dragoman.bench.cold.Comparison.Kind;
import dragoman.bench.lambda.FunctionProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One round over HTTP with room for a busy machine, by processor time alone; {@code bench/run cold}
 * measures properly.
 */
class SpeedTest {
  private static final Path HOME = Path.of(System.getProperty("project.root"));

  @TempDir Path scratch;

  @Test
  void a_cold_start_costs_less_than_the_usual_way() {
    assertThat(run(Kind.COLD_START).processorRatio()).isLessThan(1.0);
  }

  @Test
  void a_restored_snapshot_costs_a_fraction_of_an_unrehearsed_one() {
    assertThat(run(Kind.RESTORE).processorRatio()).isLessThan(0.3);
  }

  private Comparison run(Kind kind) {
    assumeTrue(
        FunctionProcess.isPossible()
            && Files.exists(HOME.resolve("functions/target/dragoman-functions.zip")),
        "needs Linux and the packaged zip");
    return Comparison.run(kind, false, 1, HOME, scratch, System.out::println);
  }
}
