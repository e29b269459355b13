package dev.nnd.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every optimiser against the textbook's formulas, one parameter at a time, over twenty steps of a known sequence of
 * gradients.
 */
class OptimizerTest {
  private static final int STEPS = 20;
  private static final int LENGTH = 19;

  /** One parameter's course by the formulas. */
  private interface Textbook {
    double step(double w, double g, int t);
  }

  /** A fresh course, with its moments at 0, for each parameter. */
  private interface Course {
    Textbook start();
  }

  private static double gradient(int j, int t) {
    return Math.sin(1.7 * j + 0.9 * t) + 0.1 * j;
  }

  private static double first(int j) {
    return Math.cos(j);
  }

  private static void assertFollows(Optimizer optimizer, Course course) {
    Layout padded = Layout.rows(1, LENGTH).padded(8);
    List<Parameter> shape = List.of(Parameter.of("w", padded, Initializer.zeros(), LENGTH));
    DoubleParameters w = new DoubleParameters(shape);
    DoubleParameters g = new DoubleParameters(shape);
    FloatParameters wf = new FloatParameters(shape);
    FloatParameters gf = new FloatParameters(shape);
    Updater updater = new DoubleUpdater(optimizer, w, g);
    Updater updaterF = new FloatUpdater(optimizer, wf, gf);
    double[] expected = new double[LENGTH];
    Textbook[] textbooks = new Textbook[LENGTH];
    for (int j = 0; j < LENGTH; j++) {
      expected[j] = first(j);
      textbooks[j] = course.start();
    }
    w.copyFrom(expected);
    wf.copyFrom(expected);
    double[] gradients = new double[LENGTH];
    double[] got = new double[LENGTH];
    for (int t = 1; t <= STEPS; t++) {
      for (int j = 0; j < LENGTH; j++) {
        gradients[j] = gradient(j, t);
        expected[j] = textbooks[j].step(expected[j], gradients[j], t);
      }
      g.copyFrom(gradients);
      gf.copyFrom(gradients);
      updater.step(optimizer.rate());
      updaterF.step(optimizer.rate());
      w.copyTo(got);
      assertThat(got).as("double, step %d", t).containsExactly(expected, within(1e-13));
      wf.copyTo(got);
      assertThat(got).as("float, step %d", t).containsExactly(expected, within(2e-5));
    }
    assertThat(w.rows(0)[0]).endsWith(0.0, 0.0, 0.0, 0.0, 0.0);
    assertThat(wf.rows(0)[0]).endsWith(0, 0, 0, 0, 0);
    assertThat(updater.steps()).isEqualTo(STEPS);
  }

  @Test
  void sgd() {
    assertFollows(Optimizer.sgd(0.1), () -> (w, g, t) -> w - 0.1 * g);
  }

  @Test
  void sgdWithDecay() {
    assertFollows(Optimizer.sgd(0.1, 0, false, 0.05), () -> (w, g, t) -> w - 0.1 * (g + 0.05 * w));
  }

  @Test
  void sgdWithMomentum() {
    assertFollows(Optimizer.sgd(0.1, 0.9, false, 0.05), () -> new Textbook() {
      private double v;

      @Override
      public double step(double w, double g, int t) {
        v = 0.9 * v + g + 0.05 * w;
        return w - 0.1 * v;
      }
    });
  }

  @Test
  void sgdWithNesterovsMomentum() {
    assertFollows(Optimizer.sgd(0.1, 0.9, true, 0.05), () -> new Textbook() {
      private double v;

      @Override
      public double step(double w, double g, int t) {
        double decayed = g + 0.05 * w;
        v = 0.9 * v + decayed;
        return w - 0.1 * (decayed + 0.9 * v);
      }
    });
  }

  @Test
  void adagrad() {
    assertFollows(Optimizer.adagrad(0.1), () -> new Textbook() {
      private double s;

      @Override
      public double step(double w, double g, int t) {
        s += g * g;
        return w - 0.1 * g / (Math.sqrt(s) + 1e-10);
      }
    });
  }

  @Test
  void rmsprop() {
    assertFollows(Optimizer.rmsprop(0.01, 0.9), () -> new Textbook() {
      private double s;

      @Override
      public double step(double w, double g, int t) {
        s = 0.9 * s + 0.1 * g * g;
        return w - 0.01 * g / (Math.sqrt(s) + 1e-8);
      }
    });
  }

  private static Course adam(double decay) {
    return () -> new Textbook() {
      private double m;
      private double v;

      @Override
      public double step(double w, double g, int t) {
        m = 0.8 * m + 0.2 * g;
        v = 0.95 * v + 0.05 * g * g;
        double mHat = m / (1 - Math.pow(0.8, t));
        double vHat = v / (1 - Math.pow(0.95, t));
        double decayed = w - 0.01 * decay * w;
        return decayed - 0.01 * mHat / (Math.sqrt(vHat) + 1e-6);
      }
    };
  }

  @Test
  void adam() {
    assertFollows(Optimizer.adam(0.01, 0.8, 0.95, 1e-6), adam(0));
  }

  @Test
  void adamW() {
    assertFollows(Optimizer.adamw(0.01, 0.8, 0.95, 1e-6, 0.1), adam(0.1));
  }

  @Test
  void aGradientOfZeroMovesNothing() {
    List<Parameter> shape = List.of(Parameter.of("w", Layout.rows(1, 3), Initializer.ones(), 3));
    for (Optimizer optimizer : List.of(Optimizer.sgd(1, 0.9, true, 0), Optimizer.adagrad(1),
        Optimizer.rmsprop(1, 0.9), Optimizer.adam(1))) {
      FloatParameters w = new FloatParameters(shape);
      w.initialize(1);
      new FloatUpdater(optimizer, w, new FloatParameters(shape)).step(1);
      assertThat(w.rows(0)[0]).containsExactly(1, 1, 1);
    }
  }

  @Test
  void statesAreNotTouched() {
    List<Parameter> shape = List.of(Parameter.state("s", Layout.rows(1, 2), Initializer.ones(), 2),
        Parameter.of("w", Layout.rows(1, 2), Initializer.ones(), 2));
    FloatParameters w = new FloatParameters(shape);
    FloatParameters g = new FloatParameters(shape);
    w.initialize(1);
    g.initialize(1);
    new FloatUpdater(Optimizer.sgd(0.5), w, g).step(0.5);
    assertThat(w.values("s")).containsExactly(1, 1);
    assertThat(w.values("w")).containsExactly(0.5, 0.5);
  }

  @Test
  void memoryIsNamed() {
    List<Parameter> shape = List.of(Parameter.of("w", Layout.rows(1, 1), Initializer.ones(), 1));
    FloatParameters g = new FloatParameters(shape);
    g.initialize(1);
    FloatUpdater updater = new FloatUpdater(Optimizer.adam(0.1), new FloatParameters(shape), g);
    updater.step(0.1);
    assertThat(updater.memory()).containsExactly("m", "v");
    assertThat(updater.row("m", 0)).containsExactly(0.1f);
    assertThat(updater.row("v", 0)).containsExactly(0.001f);
  }
}
