package dragoman.intent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A labelled set: what is learnt from and what is held back.
 *
 * @param heldBack with the intent {@link #NONE} where no intent answers
 */
record Phrases(List<Example> examples, List<Example> heldBack) {
  static final String NONE = "-";

  /** What a threshold makes of the held-back phrases, as shares. */
  record Score(double right, double wrong, double silentWhereNone, double best) {}

  static Phrases ours() throws IOException {
    List<Example> examples = new ArrayList<>();
    List<Example> heldBack = new ArrayList<>();
    try (InputStream file = Phrases.class.getResourceAsStream("phrases.txt")) {
      String intent = "";
      String language = "";
      for (String line : new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (line.startsWith("= ")) {
          intent = line.substring(2);
        } else if (line.startsWith("+ ")) {
          language = line.substring(2);
        } else if (line.startsWith("?> ")) {
          heldBack.add(new Example(intent, language, line.substring(3)));
        } else if (!line.startsWith("#")) {
          examples.add(new Example(intent, language, line));
        }
      }
    }
    return new Phrases(List.copyOf(examples), List.copyOf(heldBack));
  }

  /** Right and best of what some intent answers, wrong of all that was answered. */
  Score score(Classifier classifier, double threshold) {
    double answered = 0;
    double right = 0;
    double best = 0;
    double answerable = 0;
    double silent = 0;
    for (Example phrase : heldBack) {
      Verdict verdict = classifier.classify(phrase.text());
      boolean sure = verdict.confidence() >= threshold;
      boolean hit = verdict.best().filter(phrase.intent()::equals).isPresent();
      boolean none = phrase.intent().equals(NONE);
      answerable += none ? 0 : 1;
      best += hit ? 1 : 0;
      answered += sure ? 1 : 0;
      right += sure && hit ? 1 : 0;
      silent += none && !sure ? 1 : 0;
    }
    double nothing = heldBack.size() - answerable;
    return new Score(
        right / answerable,
        answered == 0 ? 0 : (answered - right) / answered,
        nothing == 0 ? 1 : silent / nothing,
        best / answerable);
  }

  Phrases in(String language) {
    return new Phrases(
        examples, heldBack.stream().filter(phrase -> phrase.language().equals(language)).toList());
  }
}
