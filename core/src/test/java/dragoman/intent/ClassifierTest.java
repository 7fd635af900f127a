package dragoman.intent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassifierTest {
  /** What the shipped policy uses. */
  private static final double THRESHOLD = 0.6;

  private final Phrases phrases = Phrases.ours();
  private final Classifier classifier = Classifier.train(phrases.examples());

  ClassifierTest() throws IOException {}

  @Test
  void most_unseen_phrases_are_recognised_and_hardly_one_is_answered_wrongly() {
    Phrases.Score score = phrases.score(classifier, THRESHOLD);
    System.out.println("held-back phrases, threshold " + THRESHOLD + ": " + score);
    assertThat(score.best()).isGreaterThanOrEqualTo(0.95);
    assertThat(score.right()).isGreaterThanOrEqualTo(0.80);
    assertThat(score.wrong()).isLessThanOrEqualTo(0.05);
    assertThat(score.silentWhereNone()).isGreaterThanOrEqualTo(0.90);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "hi", "hi-Latn", "ar", "ru"})
  void no_language_is_left_behind(String language) {
    Phrases.Score score = phrases.in(language).score(classifier, THRESHOLD);
    System.out.println(language + ": " + score);
    assertThat(score.right()).isGreaterThanOrEqualTo(0.7);
    assertThat(score.wrong()).isLessThanOrEqualTo(0.10);
  }

  @Test
  void hindi_in_latin_letters_is_recognised_from_examples_in_devanagari_alone() {
    List<Example> devanagari =
        phrases.examples().stream().filter(example -> example.language().equals("hi")).toList();
    Phrases.Score score =
        new Phrases(devanagari, phrases.in("hi-Latn").heldBack())
            .score(Classifier.train(devanagari), THRESHOLD);
    System.out.println("hi-Latn from hi: " + score);
    assertThat(score.best()).isGreaterThanOrEqualTo(0.7);
  }

  @Test
  void an_examples_own_words_are_recognised_whatever_their_case_and_punctuation() {
    Verdict verdict = classifier.classify("  WHERE is my ORDER!!! 😡?");
    assertThat(verdict.best()).contains("order_status");
    assertThat(verdict.confidence()).isGreaterThan(0.95);
  }

  @Test
  void a_phrase_that_two_intents_claim_is_left_to_people() {
    List<Example> disputed = new ArrayList<>(phrases.examples());
    disputed.add(new Example("refund", "en", "where is my order"));
    assertThat(Classifier.train(disputed).classify("where is my order").confidence())
        .isLessThan(0.95);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "👍👍", "...", "?", "‍️", "्"})
  void a_text_without_words_asks_for_nothing(String text) {
    Verdict verdict = classifier.classify(text);
    assertThat(verdict.best()).isEmpty();
    assertThat(verdict.confidence()).isZero();
    assertThat(verdict.reasons()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Where is my order? And when are you open?",
        "where is my order I have been waiting for so very long and nobody tells me anything and my"
            + " sister said that hers came within two days of ordering",
        "order zorblax quuxly fnord wibble plugh xyzzy"
      })
  void what_one_answer_cannot_serve_goes_to_people(String text) {
    assertThat(classifier.classify(text).confidence()).isLessThanOrEqualTo(0.3);
  }

  @Test
  void the_order_of_the_examples_changes_nothing() {
    List<Example> shuffled = new ArrayList<>(phrases.examples());
    Collections.shuffle(shuffled, new Random(7));
    Classifier other = Classifier.train(shuffled);
    for (Example phrase : phrases.heldBack()) {
      assertThat(other.classify(phrase.text())).isEqualTo(classifier.classify(phrase.text()));
    }
  }

  @Test
  void reasons_do_not_quote_the_person() {
    Verdict verdict = classifier.classify("cancel the order of Wilhelmina please");
    assertThat(verdict.reasons()).isNotEmpty().noneMatch(reason -> reason.contains("ilhelmina"));
    assertThat(verdict.reasons().getFirst()).contains("cancel_order").contains("similarity");
  }

  @Test
  void a_guide_without_examples_leaves_everything_to_people() {
    Verdict verdict = Classifier.train(List.of()).classify("where is my order");
    assertThat(verdict.best()).isEmpty();
    assertThat(verdict.confidence()).isZero();
  }

  @Test
  void a_guide_with_one_intent_is_not_sure_of_everything() {
    Classifier one =
        Classifier.train(
            phrases.examples().stream().filter(e -> e.intent().equals("refund")).toList());
    assertThat(one.classify("I want a refund").best()).isEqualTo(Optional.of("refund"));
    assertThat(one.classify("are you open on Sunday").confidence()).isLessThan(THRESHOLD);
  }

  @Test
  void hostile_text_is_survived() {
    assertThat(classifier.classify("a".repeat(200_000)).confidence()).isLessThan(THRESHOLD);
    assertThat(classifier.classify("order ".repeat(50_000)).confidence()).isLessThan(THRESHOLD);
    assertThat(classifier.classify("\ud83d \udc4d \u0000 \uffff refund").reasons()).isNotEmpty();
  }

  @Test
  void a_message_is_classified_well_within_a_millisecond() {
    long best = Long.MAX_VALUE;
    for (int round = 0; round < 20; round++) {
      long start = System.nanoTime();
      phrases.heldBack().forEach(phrase -> classifier.classify(phrase.text()));
      best = Math.min(best, (System.nanoTime() - start) / phrases.heldBack().size());
    }
    System.out.println("classify: " + best / 1000 + " us a message");
    assertThat(best).isLessThan(1_000_000);
  }
}
