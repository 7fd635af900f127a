package dragoman.local;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.local.load.EmbeddedLoad;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A slice of the load on the embedded services, at a size that a build can afford. */
class LoadSliceTest {
  private static final Path HOME = Path.of(System.getProperty("project.root", ".."));

  @Test
  void some_hundred_webhooks_are_each_answered_once_in_order() throws Exception {
    var load =
        new EmbeddedLoad(
            HOME.resolve("infra/template.yaml"),
            HOME.resolve("policy"),
            new Functions(),
            200,
            50,
            20);
    var report = load.run(_ -> {});
    assertThat(report.lost()).as("lost").isZero();
    assertThat(report.doubled()).as("doubled").isZero();
    assertThat(report.outOfOrder()).as("out of order").isZero();
  }
}
