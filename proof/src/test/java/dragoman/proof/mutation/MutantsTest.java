package dragoman.proof.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalogue cannot rot: a change of the core that a mutant no longer fits is seen here. */
class MutantsTest {
  private static final Checkout CHECKOUT =
      new Checkout(Path.of(System.getProperty("project.root")));

  @Test
  void every_mutant_fits_and_compiles() {
    assertThat(Mutants.all().parallelStream().flatMap(it -> problem(it).stream())).isEmpty();
  }

  private static Optional<String> problem(Mutant mutant) {
    try (var patched = Patched.of(mutant, CHECKOUT)) {
      assertThat(patched.classes().resolve(mutant.file().replace(".java", ".class"))).exists();
      return Optional.empty();
    } catch (IllegalStateException e) {
      return Optional.of(e.getMessage());
    }
  }

  @Test
  void there_are_enough_of_them_and_no_two_are_the_same() {
    assertThat(Mutants.all()).hasSizeGreaterThanOrEqualTo(45);
    assertThat(Mutants.all()).extracting(Mutant::name).doesNotHaveDuplicates();
    assertThat(Mutants.all())
        .extracting(it -> it.in(CHECKOUT.source(it.file())))
        .doesNotHaveDuplicates();
  }

  @Test
  void white_space_may_differ() {
    var mutant = mutant("if (a) { return b; }", "return c;");
    assertThat(mutant.in("x;\n  if (a) {\n    return b;\n  }\n")).isEqualTo("x;\n  return c;\n");
  }

  @Test
  void what_is_replaced_must_be_there_once() {
    assertThatThrownBy(() -> mutant("a();", "").in("b();"))
        .hasMessageStartingWith(
            "mutant planted no longer fits: what it replaces is in A.java 0 times");
    assertThatThrownBy(() -> mutant("a();", "").in("a(); a();")).hasMessageContaining("2 times");
  }

  @Test
  void signs_that_mean_something_in_a_pattern_mean_nothing_here() {
    assertThat(mutant("a(\"$1\\d\");", "$0 \\Q").in("{ a(\"$1\\d\"); }")).isEqualTo("{ $0 \\Q }");
  }

  @Test
  void what_a_mutant_breaks_is_said_in_a_sentence() {
    assertThatThrownBy(() -> new Mutant("planted", "everything", "A.java", "a", "b"))
        .hasMessageContaining("must say what it breaks");
    assertThatThrownBy(() -> new Mutant("Planted!", "I1: all is lost", "A.java", "a", "b"))
        .hasMessageContaining("joined by hyphens");
  }

  @Test
  void one_that_does_not_compile_is_named() {
    var broken =
        new Mutant(
            "broken",
            "I1: it does not even compile",
            "dragoman/pipeline/Track.java",
            "public final class Track {",
            "public final class Track { int nothing = \"\";");
    assertThatThrownBy(() -> Patched.of(broken, CHECKOUT))
        .hasMessageStartingWith("mutant broken does not compile")
        .hasMessageContaining("incompatible types");
  }

  @Test
  void without_the_sources_it_says_what_is_needed(@TempDir Path elsewhere) throws Exception {
    assertThatThrownBy(() -> new Checkout(elsewhere))
        .hasMessageContaining("run ./dragoman from a source checkout");
    Files.createDirectories(elsewhere.resolve("core/src/main/java"));
    Files.writeString(elsewhere.resolve("pom.xml"), "<project/>");
    assertThatCode(() -> new Checkout(elsewhere)).doesNotThrowAnyException();
    assertThatThrownBy(() -> new Checkout(elsewhere).source("dragoman/Gone.java"))
        .hasMessageContaining("there is no core/src/main/java/dragoman/Gone.java");
  }

  private static Mutant mutant(String find, String replace) {
    return new Mutant("planted", "I1: all is lost", "A.java", find, replace);
  }
}
