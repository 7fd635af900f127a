package dragoman.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.pipeline.Doors.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every pace door does: the same on plain maps and on the real service. */
public interface PaceContract {
  Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  Duration SECOND = Duration.ofSeconds(1);

  Pace pace();

  @Test
  default void a_slot_is_taken_once_and_the_next_is_an_interval_later() {
    var lane = "slack/" + UUID.randomUUID();

    assertThat(pace().reserve(lane, SECOND, NOW)).isZero();
    assertThat(pace().reserve(lane, SECOND, NOW.plusMillis(400))).isEqualTo(Duration.ofMillis(600));
    assertThat(pace().reserve(lane, SECOND, NOW.plusMillis(1000))).isZero();
    assertThat(pace().reserve(lane, SECOND, NOW.plusMillis(1001)))
        .isEqualTo(Duration.ofMillis(999));
  }

  @Test
  default void lanes_do_not_wait_for_each_other() {
    assertThat(pace().reserve("slack/" + UUID.randomUUID(), SECOND, NOW)).isZero();
    assertThat(pace().reserve("slack/" + UUID.randomUUID(), SECOND, NOW)).isZero();
  }

  @Test
  default void a_pause_holds_until_its_end_and_a_shorter_one_does_not_cut_it() {
    var lane = "whatsapp/" + UUID.randomUUID();
    assertThat(pace().held(lane, NOW)).isZero();

    pace().hold(lane, NOW.plusSeconds(30));
    pace().hold(lane, NOW.plusSeconds(5));
    assertThat(pace().held(lane, NOW.plusSeconds(10))).isEqualTo(Duration.ofSeconds(20));
    assertThat(pace().held(lane, NOW.plusSeconds(30))).isZero();
  }
}
