package dragoman.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.pipeline.Batch.Item;
import dragoman.pipeline.Batch.Left;
import dragoman.pipeline.Batch.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchTest {
  private final List<String> worked = new ArrayList<>();
  private final List<LogEvent> log = new ArrayList<>();

  private static Item item(String id, String group) {
    return new Item(id, group, id, 1);
  }

  @Test
  void a_failure_stops_its_own_conversation_and_no_other() {
    var left =
        Batch.run(
            List.of(item("a1", "a"), item("a2", "a"), item("b1", "b"), item("a3", "a")),
            () -> true,
            "test",
            log::add,
            it -> {
              worked.add(it.id());
              if (it.id().equals("a2")) {
                throw new Doors.Unavailable("down");
              }
              return Step.DONE;
            });

    assertThat(worked).containsExactly("a1", "a2", "b1");
    assertThat(left).extracting(Left::id).containsExactly("a2", "a3");
    assertThat(log).containsExactly(new LogEvent.StepFailed("test", "Unavailable", 1, "a"));
  }

  @Test
  void what_waits_makes_the_rest_of_its_conversation_wait_as_long() {
    var left =
        Batch.run(
            List.of(item("a1", "a"), item("a2", "a")),
            () -> true,
            "test",
            log::add,
            _ -> new Step.Later(Duration.ofSeconds(7)));

    assertThat(left)
        .containsExactly(
            new Left("a1", Duration.ofSeconds(7)), new Left("a2", Duration.ofSeconds(7)));
  }

  @Test
  void nothing_is_begun_when_the_time_is_up() {
    var left =
        Batch.run(
            List.of(item("a1", "a"), item("b1", "b")),
            () -> worked.isEmpty(),
            "test",
            log::add,
            it -> {
              worked.add(it.id());
              return Step.DONE;
            });

    assertThat(worked).containsExactly("a1");
    assertThat(left).containsExactly(new Left("b1", Duration.ZERO));
  }

  @Test
  void the_wait_grows_with_each_delivery_up_to_two_minutes() {
    assertThat(Batch.backoff(1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(Batch.backoff(4)).isEqualTo(Duration.ofSeconds(8));
    assertThat(Batch.backoff(50)).isEqualTo(Duration.ofSeconds(120));
  }
}
