package dragoman.proof.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each mutant in a JVM of its own, which looks for itself. */
class MutationRunTest {
  private static final Checkout CHECKOUT =
      new Checkout(Path.of(System.getProperty("project.root")));
  private static final Mutant SEEN = named("an-event-key-without-the-kind");
  private static final Mutant UNSEEN = named("one-ending-per-conversation");
  private static final Mutant UNFIT =
      new Mutant("unfit", "I1: nothing at all", "dragoman/pipeline/Track.java", "gone", "");

  @Test
  void the_child_runs_the_mutated_class_and_says_what_it_saw() {
    var told = new ArrayList<String>();
    var results =
        MutationRun.run(
            List.of(SEEN, UNSEEN, UNFIT),
            CHECKOUT,
            Small.class.getName(),
            List.of("look"),
            it -> told.add(MutationReport.line(it)));
    assertThat(results).extracting(Result::mutant).containsExactly(SEEN, UNSEEN, UNFIT);
    assertThat(results.get(0).verdict())
        .isEqualTo(new Verdict.Killed("receipt", 7, "I1 an edit was lost"));
    assertThat(results.get(1).verdict()).isEqualTo(new Verdict.Survived(1));
    assertThat(results.get(2).verdict())
        .isInstanceOfSatisfying(
            Verdict.Failed.class, it -> assertThat(it.why()).contains("unfit no longer fits"));
    assertThat(told).hasSize(3).anyMatch(it -> it.contains("SURVIVED 1 runs"));
    assertThat(MutationReport.text(results))
        .contains("receipt seed 7: I1 an edit was lost")
        .endsWith("\n1 of 3 mutants killed");
  }

  @Test
  void a_child_that_dies_has_no_verdict_whatever_it_said_before() {
    assertThat(only(List.of("die-if-killed"), Duration.ofMinutes(1)))
        .isInstanceOfSatisfying(
            Verdict.Failed.class,
            it -> assertThat(it.why()).contains("ended with 1").contains("the checker fell over"));
  }

  @Test
  void a_child_that_hangs_is_ended_and_has_no_verdict() {
    assertThat(only(List.of("hang-if-killed"), Duration.ofSeconds(4)))
        .isEqualTo(new Verdict.Failed("no verdict in 4 s"));
    assertThat(ProcessHandle.current().children()).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void where_the_core_itself_cannot_be_tried_nothing_is() {
    assertThatThrownBy(() -> only(List.of("silence"), Duration.ofMinutes(1)))
        .hasMessage("the core itself could not be tried: ended without a verdict");
  }

  @Test
  void a_line_that_is_no_verdict_is_none() {
    assertThat(Verdict.read("killed blind 12 I3 two replies"))
        .contains(new Verdict.Killed("blind", 12, "I3 two replies"));
    assertThat(Verdict.read("survived 900")).contains(new Verdict.Survived(900));
    assertThat(Verdict.read("killed blind")).isEmpty();
    assertThat(Verdict.read("survived")).isEmpty();
    assertThat(Verdict.read("nobody was killed blind 12 I3")).isEmpty();
  }

  @Test
  void programs_are_told_in_fields() {
    var killed =
        new Result(SEEN, new Verdict.Killed("blind", 12, "I3 two"), Duration.ofMillis(1_500));
    assertThat(MutationReport.json(killed))
        .hasToString(
            """
            {"mutant":"%s","breaks":"%s","file":"%s","verdict":"killed","class":"blind","seed":12,"invariant":"I3 two","seconds":1.5}\
            """
                .formatted(SEEN.name(), SEEN.breaks(), SEEN.file()));
  }

  private static Verdict only(List<String> arguments, Duration limit) {
    return MutationRun.run(
            List.of(SEEN), CHECKOUT, new Trial(Small.class.getName(), arguments, limit), _ -> {})
        .getFirst()
        .verdict();
  }

  private static Mutant named(String name) {
    return Mutants.all().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }
}
