package dragoman.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dragoman.Rooms;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may know whom in here. A new arrow is a decision and belongs here first. */
class RoomsTest {
  private static final Map<String, List<String>> MAY_KNOW =
      Map.of(
          "bench.lambda", List.of("channel"),
          "bench.stub", List.of(),
          "bench.peer", List.of("functions"),
          "bench.cold", List.of("bench.lambda", "bench.stub", "bench.peer", "functions"),
          "bench.warm", List.of("functions", "memory", "channel", "message", "pipeline", "policy"));

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dragoman.bench");

  @Test
  void each_room_knows_only_the_rooms_it_may() {
    var withGenerated = new HashMap<String, List<String>>();
    MAY_KNOW.forEach(
        (room, known) ->
            withGenerated.put(
                room, Stream.concat(known.stream(), Stream.of(room + ".jmh_generated")).toList()));
    Rooms.check(HOUSE, withGenerated);
  }

  @Test
  void every_room_has_its_place_in_the_plan() {
    assertThat(HOUSE.stream().map(JavaClass::getPackageName).distinct())
        .filteredOn(it -> !it.equals("dragoman.bench") && !it.endsWith(".jmh_generated"))
        .extracting(it -> it.replaceFirst("^dragoman\\.", ""))
        .containsExactlyInAnyOrderElementsOf(MAY_KNOW.keySet());
  }
}
