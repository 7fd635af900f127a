package dragoman.intent;

import dragoman.intent.Vocabulary.Vector;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One linear separator per intent, each against all others: support vector machines with squared
 * hinge loss, trained by dual coordinate descent (Hsieh, Chang, Lin, Keerthi, Sundararajan: "A Dual
 * Coordinate Descent Method for Large-scale Linear SVM", ICML 2008, algorithm 1). The order of the
 * examples comes from a fixed seed, so the same examples give the same weights.
 *
 * @param weights by feature, then intent
 */
record Separator(int intents, float[] weights, float[] bias) {
  private static final double COST = 1;
  private static final double POSITIVE_COST = 4;
  private static final int EPOCHS = 12;
  private static final double STILL = 0.01;
  private static final float BIAS_INPUT = 0.5f;

  static Separator train(List<Vector> texts, int[] labels, int intents, int features) {
    Vector[] inputs = texts.toArray(Vector[]::new);
    double[] lengths = new double[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      lengths[i] = BIAS_INPUT * BIAS_INPUT;
      for (float value : inputs[i].value()) {
        lengths[i] += value * value;
      }
    }
    float[] weights = new float[intents * features];
    float[] bias = new float[intents];
    // Each intent writes its own column only, so the threads cannot change the result.
    IntStream.range(0, intents)
        .parallel()
        .forEach(
            intent -> {
              float[] column = column(inputs, lengths, labels, intent, features);
              for (int feature = 0; feature < features; feature++) {
                weights[feature * intents + intent] = column[feature];
              }
              bias[intent] = column[features] * BIAS_INPUT;
            });
    return new Separator(intents, weights, bias);
  }

  /** How far on the intent's side of its separator the text lies, for every intent. */
  float[] scores(Vector text) {
    float[] scores = bias.clone();
    for (int i = 0; i < text.index().length; i++) {
      int row = text.index()[i] * intents;
      float value = text.value()[i];
      for (int intent = 0; intent < intents; intent++) {
        scores[intent] += value * weights[row + intent];
      }
    }
    return scores;
  }

  private static float[] column(
      Vector[] inputs, double[] lengths, int[] labels, int intent, int features) {
    float[] column = new float[features + 1];
    double[] alpha = new double[inputs.length];
    int[] order = IntStream.range(0, inputs.length).toArray();
    long seed = 0x9e3779b97f4a7c15L;
    int active = order.length;
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      double most = 0;
      for (int i = 0; i < active; i++) {
        seed = seed * 6364136223846793005L + 1442695040888963407L;
        int other = i + (int) ((seed >>> 33) % (active - i));
        int example = order[other];
        order[other] = order[i];
        order[i] = example;
        double moved = step(inputs, lengths, labels, intent, features, column, alpha, example);
        most = Math.max(most, moved);
      }
      if (most < STILL) {
        break;
      }
    }
    return column;
  }

  private static double step(
      Vector[] inputs,
      double[] lengths,
      int[] labels,
      int intent,
      int features,
      float[] column,
      double[] alpha,
      int example) {
    int side = labels[example] == intent ? 1 : -1;
    double slack = 0.5 / (side > 0 ? POSITIVE_COST * COST : COST);
    int[] index = inputs[example].index();
    float[] value = inputs[example].value();
    double score = column[features] * BIAS_INPUT;
    for (int i = 0; i < index.length; i++) {
      score += column[index[i]] * value[i];
    }
    double gradient = side * score - 1 + slack * alpha[example];
    if (alpha[example] == 0 && gradient >= 0) {
      return 0;
    }
    double before = alpha[example];
    alpha[example] = Math.max(0, before - gradient / (lengths[example] + slack));
    float change = (float) ((alpha[example] - before) * side);
    column[features] += change * BIAS_INPUT;
    for (int i = 0; i < index.length; i++) {
      column[index[i]] += change * value[i];
    }
    return Math.abs(gradient);
  }
}
