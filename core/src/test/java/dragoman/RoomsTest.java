package dragoman;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dragoman.channel.Channels;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Who may know whom. The listing is the plan of the house; a new arrow is a decision and belongs
 * here first.
 */
class RoomsTest {
  private static final Map<String, List<String>> MAY_KNOW =
      Map.of(
          "message", List.of(),
          "channel", List.of("message"),
          "language", List.of("message"),
          "intent", List.of("message"),
          "policy", List.of("message", "intent"),
          "conversation", List.of("message", "intent", "policy"),
          "card", List.of("message", "conversation", "channel"),
          "pipeline",
              List.of("message", "channel", "language", "intent", "policy", "conversation", "card"),
          "memory", List.of("message", "channel", "policy", "conversation", "pipeline"),
          "rehearsal",
              List.of("message", "channel", "policy", "conversation", "pipeline", "memory"));

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dragoman");

  @Test
  void each_room_knows_only_the_rooms_it_may() {
    assertThat(HOUSE).isNotEmpty();
    Rooms.check(HOUSE, MAY_KNOW);
  }

  @Test
  void channels_never_see_each_other() {
    var names = Channels.all().stream().map(it -> it.getClass().getSimpleName()).toList();
    for (var channel : names) {
      for (var other : names) {
        if (!channel.equals(other)) {
          noClasses()
              .that()
              .haveNameMatching("dragoman\\.channel\\." + channel + ".*")
              .should()
              .dependOnClassesThat()
              .haveNameMatching("dragoman\\.channel\\." + other + ".*")
              .check(HOUSE);
        }
      }
    }
  }

  @Test
  void core_never_reads_the_clock_and_never_rolls_dice() {
    noClasses()
        .that()
        .resideInAPackage("dragoman..")
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(java.util.UUID.class, "randomUUID")
        .check(HOUSE);
  }

  @Test
  void core_has_no_way_out_but_its_doors() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.net.http..", "java.nio.file..", "software.amazon..", "com.amazonaws..")
        .check(HOUSE);
  }

  /** An address in a webhook is text: nothing in core could follow it. */
  @Test
  void core_knows_addresses_as_text_alone() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.net", "javax.net..", "java.nio.channels..")
                .and(DescribedPredicate.not(belongToAnyOf(URI.class, URISyntaxException.class)))
                .and(DescribedPredicate.not(belongToAnyOf(URLEncoder.class, URLDecoder.class))))
        .check(HOUSE);
  }
}
