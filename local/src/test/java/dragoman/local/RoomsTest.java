package dragoman.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dragoman.Rooms;
import dragoman.pipeline.Doors;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Who may know whom outside {@code core}, which has its own plan. A new arrow is a decision and
 * belongs here first.
 */
class RoomsTest {
  private static final Map<String, List<String>> MAY_KNOW =
      Map.ofEntries(
          entry(
              "functions",
              List.of("message", "channel", "conversation", "policy", "pipeline", "rehearsal")),
          entry("local.template", List.of()),
          entry("local.embedded", List.of("channel")),
          entry("local.provider", List.of("channel")),
          entry("local.runner", List.of("local.template", "functions", "pipeline")),
          entry(
              "local.inspection",
              List.of(
                  "local.template",
                  "local.runner",
                  "local.provider",
                  "functions",
                  "message",
                  "channel",
                  "conversation",
                  "pipeline")),
          entry(
              "local.installation",
              List.of(
                  "local.template",
                  "local.embedded",
                  "local.runner",
                  "local.provider",
                  "local.inspection",
                  "message",
                  "channel")),
          entry("local.teams", List.of("local.template", "local.runner")),
          entry("local.cost", List.of("local.template")),
          entry(
              "local.deadletters",
              List.of(
                  "local.template", "local.runner", "functions", "message", "channel", "pipeline")),
          entry("local.channels", List.of("channel", "message")),
          entry("local.doctor", List.of("functions", "channel", "pipeline")),
          entry("local.erasure", List.of("local.runner", "local.deadletters")),
          entry(
              "local.command",
              List.of(
                  "local.template",
                  "local.embedded",
                  "local.installation",
                  "local.demo",
                  "local.teams",
                  "local.cost",
                  "local.deadletters",
                  "local.erasure",
                  "local.doctor",
                  "local.channels",
                  "local.load",
                  "rehearsal",
                  "channel",
                  "policy",
                  "proof.simulation",
                  "proof.campaign",
                  "proof.mutation",
                  "proof.fuzzing",
                  "proof.load")),
          entry("local.load", List.of("local.installation", "message", "channel")),
          entry("local.demo", List.of("local.installation", "message", "channel")));

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dragoman.functions", "dragoman.local");

  @Test
  void each_room_knows_only_the_rooms_it_may() {
    Rooms.check(HOUSE, MAY_KNOW);
  }

  @Test
  void every_room_has_its_place_in_the_plan() {
    assertThat(HOUSE.stream().map(JavaClass::getPackageName).distinct())
        .filteredOn(it -> !it.equals("dragoman.local")) // The front hall: it puts all together.
        .extracting(it -> it.replaceFirst("^dragoman\\.", ""))
        .containsExactlyInAnyOrderElementsOf(MAY_KNOW.keySet());
  }

  @Test
  void nobody_knows_the_front_hall() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dragoman.local")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dragoman.local")
        .check(HOUSE);
  }

  @Test
  void handlers_translate_and_never_call_aws_themselves() {
    noClasses()
        .that()
        .implement(RequestHandler.class)
        .or()
        .implement(RequestStreamHandler.class)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("software.amazon..", "java.net..", "java.nio.file..")
        .check(HOUSE);
  }

  /** The local runner wraps a door to show what went out; it opens none of its own. */
  @Test
  void the_doors_onto_aws_are_in_functions_alone() {
    for (var door : Arrays.stream(Doors.class.getDeclaredClasses()).toList()) {
      noClasses()
          .that()
          .resideInAPackage("dragoman.local..")
          .should()
          .beAssignableTo(door)
          .allowEmptyShould(true)
          .check(HOUSE);
    }
  }
}
