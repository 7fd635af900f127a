package dragoman.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.intent.Example;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ShippedPolicyTest {
  private static final List<String> SPOKEN = List.of("en", "hi", "hi-Latn", "ar", "ru");
  private static final List<String> ANSWERED_TOO =
      List.of("mr", "pa", "gu", "bn", "ta", "te", "kn", "ml", "ur");

  private final Policy policy = ShippedPolicy.policy();

  @Test
  void the_clean_policy_gives_no_finding() {
    assertThat(PolicyReader.read(ShippedPolicy.files()))
        .isEqualTo(new Reading.Good(policy, List.of()));
  }

  @Test
  void it_has_the_shape_of_the_business() {
    assertThat(policy.workspaces()).containsOnlyKeys("creators", "aggregators");
    assertThat(policy.languages()).hasSize(18);
    assertThat(policy.genres()).hasSize(9);
    assertThat(policy.teams()).hasSize(2 * (15 * 9 + 3 + 1));
  }

  @Test
  void every_cell_of_the_matrix_lands_on_a_team_of_its_own_workspace() {
    Set<String> reached = new LinkedHashSet<>();
    for (String workspace : policy.workspaces().keySet()) {
      for (String genre : policy.genres()) {
        for (String language : policy.languages()) {
          var routed = policy.routing().route(workspace, Optional.of(genre), Optional.of(language));
          assertThat(routed).as("%s %s %s", workspace, genre, language).isPresent();
          assertThat(policy.teams().get(routed.get().team()))
              .isEqualTo(new Policy.Team(routed.get().team(), workspace));
          reached.add(routed.get().team());
        }
      }
    }
    assertThat(reached).hasSize(2 * (15 * 9 + 3));
  }

  @Test
  void what_is_unknown_goes_to_the_workspace_s_default_team() {
    assertThat(policy.teamFor("creators", Optional.empty(), Optional.of("hi")))
        .isEqualTo(new RoutingTable.Routed("creators-general", "default team of creators"));
    assertThat(policy.teamFor("aggregators", Optional.of("news"), Optional.empty()).team())
        .isEqualTo("aggregators-general");
    assertThat(policy.teamFor("aggregators", Optional.of("cooking"), Optional.of("hi")).team())
        .isEqualTo("aggregators-general");
    assertThat(policy.teamFor("creators", Optional.of("news"), Optional.of("fr")).team())
        .isEqualTo("creators-general");
    assertThat(policy.teamFor("nowhere", Optional.of("news"), Optional.of("hi")))
        .isEqualTo(new RoutingTable.Routed("creators-general", "default team"));
  }

  @Test
  void hindi_in_latin_letters_is_routed_as_hindi() {
    for (String tag : List.of("hi", "hi-Latn", "hi-IN", "hi_IN", "HI")) {
      assertThat(policy.teamFor("creators", Optional.of("news"), Optional.of(tag)).team())
          .as(tag)
          .isEqualTo("creators-hi-news");
    }
  }

  @Test
  void an_account_belongs_to_its_workspace_and_an_unknown_one_to_the_default() {
    assertThat(policy.workspaceOf("whatsapp", "100000000000002").name()).isEqualTo("aggregators");
    assertThat(policy.workspaceOf("telegram", "100000000000002").name()).isEqualTo("creators");
  }

  @Test
  void every_article_speaks_the_languages_of_the_guide() {
    assertThat(policy.guide().articles()).hasSizeGreaterThanOrEqualTo(18);
    for (Guide.Article article : policy.guide().articles().values()) {
      switch (article.kind()) {
        case ANSWER -> {
          var answered = new LinkedHashSet<>(SPOKEN);
          answered.addAll(ANSWERED_TOO);
          assertThat(article.says().keySet()).as(article.intent()).isEqualTo(answered);
        }
        case COURTESY -> assertThat(article.says()).containsOnlyKeys(SPOKEN);
        case HUMAN, NOTED -> {}
      }
      Map<String, Long> examples =
          article.examples().stream()
              .collect(Collectors.groupingBy(Example::language, Collectors.counting()));
      for (String language : SPOKEN) {
        assertThat(examples.getOrDefault(language, 0L))
            .as(article.intent() + " " + language)
            .isGreaterThanOrEqualTo(fewest(article.kind()));
      }
      if (article.kind() == Guide.Kind.ANSWER) {
        assertThat(ANSWERED_TOO)
            .as(article.intent())
            .allSatisfy(it -> assertThat(examples.getOrDefault(it, 0L)).isGreaterThanOrEqualTo(6));
      }
    }
  }

  @Test
  void a_language_without_a_text_gets_the_fallback_and_romanised_hindi_its_own() {
    var says = policy.guide().article("views_dropped").orElseThrow().says();
    assertThat(localised(says, "or")).isEqualTo("en");
    assertThat(localised(says, "ta")).isEqualTo("ta");
    assertThat(localised(says, "hi-Latn")).isEqualTo("hi-Latn");
    assertThat(localised(says, "hi-IN")).isEqualTo("hi");
    assertThat(localised(says, "ru")).isEqualTo("ru");
    var withoutLatin = new TreeMap<>(says);
    withoutLatin.remove("hi-Latn");
    assertThat(localised(withoutLatin, "hi-Latn")).isEqualTo("hi");
    assertThat(Guide.localised(says, Optional.empty(), "en").orElseThrow().language())
        .isEqualTo("en");
  }

  @Test
  void a_handover_is_told_in_the_person_s_language_first_and_fitting_second() {
    Optional<String> hacked = Optional.of("account_hacked");
    assertThat(policy.handover()).containsOnlyKeys(with(policy.languages(), "hi-Latn"));
    assertThat(policy.handoverText(hacked, Optional.of("en")).orElseThrow()).contains("password");
    assertThat(policy.handoverText(hacked, Optional.of("ta")))
        .isEqualTo(policy.handoverText(Optional.of("ta")));
    assertThat(policy.handoverText(hacked, Optional.empty()).orElseThrow()).contains("password");
    assertThat(policy.handoverText(Optional.empty(), Optional.of("hi")))
        .isEqualTo(policy.handoverText(Optional.of("hi")));
  }

  @Test
  void its_tests_hold_back_four_phrases_per_intent_and_language() {
    PhraseTests tests = PhraseTests.read(ShippedPolicy.files());
    Map<String, Long> counts =
        tests.phrases().stream()
            .collect(
                Collectors.groupingBy(
                    phrase -> phrase.intent() + " " + phrase.language(), Collectors.counting()));
    for (String intent : policy.guide().articles().keySet()) {
      for (String language : SPOKEN) {
        assertThat(counts.getOrDefault(intent + " " + language, 0L))
            .as(intent + " " + language)
            .isGreaterThanOrEqualTo(4);
      }
    }
    assertThat(tests.outOfScope()).hasSizeGreaterThanOrEqualTo(25);
    assertThat(tests.outOfScope().stream().map(Example::language))
        .contains(SPOKEN.toArray(String[]::new));
  }

  @Test
  void the_hash_depends_on_names_and_contents_and_on_nothing_else() {
    Map<String, String> files = ShippedPolicy.files();
    Map<String, String> elsewhere = new LinkedHashMap<>();
    new TreeMap<>(files)
        .descendingMap()
        .forEach((name, content) -> elsewhere.put("/opt/x/" + name.substring(7), content));
    Map<String, String> otherTests = new TreeMap<>(files);
    otherTests.put("policy/tests/phrases.yaml", "outOfScope: { en: [what is the weather like] }");
    Map<String, String> changed =
        ShippedPolicy.with("policy/policy.yaml", "threshold: 0.55", "threshold: 0.7");
    Map<String, String> renamed = new TreeMap<>(files);
    renamed.put("policy/guide/hello.yaml", renamed.remove("policy/guide/greeting.yaml"));

    assertThat(policy.hash()).matches("[0-9a-f]{64}");
    assertThat(ShippedPolicy.policy(elsewhere).hash()).isEqualTo(policy.hash());
    assertThat(ShippedPolicy.policy(otherTests).hash()).isEqualTo(policy.hash());
    assertThat(ShippedPolicy.policy(changed).hash()).isNotEqualTo(policy.hash());
    assertThat(ShippedPolicy.policy(renamed).hash()).isNotEqualTo(policy.hash());
  }

  private static long fewest(Guide.Kind kind) {
    return switch (kind) {
      case ANSWER, HUMAN -> 24;
      case COURTESY, NOTED -> 10;
    };
  }

  private static String localised(Map<String, Guide.Says> says, String language) {
    return Guide.localised(says, Optional.of(language), "en").orElseThrow().language();
  }

  private static String[] with(List<String> languages, String more) {
    Set<String> all = new LinkedHashSet<>(languages);
    all.add(more);
    return all.toArray(String[]::new);
  }
}
