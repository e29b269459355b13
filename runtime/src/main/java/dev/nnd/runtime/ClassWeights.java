package dev.nnd.runtime;

import java.util.Arrays;
import java.util.List;

/** How much an example counts by its class, scaled so that the mean over the training examples is 1. */
public sealed interface ClassWeights {

  /** Every example counts the same. */
  record Equal() implements ClassWeights {
  }

  /** Every class counts the same: an example weighs N / (K n) in a class of n among K classes. */
  record Balanced() implements ClassWeights {
  }

  /** One weight a class, in the classes' order. */
  record Given(List<Double> weights) implements ClassWeights {
    /** Keeps an immutable copy of weights that are positive. */
    public Given {
      weights = List.copyOf(weights);
      weights.forEach(weight -> Setting.positive("a class weight", weight));
    }
  }

  /** @see Equal */
  static ClassWeights equal() {
    return new Equal();
  }

  /** @see Balanced */
  static ClassWeights balanced() {
    return new Balanced();
  }

  /** @see Given */
  static ClassWeights given(double... weights) {
    return new Given(Arrays.stream(weights).boxed().toList());
  }

  /**
   * The weights for a training part.
   *
   * @param counts the number of its examples in each class
   * @return one weight a class, with a mean of 1 over the examples
   */
  default double[] fit(int[] counts) {
    double[] weights = new double[counts.length];
    if (this instanceof Given given && given.weights().size() != counts.length) {
      throw new IllegalArgumentException(given.weights().size() + " class weights for " + counts.length
          + " classes");
    }
    double total = 0;
    double weighted = 0;
    for (int k = 0; k < counts.length; k++) {
      weights[k] = this instanceof Given given ? given.weights().get(k)
          : this instanceof Balanced && counts[k] > 0 ? 1.0 / counts[k] : 1;
      total += counts[k];
      weighted += counts[k] * weights[k];
    }
    for (int k = 0; k < counts.length; k++) {
      weights[k] *= total / weighted;
    }
    return weights;
  }
}
