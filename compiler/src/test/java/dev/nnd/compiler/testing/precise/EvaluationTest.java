package dev.nnd.compiler.testing.precise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nnd.compiler.testing.Formulas;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The judge itself, against published digits. */
class EvaluationTest {
  private static final MathContext DIGITS = new MathContext(60);

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      exp(1)     | 2.71828182845904523536028747135266249775724709369995957496697
      exp(-1)    | 0.367879441171442321595523770161460867445811131031767834507837
      log(2)     | 0.693147180559945309417232121458176568075500134360255254120680
      log(10)    | 2.30258509299404568401799145468436420760110148862877297603333
      pi         | 3.14159265358979323846264338327950288419716939937510582097494
      sqrt(2)    | 1.41421356237309504880168872420969807856967187537694807317668
      2^(1/3)    | 1.25992104989487316476721060727822835057025146470150798008198
      sin(1)     | 0.841470984807896506652502321630298999622563060798371065672752
      cos(1)     | 0.540302305868139717400936607442976603732310420617922227670097
      4 * atan(1) | 3.14159265358979323846264338327950288419716939937510582097494
      asin(1/2) * 6 | 3.14159265358979323846264338327950288419716939937510582097494
      erf(1)     | 0.842700792949714869341220635082609259296066997966302908459938
      """)
  void digits(String formula, String expected) {
    Big value = new Evaluation(new Precision(300), Map.of("x", List.of(Big.ZERO))).of(new Formulas().read(formula));
    BigDecimal decimal = new BigDecimal(value.mantissa())
        .divide(BigDecimal.valueOf(2).pow((int) -value.exponent()), DIGITS);
    assertThat(decimal).isCloseTo(new BigDecimal(expected), within(new BigDecimal("1e-57")));
  }
}
