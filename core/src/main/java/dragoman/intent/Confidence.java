package dragoman.intent;

import dragoman.intent.Model.Examples;
import dragoman.intent.Model.Finding;
import java.util.ArrayList;
import java.util.List;

/**
 * How often a finding of this kind is right: a logistic curve over its evidence. It is learnt by
 * leaving out a part of the examples and, with each part, some intents altogether, so that it has
 * met questions that no intent answers without anybody having to write such questions. Few examples
 * move it little from weights that were set beforehand.
 */
record Confidence(double[] weights) {
  private static final int FOLDS = 3;

  /**
   * All left-out intents together weigh as much as the rest, one of their examples at most this.
   */
  private static final double UNKNOWN_LIMIT = 5;

  private static final int SWEEPS = 40;

  /** Before anything is learnt; the constant stands last. */
  private static final double[] BEFOREHAND = {2.5, 2, 2, 2, 1, 1.5, 0, -2.5};

  /** How strongly the beforehand holds, in examples. */
  private static final double HOLD = 0.5;

  private record Trial(double[] evidence, boolean right, double weight) {}

  static Confidence learn(Examples examples) {
    List<Trial> trials = new ArrayList<>();
    List<double[]> unknown = new ArrayList<>();
    int[] ordinal = ordinals(examples);
    for (int fold = 0; fold < FOLDS; fold++) {
      trial(examples, ordinal, fold, trials, unknown);
    }
    if (unknown.isEmpty()) {
      // Of one or two intents none can be left out: nothing is to be learnt of unknown questions.
      return new Confidence(BEFOREHAND);
    }
    double weight = Math.min(UNKNOWN_LIMIT, (double) trials.size() / unknown.size());
    unknown.forEach(evidence -> trials.add(new Trial(evidence, false, weight)));
    return new Confidence(fit(trials));
  }

  /** 0 to 1. */
  double of(Finding finding) {
    return logistic(sum(weights, finding.evidence()));
  }

  private static void trial(
      Examples examples, int[] ordinal, int fold, List<Trial> trials, List<double[]> unknown) {
    List<Features> kept = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < ordinal.length; i++) {
      if (!leftOut(examples, i, fold) && ordinal[i] % FOLDS != fold) {
        kept.add(examples.texts().get(i));
        labels.add(examples.labels()[i]);
      }
    }
    if (labels.stream().distinct().count() < 2) {
      return;
    }
    int[] known = labels.stream().mapToInt(label -> label).toArray();
    Model model = Model.train(new Examples(kept, known, examples.intents()));
    for (int i = 0; i < ordinal.length; i++) {
      if (leftOut(examples, i, fold)) {
        unknown.add(model.look(examples.texts().get(i)).evidence());
      } else if (ordinal[i] % FOLDS == fold) {
        Finding finding = model.look(examples.texts().get(i));
        boolean right = finding.best() == examples.labels()[i];
        trials.add(new Trial(finding.evidence(), right, 1));
      }
    }
  }

  private static boolean leftOut(Examples examples, int example, int fold) {
    return examples.labels()[example] % FOLDS == fold;
  }

  /** For each example how many of its intent come before it. */
  private static int[] ordinals(Examples examples) {
    int[] seen = new int[examples.intents()];
    int[] ordinals = new int[examples.labels().length];
    for (int i = 0; i < ordinals.length; i++) {
      ordinals[i] = seen[examples.labels()[i]]++;
    }
    return ordinals;
  }

  /** One Newton step per weight and sweep, towards the beforehand. */
  private static double[] fit(List<Trial> trials) {
    double[] weights = BEFOREHAND.clone();
    double[] sums = trials.stream().mapToDouble(trial -> sum(weights, trial.evidence())).toArray();
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int place = 0; place < weights.length; place++) {
        double slope = HOLD * (weights[place] - BEFOREHAND[place]);
        double bend = HOLD;
        for (int i = 0; i < sums.length; i++) {
          Trial trial = trials.get(i);
          double input = at(trial.evidence(), place);
          double guess = logistic(sums[i]);
          slope += trial.weight() * (guess - (trial.right() ? 1 : 0)) * input;
          bend += trial.weight() * guess * (1 - guess) * input * input;
        }
        double change = Math.clamp(-slope / bend, -1, 1);
        weights[place] += change;
        for (int i = 0; i < sums.length; i++) {
          sums[i] += change * at(trials.get(i).evidence(), place);
        }
      }
    }
    return weights;
  }

  private static double at(double[] evidence, int place) {
    return place < evidence.length ? evidence[place] : 1;
  }

  private static double sum(double[] weights, double[] evidence) {
    double sum = weights[evidence.length];
    for (int i = 0; i < evidence.length; i++) {
      sum += weights[i] * evidence[i];
    }
    return sum;
  }

  private static double logistic(double value) {
    return 1 / (1 + Math.exp(-value));
  }
}
