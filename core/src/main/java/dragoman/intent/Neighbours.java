package dragoman.intent;

import dragoman.intent.Vocabulary.Vector;
import java.util.List;

/** The training examples, found by what they share with a text: an inverted index for cosines. */
final class Neighbours {
  private final int examples;
  private final int[] starts;
  private final int[] holders;
  private final float[] values;

  private Neighbours(int examples, int[] starts, int[] holders, float[] values) {
    this.examples = examples;
    this.starts = starts;
    this.holders = holders;
    this.values = values;
  }

  static Neighbours of(List<Vector> texts, int features) {
    int[] starts = new int[features + 1];
    for (Vector text : texts) {
      for (int feature : text.index()) {
        starts[feature + 1]++;
      }
    }
    for (int feature = 0; feature < features; feature++) {
      starts[feature + 1] += starts[feature];
    }
    int[] next = starts.clone();
    int[] holders = new int[starts[features]];
    float[] values = new float[starts[features]];
    for (int example = 0; example < texts.size(); example++) {
      Vector text = texts.get(example);
      for (int i = 0; i < text.index().length; i++) {
        int slot = next[text.index()[i]]++;
        holders[slot] = example;
        values[slot] = text.value()[i];
      }
    }
    return new Neighbours(texts.size(), starts, holders, values);
  }

  /** The cosine of the text with every example. */
  float[] similarities(Vector text) {
    float[] similarities = new float[examples];
    for (int i = 0; i < text.index().length; i++) {
      float value = text.value()[i];
      for (int slot = starts[text.index()[i]]; slot < starts[text.index()[i] + 1]; slot++) {
        similarities[holders[slot]] += value * values[slot];
      }
    }
    return similarities;
  }
}
