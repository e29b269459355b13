package dev.nnd.compiler.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The rule that names the parameters of layers, and the names of intermediate values. */
class NamingTest {

  @Test
  void oneInstanceThatOwnsParameters() {
    assertThat(Elaborated.network("input x : [4]  output h = dense(3, tanh)(x)").parameters()).isEqualTo("h.W[3, 4] h.b[3]");
  }

  @Test
  void severalGoByLayerInTheOrderOfTheText() {
    assertThat(Elaborated.network("input x : [4]  output h = dense(2)(prelu()(dense(3)(x)))").parameters())
        .isEqualTo("h.dense.W[2, 3] h.dense.b[2] h.prelu.slope[3] h.dense2.W[3, 4] h.dense2.b[3]");
  }

  @Test
  void roundsOfARepeatAreNumbered() {
    assertThat(Elaborated.network("input x : [2]  output h = x  repeat 2 { h = dense(2)(h)  param W = 1  h = W * h }").parameters())
        .isEqualTo("h.0.W[2, 2] h.0.b[2] W.0[] h.1.W[2, 2] h.1.b[2] W.1[]");
    assertThat(Elaborated.network("input x : [2]  output h = x  repeat 2 { repeat 2 { h = prelu()(h) } }").parameters())
        .isEqualTo("h.0.0.slope[2] h.0.1.slope[2] h.1.0.slope[2] h.1.1.slope[2]");
    assertThat(Elaborated.network("input x : [2]  output h = x  repeat 1 { h = dense(2)(prelu()(h)) }").parameters())
        .isEqualTo("h.0.dense.W[2, 2] h.0.dense.b[2] h.0.prelu.slope[2]");
  }

  @Test
  void aPathThatIsTakenGetsANumber() {
    assertThat(Elaborated.network("input x : [2]  output h = x  repeat 1 { h = prelu()(h) }  repeat 2 { h = prelu()(h) }").parameters())
        .isEqualTo("h.0.slope[2] h2.0.slope[2] h2.1.slope[2]");
  }

  @Test
  void aLayerInALayerAddsTheInnerName() {
    assertThat(Elaborated.file("""
        layer block(units)(x: [n]) {
          z = dense(units, relu)(x)
          return dense(n)(z)
        }
        network N { input x : [2]  output h = block(3)(x) }
        """, Map.of()).parameters()).isEqualTo("h.z.W[3, 2] h.z.b[3] h.dense.W[2, 3] h.dense.b[2]");
  }

  @Test
  void anInstanceSharesItsParameters() {
    Elaborated n = Elaborated.network("""
        input x : [2]
        enc = dense(2, tanh)
        a = enc(x)
        output b = enc(a)
        loss = sumsq(enc.W) + sumsq(b)
        """);
    assertThat(n.parameters()).isEqualTo("enc.W[2, 2] enc.b[2]");
    assertThat(n.definition("b")).isEqualTo("[2] tanh(enc.b[i] + sum(j: enc.W[i, j] * a[j]))");
  }

  @Test
  void aLayerIsAnArgument() {
    Elaborated n = Elaborated.file("""
        layer residual(layer)(x) { return x + layer(x) }
        network N { input x : [2]  output h = residual(dense(2))(x) }
        """, Map.of());
    assertThat(n.parameters()).isEqualTo("h.W[2, 2] h.b[2]");
    assertThat(n.definition("h")).isEqualTo("[2] x[i] + h.z[i]");
  }

  @Test
  void theResultOfALayerGoesByTheNameOfTheValue() {
    assertThat(Elaborated.network("input x : [2]  output h = maxout(3)(x)").definitions())
        .isEqualTo("h[3] = max(j: h.b[i, j] + sum(k: h.W[i, j, k] * x[k]))");
  }

  @Test
  void rowsAreCollected() {
    Elaborated n = Elaborated.network("""
        input x : [3, 2]
        output h = x[0]
        repeat t < 3 { h = tanh(h + x[t])  H[t] = 2 * h }
        output last = H[2]
        output all = H
        """);
    assertThat(n.scatters()).isEqualTo("""
        [3, 2] at [0, i]: 2 * h.0[i]
        [3, 2] at [1, i]: 2 * h.1[i]
        [3, 2] at [2, i]: 2 * h.2[i]""");
    assertThat(n.definition("h.1")).isEqualTo("[2] tanh(x[1, i] + h.0[i])");
  }
}
