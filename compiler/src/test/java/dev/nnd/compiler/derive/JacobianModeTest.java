package dev.nnd.compiler.derive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.Compiler;
import dev.nnd.compiler.testing.CompiledNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Jacobian is made in the direction that costs less, and the trace says in which. */
class JacobianModeTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      100 | 50 | 2   | reverse
      2   | 50 | 100 | forward
      3   | 3  | 3   | reverse
      """)
  void theCheaper(int inputs, int hidden, int outputs, String mode) {
    Compiler.Derived derived = CompiledNetwork.derived("""
        network N {
          input x : [%d]
          param U : [%d, %d] ~ glorot_uniform
          param V : [%2$d, %2$d] ~ glorot_uniform
          param W : [%d, %2$d] ~ glorot_uniform
          y = W @ tanh(V @ tanh(U @ x))
          output p = y
          loss = sumsq(jacobian(y, x))
        }
        """.formatted(inputs, hidden, inputs, outputs));
    String other = mode.equals("forward") ? "reverse" : "forward";
    assertThat(derived.trace().rules())
        .contains("jacobian_by_" + mode + "_accumulation")
        .doesNotContain("jacobian_by_" + other + "_accumulation");
  }
}
