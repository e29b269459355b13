package dev.nnd.compiler.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The measures by which random formulas are judged. */
class SymbolicCheckTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      x                              | 0
      -x                             | 1
      2x + 1                         | 2
      x * y / z                      | 2
      a - b + c                      | 2
      softplus(x^2)                  | 2
      relu(x)                        | 1
      swish(x + 1)                   | 6
      leaky_relu(x)                  | 3
      clamp(x, 0, 1)                 | 1
      if x > 0 and y > 0 then x else -x | 5
      sqrt(x)^(1/2)                  | 3
      """)
  void size(String formula, int operators) {
    assertThat(WrittenSize.of(formula)).isEqualTo(operators);
  }

  @Test
  void whatIsWrittenIsRead() {
    for (int seed = 0; seed < 2_000; seed++) {
      String text = ExpressionGenerator.ofSeed(seed).text();
      assertThat(Library.parse(text)).as(text).isNotNull();
    }
  }

  @Test
  void aSeedIsAFormula() {
    assertThat(ExpressionGenerator.ofSeed(12)).isEqualTo(ExpressionGenerator.ofSeed(12));
  }

  @Test
  void shrinkingEndsInTheSmallest() {
    RandomExpression e = ExpressionGenerator.ofSeed(3);
    for (RandomExpression smaller : e.shrunk()) {
      assertThat(smaller).isNotEqualTo(e);
    }
  }
}
