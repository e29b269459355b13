package dev.nnd.compiler.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.testing.CompiledNetwork;
import dev.nnd.runtime.Network;
import dev.nnd.runtime.Precision;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Index notation as it is compiled, its values and gradients, against plain loops. */
class IndexNotationValuesTest {

  private static double[] vector(int size, IntToDoubleFunction element) {
    return IntStream.range(0, size).mapToDouble(element).toArray();
  }

  private static double sum(int size, IntToDoubleFunction term) {
    return IntStream.range(0, size).mapToDouble(term).sum();
  }

  // Contractions.

  @ParameterizedTest
  @EnumSource(Precision.class)
  void aProductOfMatrices(Precision precision) {
    Compared.check("input x : [4, 5]  param B : [5, 3] ~ normal(0, 1)  h[i, k] = sum(j: x[i, j] * B[j, k])", precision,
        (p, x) -> vector(12, at -> sum(5, j -> x[5 * (at / 3) + j] * p.get("B")[3 * j + at % 3])));
  }

  @Test
  void aTraceOfFourMatrices() {
    Compared.check("""
        input x : [2, 3]
        param A : [3, 4] ~ normal(0, 1)  param B : [4, 2] ~ normal(0, 1)  param c : [2] ~ normal(0, 1)
        h = sum(i, j, k, l: x[i, j] * A[j, k] * B[k, l] * c[l] * c[i])
        """, (p, x) -> new double[] {
            sum(2, i -> sum(3, j -> sum(4, k -> sum(2, l ->
                x[3 * i + j] * p.get("A")[4 * j + k] * p.get("B")[2 * k + l] * p.get("c")[l] * p.get("c")[i]))))});
  }

  @Test
  void aBilinearFormAndAPowerOfAFactor() {
    Compared.check("input x : [3]  param A : [2, 3, 3] ~ normal(0, 1)  h[o] = sum(i, j: x[i] * A[o, i, j]^2 * x[j])",
        (p, x) -> vector(2, o -> sum(3, i -> sum(3, j -> x[i] * Math.pow(p.get("A")[9 * o + 3 * i + j], 2) * x[j]))));
  }

  @Test
  void meanOverOneOfTwoIndices() {
    Compared.check("input x : [3, 4]  param a : [3, 4] ~ normal(0, 1)  h[j] = mean(i: sin(a[i, j] * x[i, j]))",
        (p, x) -> vector(4, j -> sum(3, i -> Math.sin(p.get("a")[4 * i + j] * x[4 * i + j])) / 3));
  }

  // Other reductions.

  @Test
  void maxAndMin() {
    Compared.check("input x : [3, 4]  param a : [3, 4] ~ normal(0, 1)  h[i] = max(k: a[i, k] * x[i, k]) + 2 * min(k: a[i, k] + x[i, k])",
        (p, x) -> vector(3, i ->
            IntStream.range(0, 4).mapToDouble(k -> p.get("a")[4 * i + k] * x[4 * i + k]).max().orElseThrow()
                + 2 * IntStream.range(0, 4).mapToDouble(k -> p.get("a")[4 * i + k] + x[4 * i + k]).min().orElseThrow()));
  }

  @Test
  void ofEqualElementsTheFirstTakesTheGradient() {
    double[] gradient = gradient("input x : [2, 3]", "max(i, k: x[i, k])", new double[] {1, 7, 2, 7, 7, 0});
    assertThat(gradient).containsExactly(0, 1, 0, 0, 0, 0);
  }

  @Test
  void prod() {
    Compared.check("input x : [2, 4]  param a : [4] ~ normal(0, 1)  h[i] = prod(k: a[k] + x[i, k])",
        (p, x) -> vector(2, i -> IntStream.range(0, 4).mapToDouble(k -> p.get("a")[k] + x[4 * i + k]).reduce(1, (l, r) -> l * r)));
  }

