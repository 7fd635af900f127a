package dragoman.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dragoman.Rooms;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who may know whom in the proof. A new arrow is a decision and belongs here first. */
class RoomsTest {
  private static final Map<String, List<String>> MAY_KNOW =
      Map.of(
          "proof.simulation",
              List.of(
                  "message", "channel", "intent", "policy", "conversation", "pipeline", "memory"),
          "proof.campaign", List.of("proof.simulation", "channel"),
          "proof.mutation", List.of("message"),
          "proof.fuzzing",
              List.of("message", "channel", "card", "policy", "conversation", "pipeline", "memory"),
          "proof.load",
              List.of("message", "channel", "policy", "conversation", "pipeline", "memory"));

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dragoman.proof");

  @Test
  void each_room_knows_only_the_rooms_it_may() {
    Rooms.check(HOUSE, MAY_KNOW);
  }

  @Test
  void every_room_has_its_place_in_the_plan() {
    assertThat(HOUSE.stream().map(JavaClass::getPackageName).distinct())
        .extracting(it -> it.replaceFirst("^dragoman\\.", ""))
        .containsExactlyInAnyOrderElementsOf(MAY_KNOW.keySet());
  }
}
