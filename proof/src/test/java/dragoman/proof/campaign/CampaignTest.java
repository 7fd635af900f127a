package dragoman.proof.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.channel.SendClass;
import dragoman.proof.simulation.Scripts;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A slice of the campaign; {@code ./dragoman campaign} is the whole. */
class CampaignTest {
  private final Campaign campaign = new Campaign(_ -> {}, () -> false);

  @Test
  void no_schedule_breaks_a_promise() {
    var tally = campaign.schedules(1, 150);

    assertThat(tally.findings()).isEmpty();
    assertThat(tally.runs()).isEqualTo(150 * SendClass.values().length);
    assertThat(tally.faults()).as("faults there were").isGreaterThan(8_000);
    assertThat(tally.replies()).isGreaterThan(2_500);
  }

  @Test
  void no_single_fault_breaks_a_promise_wherever_it_happens() {
    var scripts =
        Stream.of("three-messages", "two-ids", "dead-letters").map(Scripts::named).toList();

    var tally = campaign.singles(scripts);

    assertThat(tally.findings()).isEmpty();
    assertThat(tally.runs()).isGreaterThan(1_500);
    assertThat(tally.faults()).isEqualTo(tally.runs());
  }

  @Test
  void no_two_faults_break_a_promise_together() {
    var tally = campaign.pairs(List.of(Scripts.named("one-question")));

    assertThat(tally.findings()).isEmpty();
    assertThat(tally.runs()).isGreaterThan(5_000);
  }

  @Test
  void with_few_faults_hardly_a_reply_ends_unknown_where_the_provider_tells_nothing() {
    var tally = campaign.blind(1, 150);

    assertThat(tally.findings()).isEmpty();
    assertThat(tally.replies()).isGreaterThan(900);
    assertThat(tally.unknown()).isLessThanOrEqualTo(tally.replies() / 500);
  }

  @Test
  void the_same_seeds_run_alike_in_two_processes() {
    assertThat(Twins.alike(1, 4)).isTrue();
    assertThat(Twins.hash(1, 4)).isNotEqualTo(Twins.hash(2, 4));
  }

  @Test
  void there_are_scripts_enough_and_each_is_told_by_its_name() {
    assertThat(Scripts.all()).hasSizeGreaterThanOrEqualTo(14);
    assertThat(Scripts.all()).extracting(it -> it.name()).doesNotHaveDuplicates();
  }
}
