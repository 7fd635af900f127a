package dragoman.language;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.language.LanguageChoice.Chosen;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LanguageChoiceTest {
  private static final Detected UNSURE = new Detected(Optional.empty(), 0, "a single word");
  private static final Optional<String> NONE = Optional.empty();
  private static final List<String> SERVED = List.of("en", "hi", "ar", "ru");

  @Test
  void a_text_is_answered_in_the_language_it_is_in_whatever_the_profile_says() {
    Chosen chosen =
        choose(sure("ru"), Optional.of("en"), Optional.of("ar"), NONE, Optional.of("hi"));
    assertThat(chosen.language()).contains("ru");
    assertThat(chosen.reason()).isEqualTo("the text is in ru");
  }

  @Test
  void an_unsure_text_leaves_it_to_profile_then_conversation_then_hint_then_default() {
    Optional<String> ar = Optional.of("ar");
    Optional<String> hi = Optional.of("hi");
    Optional<String> ru = Optional.of("ru");
    Optional<String> en = Optional.of("en");
    assertThat(choose(UNSURE, ar, ru, hi, en).language()).contains("ar");
    assertThat(choose(UNSURE, NONE, ru, hi, en).language()).contains("hi");
    assertThat(choose(UNSURE, NONE, ru, NONE, en).language()).contains("ru");
    assertThat(choose(UNSURE, NONE, NONE, NONE, en).language()).contains("en");
    assertThat(choose(UNSURE, NONE, NONE, NONE, NONE).language()).isEmpty();
  }

  @Test
  void a_language_that_is_not_served_is_passed_over_and_named() {
    Chosen chosen = choose(sure("ta"), Optional.of("fr"), NONE, NONE, Optional.of("en"));
    assertThat(chosen.language()).contains("en");
    assertThat(chosen.reason())
        .isEqualTo(
            "the text is in ta, which is not served; the profile says fr, which is not served;"
                + " the workspace's default is en");
  }

  @Test
  void romanised_hindi_is_served_where_hindi_is() {
    assertThat(choose(sure("hi-Latn"), NONE, NONE, NONE, NONE).language()).contains("hi-Latn");
    assertThat(
            LanguageChoice.choose(sure("hi-Latn"), NONE, NONE, NONE, NONE, List.of("en"))
                .language())
        .isEmpty();
  }

  @Test
  void an_ok_does_not_bring_a_script_the_person_does_not_write() {
    Chosen chosen = choose(UNSURE, Optional.of("hi"), NONE, Optional.of("hi-Latn"), NONE);
    assertThat(chosen.language()).contains("hi-Latn");
    assertThat(choose(sure("hi"), Optional.of("hi"), NONE, Optional.of("hi-Latn"), NONE).language())
        .contains("hi");
  }

  @Test
  void after_a_text_in_an_unserved_language_the_settled_script_still_holds() {
    Chosen chosen = choose(sure("ta"), Optional.of("hi"), NONE, Optional.of("hi-Latn"), NONE);
    assertThat(chosen.language()).contains("hi-Latn");
  }

  @Test
  void regions_scripts_and_spellings_of_a_tag_do_not_matter() {
    for (String tag : List.of("en-IN", "en_US", "EN", "en-Latn-GB")) {
      assertThat(choose(UNSURE, NONE, Optional.of(tag), NONE, NONE).language())
          .as(tag)
          .contains("en");
    }
    assertThat(choose(UNSURE, Optional.of("hi-Deva-IN"), NONE, NONE, NONE).language())
        .contains("hi");
  }

  @Test
  void a_hint_that_is_no_language_is_passed_over_without_repeating_it() {
    Chosen chosen = choose(UNSURE, NONE, Optional.of("<b>call 98765</b>"), NONE, Optional.of("en"));
    assertThat(chosen.language()).contains("en");
    assertThat(chosen.reason()).doesNotContain("98765");
  }

  private static Chosen choose(
      Detected text,
      Optional<String> profile,
      Optional<String> hint,
      Optional<String> settled,
      Optional<String> workspace) {
    return LanguageChoice.choose(text, profile, hint, settled, workspace, SERVED);
  }

  private static Detected sure(String language) {
    return new Detected(Optional.of(language), 0.9, "told");
  }
}
