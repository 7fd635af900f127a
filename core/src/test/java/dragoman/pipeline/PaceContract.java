package dragoman.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.channel.Capability.Rate;
import dragoman.pipeline.Doors.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every pace door does: the same on plain maps and on the real service. */
public interface PaceContract {
  Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  Duration SECOND = Duration.ofSeconds(1);

  Pace pace();

  @Test
  default void a_slot_is_taken_once_and_the_next_is_an_interval_later() {
    var slots = "slack/" + UUID.randomUUID();
    var rate = new Rate(1, SECOND, 1);

    assertThat(pace().take(slots, rate, NOW)).isZero();
    assertThat(pace().take(slots, rate, NOW.plusMillis(400))).isEqualTo(Duration.ofMillis(600));
    assertThat(pace().take(slots, rate, NOW.plusMillis(1000))).isZero();
    assertThat(pace().take(slots, rate, NOW.plusMillis(1001))).isEqualTo(Duration.ofMillis(999));
  }

  @Test
  default void a_bucket_gives_its_burst_at_once_and_then_one_in_each_interval() {
    var bucket = "person/" + UUID.randomUUID();
    var rate = new Rate(1, Duration.ofSeconds(6), 3);

    for (var i = 0; i < 3; i++) {
      assertThat(pace().take(bucket, rate, NOW)).isZero();
    }
    assertThat(pace().take(bucket, rate, NOW.plusSeconds(2))).isEqualTo(Duration.ofSeconds(4));
    assertThat(pace().take(bucket, rate, NOW.plusSeconds(6))).isZero();
    assertThat(pace().take(bucket, rate, NOW.plusSeconds(7))).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  default void a_bucket_left_alone_fills_to_its_burst_and_no_further() {
    var bucket = "person/" + UUID.randomUUID();
    var rate = new Rate(1, SECOND, 2);
    pace().take(bucket, rate, NOW);

    var later = NOW.plus(Duration.ofHours(1));
    assertThat(pace().take(bucket, rate, later)).isZero();
    assertThat(pace().take(bucket, rate, later)).isZero();
    assertThat(pace().take(bucket, rate, later)).isEqualTo(SECOND);
  }

  @Test
  default void an_interval_that_is_no_whole_millisecond_is_rounded_to_the_safe_side() {
    var bucket = "account/" + UUID.randomUUID();
    var rate = new Rate(80, SECOND, 80);

    var taken = IntStream.range(0, 200).filter(_ -> pace().take(bucket, rate, NOW).isZero());
    assertThat(taken).hasSize(80);
    assertThat(pace().take(bucket, rate, NOW)).isEqualTo(Duration.ofMillis(13));
  }

  @Test
  default void buckets_do_not_wait_for_each_other() {
    var rate = new Rate(1, SECOND, 1);
    assertThat(pace().take("slack/" + UUID.randomUUID(), rate, NOW)).isZero();
    assertThat(pace().take("slack/" + UUID.randomUUID(), rate, NOW)).isZero();
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
