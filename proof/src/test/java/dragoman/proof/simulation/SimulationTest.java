package dragoman.proof.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.channel.SendClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulationTest {
  private static List<String> told(Simulation simulation) {
    var lines = new ArrayList<String>();
    simulation.run(lines::add);
    return lines;
  }

  private static Simulation calm(SendClass sendClass, String script) {
    return new Simulation(sendClass, Scripts.named(script), new Faults.None(), 1);
  }

  @ParameterizedTest
  @EnumSource
  void a_seed_tells_the_same_story_each_time(SendClass sendClass) {
    var once = told(Simulation.of(sendClass, 11));

    assertThat(once).hasSizeGreaterThan(100).isEqualTo(told(Simulation.of(sendClass, 11)));
    assertThat(once).isNotEqualTo(told(Simulation.of(sendClass, 12)));
  }

  @ParameterizedTest
  @EnumSource
  void looking_on_changes_nothing(SendClass sendClass) {
    var simulation = Simulation.of(sendClass, 5);

    assertThat(simulation.run(_ -> {})).isEqualTo(simulation.run());
  }

  @ParameterizedTest
  @EnumSource
  void without_faults_everything_ends_soon_and_nothing_is_unknown(SendClass sendClass) {
    var result = calm(sendClass, "three-messages").run();

    assertThat(result.violations()).isEmpty();
    assertThat(result.replies()).isEqualTo(3);
    assertThat(result.unknown()).isZero();
    assertThat(result.soon()).isEqualTo(result.effects());
  }

  /** The oracle is told of every message, and so misses one that the world was never given. */
  @Test
  void a_message_nobody_took_is_missed() {
    var whole = Scripts.named("one-question");
    var never =
        new Script(
            "never",
            List.of(
                new Said(
                    0,
                    new Person(0, false, false),
                    Said.Kind.KNOWN,
                    // Longer than the channel takes: it is answered 400 and never becomes an event.
                    "x".repeat(300_000),
                    0,
                    false,
                    0,
                    Said.NOTHING)),
            whole.copies(),
            whole.events());

    var result = new Simulation(SendClass.IDEMPOTENT, never, new Faults.None(), 1).run();

    assertThat(result.violations()).extracting(Violation::invariant).contains("I1");
  }

  @Test
  void a_fault_is_told_where_it_happens() {
    var simulation =
        new Simulation(
            SendClass.RECEIPT,
            Scripts.named("one-question"),
            new Faults.Planned(Map.of(1, Fault.CRASH_AFTER)),
            1);

    assertThat(told(simulation))
        .anyMatch(
            it ->
                it.contains("queue: send inbound") && it.endsWith("<-- done, and the process dies"))
        .anyMatch(it -> it.contains("no answer"));
    assertThat(simulation.run().violations()).isEmpty();
  }
}
