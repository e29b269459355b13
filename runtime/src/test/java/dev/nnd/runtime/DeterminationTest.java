package dev.nnd.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;

class DeterminationTest {
  private static double of(double[][] predictions, double[][] targets) {
    Determination determination = new Determination(targets[0].length);
    for (int i = 0; i < targets.length; i++) {
      determination.add(predictions[i], targets[i]);
    }
    return determination.value();
  }

  /** Mean 11/4, so that the sums of squares are 3/2 and 467/16. */
  @Test
  void ofANumber() {
    assertThat(of(new double[][] {{2.5}, {0}, {2}, {8}}, new double[][] {{3}, {-0.5}, {2}, {7}}))
        .isCloseTo(1 - 1.5 / (467 / 16.0), within(1e-15));
  }

  @Test
  void ofSeveralComponentsItIsThePlainMean() {
    double[][] p = {{0, 2}, {-1, 2}, {8, -5}};
    double[][] y = {{0.5, 1}, {-1, 1}, {7, -6}};
    double first = of(new double[][] {{0}, {-1}, {8}}, new double[][] {{0.5}, {-1}, {7}});
    double second = of(new double[][] {{2}, {2}, {-5}}, new double[][] {{1}, {1}, {-6}});
    assertThat(of(p, y)).isCloseTo((first + second) / 2, within(1e-15));
  }

  @Test
  void aConstantTargetIsExplainedOrNot() {
    assertThat(of(new double[][] {{0.1}, {0.1}, {0.1}}, new double[][] {{0.1}, {0.1}, {0.1}})).isEqualTo(1);
    assertThat(of(new double[][] {{0.1}, {0.2}, {0.1}}, new double[][] {{0.1}, {0.1}, {0.1}})).isZero();
    assertThat(of(new double[][] {{3}}, new double[][] {{3}})).isEqualTo(1);
    assertThat(of(new double[][] {{3}}, new double[][] {{4}})).isZero();
  }

  @Test
  void whatIsNoNumberIsNotHidden() {
    assertThat(of(new double[][] {{Double.NaN}, {1}}, new double[][] {{0}, {1}})).isNaN();
    assertThat(of(new double[][] {{Double.NaN}, {1}}, new double[][] {{1}, {1}})).isNaN();
  }

  /** Sums of squares about 0 would have lost every digit. */
  @Test
  void aLargeMeanCostsNoDigits() {
    int n = 1_000;
    double[][] p = new double[n][1];
    double[][] y = new double[n][1];
    for (int i = 0; i < n; i++) {
      y[i][0] = 1e9 + Math.sin(i);
      p[i][0] = y[i][0] + 0.3 * Math.cos(3 * i);
    }
    assertThat(of(p, y)).isCloseTo(exact(p, y), within(1e-8));
  }

  private static double exact(double[][] p, double[][] y) {
    BigDecimal mean = BigDecimal.ZERO;
    for (double[] each : y) {
      mean = mean.add(new BigDecimal(each[0]));
    }
    mean = mean.divide(BigDecimal.valueOf(y.length), MathContext.DECIMAL128);
    BigDecimal residual = BigDecimal.ZERO;
    BigDecimal total = BigDecimal.ZERO;
    for (int i = 0; i < y.length; i++) {
      residual = residual.add(new BigDecimal(y[i][0]).subtract(new BigDecimal(p[i][0])).pow(2));
      total = total.add(new BigDecimal(y[i][0]).subtract(mean).pow(2));
    }
    return 1 - residual.divide(total, MathContext.DECIMAL128).doubleValue();
  }
}
