package dev.nnd.compiler.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Large programs are elaborated in linear time, and too large ones refused. */
class LimitsTest {
  private static final Duration AMPLE = Duration.ofSeconds(30);

  @Test
  void aThousandLayers() {
    Elaborated n = Assertions.assertTimeout(
        AMPLE, () -> Elaborated.network("input x : [32]  output h = x\nrepeat 1000 { h = dense(32, tanh)(h) }"));
    assertThat(n.model().parameters()).hasSize(2_000);
  }

  @Test
  void manyTermsAndDeepNesting() {
    String sum = IntStream.range(0, 20_000).mapToObj(i -> "tanh(" + i + "*x)").collect(Collectors.joining(" + "));
    Assertions.assertTimeout(AMPLE, () -> Elaborated.network("input x : [2]\noutput p = " + sum));
    String nested = "tanh(1 + ".repeat(490) + "x" + ")".repeat(490);
    Assertions.assertTimeout(AMPLE, () -> Elaborated.network("input x : [2]\noutput p = " + nested));
  }

  @Test
  void callsThatMultiply() {
    String fns = IntStream.range(1, 30).mapToObj(i -> "fn f" + i + "(x) = f" + (i - 1) + "(x) * 2 + f" + (i - 1) + "(x)\n").collect(Collectors.joining());
    String text = "fn f0(x) = x\n" + fns + "network N { input x : [2]  output p = f29(x) }";
    assertThat(Assertions.assertTimeout(AMPLE, () -> Elaborated.diagnostics(text, Map.of()))).startsWith("error[E0506]");
  }

  @Test
  void roundsThatMultiply() {
    String text = "network N { input x  output h = x\nrepeat 5000 { repeat 5000 { h = h * x + 1 } } }";
    assertThat(Assertions.assertTimeout(AMPLE, () -> Elaborated.diagnostics(text, Map.of()))).startsWith("error[E0503]");
  }
}
