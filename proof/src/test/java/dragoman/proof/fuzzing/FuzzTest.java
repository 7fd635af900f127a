package dragoman.proof.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.channel.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A slice of the fuzzing campaign, and every input that was a finding once. */
class FuzzTest {
  private static final Path HOME = Path.of(System.getProperty("project.root", ".."));
  private static final Path KEPT = HOME.resolve("proof/src/test/resources/fuzz");
  private static final List<Target> TARGETS = Targets.of(Material.in(HOME));
  private static final long SLICE = 30_000;

  @Test
  void no_hostile_input_brings_a_parser_down() throws InterruptedException {
    var tallies = new FuzzRun(TARGETS, 20260302).run(SLICE, 1, _ -> {});
    assertThat(tallies).allSatisfy(it -> assertThat(it.findings()).as(it.target()).isEmpty());
    assertThat(tallies.stream().mapToLong(Tally::executions).sum()).isGreaterThanOrEqualTo(SLICE);
  }

  /** A target that declines everything, or takes everything, tests one half of its parser. */
  @Test
  void every_target_is_reached_by_inputs_it_takes() throws InterruptedException {
    assertThat(new FuzzRun(TARGETS, 1).run(40_000, 1, _ -> {}))
        .allSatisfy(it -> assertThat(it.taken()).as(it.target()).isPositive());
  }

  @Test
  void every_seed_is_an_input_that_is_taken_or_declined_as_declared() {
    assertThat(TARGETS)
        .allSatisfy(it -> assertThat(Fuzzer.again(it, it.seeds())).as(it.name()).isEmpty());
  }

  @Test
  void what_was_a_finding_once_is_none_any_more() throws Exception {
    for (var target : TARGETS) {
      for (var file : kept(target.name())) {
        assertThat(Fuzzer.again(target, List.of(Files.readAllBytes(file))))
            .as(file.toString())
            .isEmpty();
      }
    }
  }

  @Test
  void kept_inputs_lie_in_a_folder_of_a_target() throws Exception {
    try (var folders = Files.list(KEPT)) {
      assertThat(folders.map(it -> it.getFileName().toString()))
          .isSubsetOf(TARGETS.stream().map(Target::name).toList());
    }
  }

  @Test
  void every_channel_is_fuzzed() {
    assertThat(TARGETS)
        .extracting(Target::name)
        .containsAll(Channels.all().stream().map(it -> "receive-" + it.name()).toList());
  }

  @Test
  void the_same_seed_makes_the_same_inputs() {
    var target = TARGETS.getFirst();
    assertThat(new Fuzzer(target, 7).input(41)).isEqualTo(new Fuzzer(target, 7).input(41));
    assertThat(new Fuzzer(target, 7).input(41)).isNotEqualTo(new Fuzzer(target, 8).input(41));
  }

  private static List<Path> kept(String target) throws Exception {
    var folder = KEPT.resolve(target);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
