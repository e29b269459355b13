package dev.nnd.compiler.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IndexNotationTest {
  private static final String INPUTS = """
      input A : [4, 5]
      input B : [5, 3]
      input Q : [4, 4]
      input x : [5]
      input img : [2, 8, 8]
      input K : [6, 2, 3, 3]
      input w : index[4]
      """;

  private static void assertElaborates(String definition, String expected) {
    assertThat(Elaborated.network(INPUTS + "output " + definition).definition("C")).isEqualTo(expected);
  }

  @Test
  void contraction() {
    assertElaborates("C[i, k] = sum(j: A[i, j] * B[j, k])", "[4, 3] sum(k: A[i, k] * B[k, j])");
    assertElaborates("C = A @ B", "[4, 3] sum(k: A[i, k] * B[k, j])");
    assertElaborates("C = A @ x", "[4] sum(j: A[i, j] * x[j])");
    assertElaborates("C = A.T @ A @ x", "[5] sum(j: A[j, i] * sum(k: A[j, k] * x[k]))");
  }

  @Test
  void convolutionAndPooling() {
    assertElaborates(
        "C[o, i, j] = sum(c, r, s: K[o, c, r, s] * img[c, i + r, j + s])",
        "[6, 6, 6] sum(l, m, n: K[i, l, m, n] * img[l, j + m, k + n])");
    assertElaborates(
        "C[c, i, j] = max(r < 2, s < 2: img[c, 2i + r, 2j + s])", "[2, 4, 4] max(l < 2, m < 2: img[i, 2j + l, 2k + m])");
  }

  @Test
  void shiftsReversalsAndDiagonals() {
    assertElaborates("C[i] = 2 * x[i + 2]", "[3] 2 * x[i + 2]");
    assertElaborates("C[i] = 2 * x[4 - i]", "[5] 2 * x[4 - i]");
    assertElaborates("C[i] = 2 * Q[i, i]", "[4] 2 * Q[i, i]");
    assertElaborates("C[i < 4] = x[i + 1] - x[i]", "[4] x[i + 1] - x[i]");
  }

  @Test
  void anIndexIsANumber() {
    assertElaborates("C[i, j] = if j <= i then A[i, j] else 0", "[4, 5] if j <= i then A[i, j] else 0");
    assertElaborates("C[i < 3] = i^2 + x[0]", "[3] i^2 + x[0]");
  }

  @Test
  void aConditionKeepsAnAccessInBounds() {
    assertElaborates("C[i < 5] = if i > 0 then x[i - 1] else 0", "[5] if i > 0 then x[i - 1] else 0");
    assertElaborates(
        "C[i < 5] = if i > 0 and i < 4 then x[i - 1] + x[i + 1] else 0",
        "[5] if i > 0 and i < 4 then x[i - 1] + x[i + 1] else 0");
  }

  @Test
  void partialAccesses() {
    assertElaborates("C[i] = softmax(A[i])", "[4, 5] exp(A[i, j]) / sum(k: exp(A[i, k]))");
    assertElaborates("C = softmax(A)", "[4, 5] exp(A[i, j]) / sum(k: exp(A[i, k]))");
    assertElaborates("C[i] = tanh(A[i])", "[4, 5] tanh(A[i, j])");
  }

  @Test
  void anArgumentUnderAnIndexIsAFunctionOfIt() {
    Elaborated n = Elaborated.network(INPUTS + "output C[i] = softmax(sin(A[i]))");
    assertThat(n.definitions()).isEqualTo("""
        C.z[4, 5] = sin(A[i, j])
        C[4, 5] = exp(C.z[i, j]) / sum(k: exp(C.z[i, k]))""");
  }

  @Test
  void slicesAndElements() {
    assertElaborates("C = 2 * x[1:3]", "[2] 2 * x[i + 1]");
    assertElaborates("C = 2 * A[1]", "[5] 2 * A[1, i]");
    assertElaborates("C = 2 * A[:, 0]", "[4] 2 * A[i, 0]");
    assertElaborates("C = 2 * A[w]", "[5] 2 * A[w, i]");
  }

  @Test
  void wholeReductions() {
    assertElaborates("C = sum(x)", "[] sum(i: x[i])");
    assertElaborates("C = mean(A)", "[] 0.05 * sum(i, j: A[i, j])");
    assertElaborates("C = max(x)", "[] max(i: x[i])");
    assertElaborates("C = max(x, 0)", "[5] max(x[i], 0)");
    assertElaborates("C = logsumexp(x) + prod(x)", "[] logsumexp(i: x[i]) + prod(i: x[i])");
    assertElaborates("C = norm(k: 2 * x[k])", "[] 2 * norm(i: x[i])");
    assertElaborates("C = trace(Q)", "[] sum(i: Q[i, i])");
  }

  @Test
  void flatteningGoesToRowMajorPositions() {
    Elaborated n = Elaborated.network("input a : [2, 3]  output f = flatten(a)");
    assertThat(n.scatters()).isEqualTo("[6] at [3i + j]: a[i, j]");
    assertThat(Elaborated.network("input a : [6]  output f = 2 * reshape(a, [2, 3])").definition("f")).isEqualTo("[2, 3] 2 * a[3i + j]");
  }

  @Test
  void tensorsPutTogether() {
    assertThat(Elaborated.network("input a : [2]  input b : [3]  output f = concat(a, b)").scatters())
        .isEqualTo("[5] at [i]: a[i]\n[5] at [i + 2]: b[i]");
    assertThat(Elaborated.network("input a : [2]  output f = stack(a, 2 * a)").scatters())
        .isEqualTo("[2, 2] at [0, i]: a[i]\n[2, 2] at [1, i]: 2 * a[i]");
    assertThat(Elaborated.network("input a : [2]  output f = [a[0], 1; 2, a[1]]").scatters())
        .isEqualTo("[2, 2] at [0, 0]: a[0]\n[2, 2] at [0, 1]: 1\n[2, 2] at [1, 0]: 2\n[2, 2] at [1, 1]: a[1]");
    assertThat(Elaborated.network("input a : [2]  output f = pad(a, [1])").definition("f"))
        .isEqualTo("[4] if i >= 1 and i < 3 then a[i - 1] else 0");
  }

  @Test
  void aPlaceInWhatWasPutTogetherIsWhatWasPutThere() {
    assertElaborates("C = 2 * stack(A, A * A)[1, 2]", "[5] 2 * A[2, i]^2");
    assertElaborates("C = 2 * concat(x, sin(x))[5:10]", "[5] 2 * sin(x[i])");
    assertElaborates("C = 2 * concat(x, sin(x))[1:3]", "[2] 2 * x[i + 1]");
  }
}