  @Test
  void theDerivativeOfAProductWithZerosIsTheProductOfTheOthers() {
    assertThat(gradient("input x : [4]", "prod(x)", new double[] {2, 0, 3, 5})).containsExactly(0, 30, 0, 0);
    assertThat(gradient("input x : [4]", "prod(x)", new double[] {2, 0, 0, 5})).containsExactly(0, 0, 0, 0);
    assertThat(gradient("input x : [2, 2]", "sum(i: prod(k: x[i, k]))", new double[] {0, 4, 5, 6})).containsExactly(4, 0, 6, 5);
  }

  @Test
  void logsumexp() {
    Compared.check("input x : [3, 4]  param a : [4] ~ normal(0, 1)  h[i] = logsumexp(k: a[k] * x[i, k])",
        (p, x) -> vector(3, i -> Math.log(sum(4, k -> Math.exp(p.get("a")[k] * x[4 * i + k])))));
  }

  @Test
  void norm() {
    Compared.check("input x : [3, 4]  param a : [4] ~ normal(0, 1)  h[i] = norm(k: a[k] + x[i, k])",
        (p, x) -> vector(3, i -> Math.sqrt(sum(4, k -> Math.pow(p.get("a")[k] + x[4 * i + k], 2)))));
  }

  @Test
  void theDerivativeOfANormAtZeroIsZero() {
    assertThat(gradient("input x : [3]", "norm(k: x[k])", new double[3])).containsExactly(0, 0, 0);
  }

  @Test
  void theFirstOfEqualElementsIsTheirPosition() {
    Network network = network("input x : [2, 3]  output y[i] = argmax(k: x[i, k]) + 10 * argmin(k: x[i, k])");
    assertThat(predict(network, new double[] {1, 4, 4, -1, 2, -1})).containsExactly(1 + 0, 1 + 0);
  }

  // Affine indices.

  @Test
  void convolutionWithStrideAndDilation() {
    Compared.check("input x : [11]  param w : [3] ~ normal(0, 1)  h[i] = sum(r: w[r] * x[2i + 3r])",
        (p, x) -> vector(3, i -> sum(3, r -> p.get("w")[r] * x[2 * i + 3 * r])));
  }

  @Test
  void aConstantBound() {
    Compared.check("input x : [2, 6]  h[c, i] = max(r < 3: x[c, i + r])", (p, x) -> vector(8, at ->
        IntStream.range(0, 3).mapToDouble(r -> x[6 * (at / 4) + at % 4 + r]).max().orElseThrow()));
  }

  @Test
  void aShiftGuardedByACondition() {
    Compared.check("input x : [5]  param a : [5] ~ normal(0, 1)  h[i] = if i > 0 then a[i] * x[i - 1] else x[i]",
        (p, x) -> vector(5, i -> i > 0 ? p.get("a")[i] * x[i - 1] : x[i]));
  }

  @Test
  void neighboursOnBothSides() {
    Compared.check("""
        input x : [6]  param a : [] = 0.3
        h[i] = x[i] - a * ((if i > 0 then x[i - 1] else 0) + (if i < 5 then x[i + 1] else 0))
        """, (p, x) -> vector(6, i -> x[i] - p.get("a")[0] * ((i > 0 ? x[i - 1] : 0) + (i < 5 ? x[i + 1] : 0))));
  }

  @Test
  void reversed() {
    Compared.check("dim n = 5  input x : [n]  param a : [n] ~ normal(0, 1)  h[i] = a[i] * x[n - 1 - i]",
        (p, x) -> vector(5, i -> p.get("a")[i] * x[4 - i]));
  }

  @Test
  void aDiagonal() {
    Compared.check("input x : [3, 3]  param A : [3, 3] ~ normal(0, 1)  h[i] = A[i, i] * x[i, i] + sum(j: A[j, j])",
        (p, x) -> vector(3, i -> p.get("A")[4 * i] * x[4 * i] + sum(3, j -> p.get("A")[4 * j])));
  }

  @Test
  void aTriangle() {
    Compared.check("input x : [4]  param A : [4, 4] ~ normal(0, 1)  h[i] = sum(j: if j <= i then A[i, j] * x[j] else 0)",
        (p, x) -> vector(4, i -> sum(i + 1, j -> p.get("A")[4 * i + j] * x[j])));
  }

