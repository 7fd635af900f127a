package dragoman.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LanguagesTest {
  static Stream<String> sentences() throws IOException {
    try (InputStream file = LanguagesTest.class.getResourceAsStream("sentences.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"));
    }
  }

  @ParameterizedTest
  @MethodSource("sentences")
  void a_sentence_tells_its_language_or_none(String line) {
    String[] parts = line.split(" ", 2);
    Detected detected = Languages.detect(parts[1]);
    assertThat(detected.language().orElse("-")).as(detected.reason()).isEqualTo(parts[0]);
    assertThat(detected.confidence()).isBetween(0.0, 1.0);
    assertThat(detected.language().isPresent()).isEqualTo(detected.confidence() > 0);
  }

  @ParameterizedTest
  @CsvSource({
    "'মেরা where is my order please', en",
    "'iPhone 15 Pro Max का दाम क्या है', hi",
    "'me@example.com https://example.com/where/is/my/order', -",
    "'वाह, शाबाश', -"
  })
  void names_addresses_and_stray_words_of_another_script_do_not_tell(String text, String language) {
    assertThat(Languages.detect(text).language().orElse("-")).isEqualTo(language);
  }

  @Test
  void the_reason_does_not_quote_the_text() {
    assertThat(Languages.detect("where is my order, asks Wilhelmina").reason())
        .isNotBlank()
        .doesNotContain("ilhelmina");
  }

  @Test
  void hostile_text_is_survived() {
    assertThat(Languages.detect("").language()).isEmpty();
    assertThat(Languages.detect("x".repeat(200_000)).language()).isEmpty();
    assertThat(Languages.detect("\ud83d \udc4d \u0000 \uffff").language()).isEmpty();
    assertThat(Languages.detect("where is my order ".repeat(20_000)).language()).contains("en");
  }

  @Test
  void detection_takes_well_under_a_millisecond() throws IOException {
    List<String> texts = sentences().toList();
    long best = Long.MAX_VALUE;
    for (int round = 0; round < 20; round++) {
      long start = System.nanoTime();
      texts.forEach(Languages::detect);
      best = Math.min(best, (System.nanoTime() - start) / texts.size());
    }
    System.out.println("detect: " + best / 1000 + " us a message");
    assertThat(best).isLessThan(500_000);
  }

  /** Public texts, which are not part of the project: {@code -Dcorpora=DIR} says where. */
  @ParameterizedTest
  @CsvSource({
    "massive/en-US, en, 85",
    "massive/hi-IN, hi, 90",
    "massive/ur-PK, ur, 94",
    "massive/ar-SA, ar, 88",
    "massive/ru-RU, ru, 88",
    "massive/bn-BD, bn, 93",
    "massive/ta-IN, ta, 99",
    "massive/te-IN, te, 99",
    "massive/kn-IN, kn, 99",
    "massive/ml-IN, ml, 99",
    "hinglish_top/data, en, 90",
    "hinglish_top/data, hi-Latn, 90"
  })
  void most_public_texts_tell_and_hardly_one_misleads(String file, String language, double floor)
      throws IOException {
    String corpora = System.getProperty("corpora", "");
    assumeFalse(corpora.isEmpty(), "needs -Dcorpora=DIR with intent-data in it");
    Map<String, Integer> found = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of(corpora, "intent-data", file + ".tsv"))) {
      String[] row = line.split("\t");
      if (row[0].equals("test") && (language.equals(row[3]) || file.startsWith("massive"))) {
        found.merge(Languages.detect(row[2]).language().orElse("-"), 1, Integer::sum);
      }
    }
    int all = found.values().stream().mapToInt(count -> count).sum();
    int right = found.getOrDefault(language, 0);
    int wrong = all - right - found.getOrDefault("-", 0);
    System.out.printf("%s %s of %d: %s%n", file, language, all, found);
    assertThat(100.0 * right / all).isGreaterThan(floor);
    // MASSIVE keeps a few utterances in Latin letters untranslated; those are truly not Arabic.
    assertThat(100.0 * wrong / all).isLessThan(2);
  }

  @Test
  void a_language_is_in_lower_case_iso_form() throws IOException {
    assertThat(
            sentences().map(line -> Languages.detect(line.substring(line.indexOf(' '))).language()))
        .filteredOn(Optional::isPresent)
        .allMatch(language -> language.get().matches("[a-z]{2,3}(-Latn)?"));
  }
}
