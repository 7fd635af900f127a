package dragoman.proof;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may know whom in the proof. A new arrow is a decision and belongs here first. */
class RoomsTest {
  private static final List<String> CORE =
      List.of(
          "message", "channel", "card", "intent", "policy", "conversation", "pipeline", "memory");

  private static final Map<String, List<String>> MAY_KNOW =
      Map.of(
          "proof.simulation", List.of(),
          "proof.campaign", List.of("proof.simulation"),
          "proof.mutation", List.of(),
          "proof.fuzzing", List.of(),
          "proof.load", List.of());

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dragoman.proof");

  @Test
  void each_room_knows_only_the_rooms_it_may() {
    MAY_KNOW.forEach(
        (room, known) -> {
          var allowed =
              Stream.of(List.of(room), known, CORE)
                  .flatMap(List::stream)
                  .map(it -> "dragoman." + it)
                  .toArray(String[]::new);
          DescribedPredicate<JavaClass> elsewhere =
              resideInAPackage("dragoman..")
                  .and(DescribedPredicate.not(resideInAnyPackage(allowed)));
          noClasses()
              .that()
              .resideInAPackage("dragoman." + room)
              .should()
              .dependOnClassesThat(elsewhere)
              .check(HOUSE);
        });
  }

  @Test
  void every_room_has_its_place_in_the_plan() {
    assertThat(HOUSE.stream().map(JavaClass::getPackageName).distinct())
        .extracting(it -> it.replaceFirst("^dragoman\\.", ""))
        .containsExactlyInAnyOrderElementsOf(MAY_KNOW.keySet());
  }
}