  @Test
  void anIndexIsANumber() {
    Compared.check("input x : [4]  param a : [] = 0.5  h[i] = exp(-a * i) * x[i] + i^2",
        (p, x) -> vector(4, i -> Math.exp(-p.get("a")[0] * i) * x[i] + i * i));
  }

  // Parts of tensors.

  @Test
  void aRowIsAVector() {
    Compared.check("input x : [2, 3]  param a : [3] ~ normal(0, 1)  h[i] = softmax(a * x[i])", (p, x) -> {
      double[] h = new double[6];
      for (int i = 0; i < 2; i++) {
        int row = i;
        System.arraycopy(Plain.softmax(vector(3, k -> p.get("a")[k] * x[3 * row + k])), 0, h, 3 * i, 3);
      }
      return h;
    });
  }

  @Test
  void slicesWithSizesThatAreComputed() {
    Compared.check("dim n = 3  input x : [2 * n]  param a : [n] ~ normal(0, 1)  h = a * x[0:n] + x[n:2 * n]^2",
        (p, x) -> vector(3, i -> p.get("a")[i] * x[i] + x[3 + i] * x[3 + i]));
  }

  @Test
  void columnsAndElements() {
    Compared.check("input x : [3, 4]  param A : [3, 4] ~ normal(0, 1)  h = A[:, 1] * x[:, 2] + A[2, 3] * x[0, 0]",
        (p, x) -> vector(3, i -> p.get("A")[4 * i + 1] * x[4 * i + 2] + p.get("A")[11] * x[0]));
  }

  @Test
  void rowsOfARepeat() {
    Compared.check("""
        input x : [4, 2]
        param a : [2] ~ normal(0, 1)
        s = x[0]
        repeat t < 4 { s = tanh(a * s + x[t]); h[t] = s * s }
        """, (p, x) -> {
      double[] s = {x[0], x[1]};
      double[] h = new double[8];
      for (int t = 0; t < 4; t++) {
        for (int k = 0; k < 2; k++) {
          s[k] = Math.tanh(p.get("a")[k] * s[k] + x[2 * t + k]);
          h[2 * t + k] = s[k] * s[k];
        }
      }
      return h;
    });
  }

  @Test
  void aPartOfWhatWasPutTogether() {
    Compared.check("""
        input x : [4]  param a : [3] ~ normal(0, 1)
        all = concat(sin(x), a * x[1:4])
        rows = stack(sin(x), cos(x))
        h = all[1:4] * all[4:7] + rows[1, 0:3] + all[0] * rows[0, 1:4]
        """, (p, x) -> vector(3, i ->
            Math.sin(x[1 + i]) * p.get("a")[i] * x[1 + i] + Math.cos(x[i]) + Math.sin(x[0]) * Math.sin(x[1 + i])));
  }

  // Selection by an index.

  @Test
  void selection() {
    Compared.check("input x : index[4]  param E : [4, 3] ~ normal(0, 1)  h = tanh(E[x])",
        (p, x) -> vector(3, k -> Math.tanh(p.get("E")[3 * (int) x[0] + k])));
  }

  @Test
  void repeatedSelectionsAddUpInTheGradient() {
    Compared.check("input x : [7] index[3]  param E : [3, 2] ~ normal(0, 1)  h[k] = sum(t: E[x[t], k]^2)",
        (p, x) -> vector(2, k -> sum(7, t -> Math.pow(p.get("E")[2 * (int) x[t] + k], 2))));
  }

  // Helpers.

  private static Network network(String body) {
    return CompiledNetwork.of("network N {\n" + body + "\n}\n", Precision.DOUBLE).network();
  }

  private static double[] predict(Network network, double[] x) {
    return network.predict(network.data().doubles(0, new double[][] {x}).build(), 0)[0];
  }

  private static double[] gradient(String input, String loss, double[] x) {
    return Arrays.stream(predict(network(input + "\noutput g = grad(" + loss + ", x)"), x)).map(value -> value + 0.0).toArray();
  }
}
