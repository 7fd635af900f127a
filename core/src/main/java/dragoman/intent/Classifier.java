package dragoman.intent;

import dragoman.intent.Model.Examples;
import dragoman.intent.Model.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Says what a text asks for, after the example phrases of the guide, in all their languages at
 * once; and how sure it is, so that what is unsure goes to a person. The same examples in any order
 * give the same verdicts. Immutable, safe for threads.
 *
 * <p>Texts may be of any length; only the first 200 words are read. Paraphrases without a word in
 * common with an example, negation and irony are beyond it.
 */
public final class Classifier {
  /** What a text that says exactly what an example says is worth. */
  private static final double EXACT = 0.99;

  private static final double NEARLY_EXACT = 0.95;

  /** No more than this for a text that one answer cannot serve. */
  private static final double DOUBTFUL = 0.3;

  private static final int MANY_WORDS = 25;
  private static final double FEW_KNOWN = 0.3;

  private final List<Example> examples;
  private final List<String> intents;
  private final Model model;
  private final Confidence confidence;
  private final Map<List<String>, Optional<Example>> exact;

  private Classifier(
      List<Example> examples,
      List<String> intents,
      Model model,
      Confidence confidence,
      Map<List<String>, Optional<Example>> exact) {
    this.examples = examples;
    this.intents = intents;
    this.model = model;
    this.confidence = confidence;
    this.exact = exact;
  }

  /** Learns from the examples; those without a letter or digit teach nothing and are left out. */
  public static Classifier train(List<Example> examples) {
    List<Example> sorted =
        examples.stream()
            .distinct()
            .filter(example -> !spoken(Normaliser.words(example.text())).isEmpty())
            .sorted(
                Comparator.comparing(Example::intent)
                    .thenComparing(Example::language)
                    .thenComparing(Example::text))
            .toList();
    List<String> intents = sorted.stream().map(Example::intent).distinct().toList();
    List<Features> texts = sorted.stream().map(example -> Features.of(example.text())).toList();
    int[] labels = sorted.stream().mapToInt(example -> intents.indexOf(example.intent())).toArray();
    var training = new Examples(texts, labels, intents.size());
    Map<List<String>, Optional<Example>> exact = new HashMap<>();
    for (int i = 0; i < texts.size(); i++) {
      Example example = sorted.get(i);
      // Two intents that claim the same phrase cancel each other.
      exact.merge(
          spoken(texts.get(i).words()),
          Optional.of(example),
          (one, other) -> one.filter(first -> first.intent().equals(example.intent())));
    }
    return new Classifier(
        sorted, intents, Model.train(training), Confidence.learn(training), Map.copyOf(exact));
  }

  /** The likeliest intent with its confidence; a text without a known word has none. */
  public Verdict classify(String text) {
    Features features = Features.of(text);
    List<String> spoken = spoken(features.words());
    if (spoken.isEmpty()) {
      return new Verdict(Optional.empty(), 0, List.of("no words in the text"));
    }
    Optional<Example> same = exact.getOrDefault(spoken, Optional.empty());
    if (same.isPresent()) {
      String reason = "the very words of an example in " + same.get().language();
      return new Verdict(Optional.of(same.get().intent()), EXACT, List.of(reason));
    }
    if (intents.isEmpty()) {
      return new Verdict(Optional.empty(), 0, List.of("the guide has no examples"));
    }
    Finding finding = model.look(features);
    if (finding.similarity() == 0) {
      return new Verdict(Optional.empty(), 0, List.of("nothing in common with any example"));
    }
    return judge(features, spoken.size(), finding);
  }

  private Verdict judge(Features features, int words, Finding finding) {
    boolean nearlyExact = finding.similarity() >= NEARLY_EXACT && finding.lead() > 1 - NEARLY_EXACT;
    double sure = nearlyExact ? EXACT : sure(finding);
    Example nearest = examples.get(finding.nearest());
    List<String> reasons = new ArrayList<>();
    reasons.add(
        String.format(
            Locale.ROOT,
            "nearest example of %s is in %s, similarity %.2f",
            nearest.intent(),
            nearest.language(),
            finding.similarity()));
    reasons.add(Math.round(finding.knownShare() * words) + " of " + words + " words known");
    long questions = features.words().stream().filter("?"::equals).count();
    List<String> doubts = new ArrayList<>();
    if (questions > 1) {
      doubts.add(questions + " questions in one message");
    }
    if (words > MANY_WORDS) {
      doubts.add("longer than " + MANY_WORDS + " words");
    }
    if (finding.knownShare() < FEW_KNOWN) {
      doubts.add("most words unknown");
    }
    reasons.addAll(doubts);
    return new Verdict(
        Optional.of(intents.get(finding.best())),
        doubts.isEmpty() ? sure : Math.min(sure, DOUBTFUL),
        reasons);
  }

  /** With no other intent to compare with, only likeness counts. */
  private double sure(Finding finding) {
    return intents.size() == 1 ? finding.similarity() : confidence.of(finding);
  }

  private static List<String> spoken(List<String> words) {
    return words.contains("?") ? words.stream().filter(word -> !word.equals("?")).toList() : words;
  }
}
