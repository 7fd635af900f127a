package dragoman.card;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class CardRoomTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dragoman");

  @Test
  void only_the_card_room_loads_slacks_model() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dragoman.card")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.slack..", "com.google.gson..")
        .check(HOUSE);
  }

  @Test
  void the_card_room_knows_messages_conversations_and_what_a_call_is() {
    classes()
        .that()
        .resideInAPackage("dragoman.card")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dragoman.card",
            "dragoman.message",
            "dragoman.conversation",
            "dragoman.channel",
            "com.slack..",
            "com.google.gson..",
            "com.fasterxml.jackson..",
            "java..")
        .check(HOUSE);
  }
}
