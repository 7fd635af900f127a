package dragoman.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Public benchmarks, which are not part of the project: {@code -Dcorpora=DIR} says where. */
class BenchmarkTest {
  /**
   * CLINC150 (Larson et al., "An Evaluation Dataset for Intent Classification and Out-of-Scope
   * Prediction", EMNLP 2019), small training set. The paper's table 2 has Dialogflow at 89.2 % of
   * in-scope questions right.
   */
  @Test
  void clinc150_small_is_recognised_better_than_by_the_vendors_of_its_paper() throws IOException {
    Phrases set = read("clinc150/data_small.tsv", "train", List.of("test", "oos_test"));
    long start = System.nanoTime();
    Classifier classifier = Classifier.train(set.examples());
    double seconds = (System.nanoTime() - start) / 1e9;
    Phrases.Score score = set.score(classifier, 0.6);
    System.out.printf("CLINC150 small: trained in %.1f s, %s%n", seconds, score);
    assertThat(score.best()).isGreaterThan(0.90);
    assertThat(score.silentWhereNone()).isGreaterThan(0.95);
    assertThat(score.wrong()).isLessThan(0.05);
    assertThat(seconds).isLessThan(60);
  }

  @Test
  void clinc150_with_ten_examples_an_intent_is_answered_with_care() throws IOException {
    Phrases.Score score =
        measured("CLINC150 10-shot", read("clinc150/fewshot.tsv", "train_10", List.of("test")));
    assertThat(score.best()).isGreaterThan(0.79);
    assertThat(score.wrong()).isLessThan(0.07);
  }

  /** HINT3: messages of real users in India, most of which no intent answers. */
  @Test
  void hint3_keeps_silent_where_no_intent_answers() throws IOException {
    Phrases.Score score =
        measured("HINT3 curekart", read("hint3/curekart_v2.tsv", "train", List.of("test")));
    assertThat(score.best()).isGreaterThan(0.84);
    assertThat(score.silentWhereNone()).isGreaterThan(0.94);
    assertThat(score.wrong()).isLessThan(0.12);
  }

  private static Phrases.Score measured(String name, Phrases set) {
    Phrases.Score score = set.score(Classifier.train(set.examples()), 0.6);
    System.out.println(name + ": " + score);
    return score;
  }

  private static Phrases read(String file, String training, List<String> test) throws IOException {
    String corpora = System.getProperty("corpora", "");
    assumeFalse(corpora.isEmpty(), "needs -Dcorpora=DIR with intent-data in it");
    List<String[]> rows;
    try (var lines = Files.lines(Path.of(corpora, "intent-data", file))) {
      rows = lines.skip(1).map(line -> line.split("\t")).toList();
    }
    return new Phrases(
        rows.stream().filter(row -> row[0].equals(training)).map(BenchmarkTest::example).toList(),
        rows.stream().filter(row -> test.contains(row[0])).map(BenchmarkTest::example).toList());
  }

  private static Example example(String[] row) {
    boolean none = row[1].equals("oos") || row[1].equals("NO_NODES_DETECTED");
    return new Example(none ? Phrases.NONE : row[1], row[3], row[2]);
  }
}
