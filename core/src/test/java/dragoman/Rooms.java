package dragoman;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The rule that every module's plan is held to. */
public final class Rooms {
  private Rooms() {}

  /**
   * Fails if a room knows one that the plan does not allow it.
   *
   * @param plan for each package below {@code dragoman}, those it may know besides itself
   */
  public static void check(JavaClasses house, Map<String, List<String>> plan) {
    plan.forEach(
        (room, known) -> {
          var allowed =
              Stream.concat(Stream.of(room), known.stream())
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
              .check(house);
        });
  }
}
