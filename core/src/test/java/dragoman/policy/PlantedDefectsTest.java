package dragoman.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each defect is planted alone into the shipped policy, and must be all that is reported. */
class PlantedDefectsTest {
  private static final String SETTINGS = "policy/policy.yaml";
  private static final String ROUTING = "policy/routing.yaml";
  private static final String GREETING = "policy/guide/greeting.yaml";
  private static final String HUMAN = "policy/guide/talk_to_human.yaml";

  @ParameterizedTest
  @MethodSource("dragoman.policy.PlantedDefects#all")
  void each_planted_defect_is_reported_alone_with_its_place(PlantedDefects.Defect defect) {
    List<Problem> problems = problems(defect.planted());

    assertThat(problems).as("%s", problems).hasSize(1);
    Problem problem = problems.getFirst();
    assertThat(problem.file()).isEqualTo(defect.file());
    assertThat(problem.what()).contains(defect.what());
    assertThat(problem.fix()).contains(defect.fix());
    assertThat(problem.line()).isEqualTo(defect.expectedLine());
  }

  @Test
  void a_problem_prints_where_it_is_what_is_wrong_and_how_to_fix_it() {
    assertThat(problems(ShippedPolicy.with(SETTINGS, "threshold: 0.55", "treshold: 0.6")))
        .hasToString(
            "[policy/policy.yaml:13: unknown key \"treshold\" — fix: did you mean \"threshold\"?]");
  }

  @Test
  void the_example_in_the_documentation_is_true() throws IOException {
    String page = Files.readString(ShippedPolicy.root().resolve("docs/policy.md"));
    String rule = page.substring(page.indexOf("  - name: tamil"), page.indexOf("```\n\nBoth"));
    Map<String, String> files =
        ShippedPolicy.with(
            ROUTING,
            "  - name: creators in English, Arabic, Russian",
            rule + "  - name: creators in English, Arabic, Russian");
    assertThat(problems(files)).hasSize(2).allSatisfy(p -> assertThat(page).contains(p.toString()));
  }

  @Test
  void an_article_without_a_text_in_the_fallback_language_is_reported_where_its_texts_begin() {
    Map<String, String> files = ShippedPolicy.files();
    files.computeIfPresent(GREETING, (name, text) -> text.replaceFirst("\n  en:", "\n  en-GB:"));
    assertThat(problems(files))
        .containsExactly(
            new Problem(
                GREETING,
                5,
                "the article has no text in the fallback language en",
                "add one under en; it is said to all who have none of their own"));
  }

  @Test
  void the_defects_of_all_files_are_reported_at_once() {
    Map<String, String> files = ShippedPolicy.files();
    files.put(SETTINGS, "languages: [en\n");
    files.put(ROUTING, "teams: []\nrules: 7\n");
    files.put(GREETING, "");
    files.remove(HUMAN);
    files.put("policy/notes.txt", "hello");
    assertThat(problems(files).stream().map(Problem::file).distinct())
        .containsExactly(GREETING, "policy/notes.txt", SETTINGS, ROUTING);
  }

  @Test
  void a_policy_without_files_says_which_are_missing() {
    assertThat(problems(Map.of()))
        .extracting(Problem::toString)
        .anyMatch(line -> line.startsWith("policy.yaml:1: the file is missing"))
        .anyMatch(line -> line.startsWith("routing.yaml:1: the file is missing"))
        .anyMatch(line -> line.contains("nobody can ask for a person"));
  }

  @Test
  void a_file_that_unfolds_itself_or_never_ends_is_refused_quickly() {
    String bomb =
        "a: &a [x, x]\n"
            + String.join(
                "\n",
                IntStream.range(0, 60).mapToObj(i -> "b" + i + ": [*a, *a, *a, *a]").toList());
    assertThat(problems(withRouting(bomb)).getFirst().what()).contains("not YAML");
    assertThat(problems(withRouting("[".repeat(100_000))).getFirst().file()).isEqualTo(ROUTING);
    assertThat(problems(withRouting("teams: " + "x".repeat(2_000_000))).getFirst().what())
        .contains("not YAML");
    assertThat(problems(withRouting("teams: &t [*t]\nrules: *t\n")).getFirst().file())
        .isEqualTo(ROUTING);
    assertThat(problems(withRouting("teams: \u0007\n")).getFirst().what()).contains("not YAML");
  }

  @Test
  void a_mangled_file_is_reported_with_a_line_of_its_own_and_never_thrown_over() {
    Random random = new Random(7);
    Map<String, String> sound = ShippedPolicy.files();
    List<String> names = List.copyOf(sound.keySet());
    for (int round = 0; round < 60; round++) {
      String name = names.get(random.nextInt(names.size()));
      Map<String, String> files = new TreeMap<>(sound);
      files.put(name, mangled(sound.get(name), random));
      for (Problem problem : problems(files)) {
        long lines = files.getOrDefault(problem.file(), "").lines().count() + 1;
        assertThat((long) problem.line()).as("%s", problem).isBetween(1L, lines);
        assertThat(problem.what()).isNotBlank();
        assertThat(problem.fix()).isNotBlank();
      }
    }
  }

  private static String mangled(String content, Random random) {
    int at = random.nextInt(content.length());
    String junk =
        List.of(":", "- ", "[", "{a: b}: ", "\n", "\t", "'", "*x", "&y ", "!!int ", "? ")
            .get(random.nextInt(11));
    int gone = random.nextInt(Math.min(12, content.length() - at));
    return content.substring(0, at) + junk + content.substring(at + gone);
  }

  @Test
  void a_handover_that_hides_the_ticket_s_number_is_only_doubtful() {
    Map<String, String> files =
        ShippedPolicy.with(SETTINGS, "handover:", "handover:\n  en-GB: Somebody will answer you.");
    assertThat(PolicyReader.read(files))
        .isInstanceOfSatisfying(
            Reading.Good.class,
            good ->
                assertThat(good.warnings())
                    .extracting(Problem::what)
                    .containsExactly("the text does not tell the ticket's number"));
  }

  @Test
  void a_link_may_open_the_app_once_its_scheme_is_allowed() {
    Map<String, String> files = ShippedPolicy.files();
    files.computeIfPresent(
        "policy/guide/use_music.yaml",
        (name, text) -> text.replace("https://guide.example.com/en/", "myapp://guide/"));
    assertThat(problems(files)).hasSize(1);
    files.computeIfPresent(SETTINGS, (name, text) -> text + "linkSchemes: [myapp]\n");
    assertThat(problems(files)).isEmpty();
  }

  private static Map<String, String> withRouting(String content) {
    Map<String, String> files = new TreeMap<>(ShippedPolicy.files());
    files.put(ROUTING, content);
    return files;
  }

  static List<Problem> problems(Map<String, String> files) {
    return switch (PolicyReader.read(files)) {
      case Reading.Good(Policy policy, List<Problem> warnings) -> List.of();
      case Reading.Bad(List<Problem> problems) -> problems;
    };
  }
}
