package dragoman.intent;

import dragoman.intent.Vocabulary.Vector;
import java.util.List;

/** What is learnt from a training set, and what it sees in a text. */
record Model(Vocabulary vocabulary, Separator separator, Neighbours neighbours, int[] labels) {

  /** A training set: texts, and for each the number of its intent below {@code intents}. */
  record Examples(List<Features> texts, int[] labels, int intents) {}

  /**
   * What speaks for the likeliest intent.
   *
   * @param best its number
   * @param nearest the example of it that is most like the text; -1 if it has none
   * @param similarity cosine to that example, 0 to 1
   * @param lead how much closer that is than the nearest example of any other intent
   * @param knownShare share of the words that were seen in training
   * @param evidence the same and more as numbers, for {@link Confidence}
   */
  record Finding(
      int best,
      int nearest,
      double similarity,
      double lead,
      double knownShare,
      double[] evidence) {}

  static Model train(Examples examples) {
    Vocabulary vocabulary = Vocabulary.of(examples.texts());
    List<Vector> vectors = examples.texts().stream().map(vocabulary::vector).toList();
    return new Model(
        vocabulary,
        Separator.train(vectors, examples.labels(), examples.intents(), vocabulary.size()),
        Neighbours.of(vectors, vocabulary.size()),
        examples.labels());
  }

  Finding look(Features text) {
    Vector vector = vocabulary.vector(text);
    float[] scores = separator.scores(vector);
    int best = 0;
    for (int intent = 1; intent < scores.length; intent++) {
      if (scores[intent] > scores[best]) {
        best = intent;
      }
    }
    float second = Float.NEGATIVE_INFINITY;
    for (int intent = 0; intent < scores.length; intent++) {
      if (intent != best) {
        second = Math.max(second, scores[intent]);
      }
    }
    float[] similarities = neighbours.similarities(vector);
    int nearest = -1;
    float own = 0;
    float next = 0;
    float foreign = 0;
    for (int example = 0; example < similarities.length; example++) {
      float similarity = similarities[example];
      if (labels[example] != best) {
        foreign = Math.max(foreign, similarity);
      } else if (similarity > own || nearest < 0) {
        next = own;
        own = similarity;
        nearest = example;
      } else {
        next = Math.max(next, similarity);
      }
    }
    double known = vocabulary.knownShare(text);
    double margin = scores.length > 1 ? scores[best] - second : 1;
    double[] evidence = {
      scores[best],
      Math.min(1, margin),
      own,
      own - foreign,
      (own + next) / 2,
      known,
      Math.log(1.0 + text.words().size()) / 3
    };
    return new Finding(best, nearest, own, own - foreign, known, evidence);
  }
}
