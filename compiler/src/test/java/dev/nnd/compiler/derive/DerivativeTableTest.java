package dev.nnd.compiler.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Interpreter;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Primitive;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.testing.Formulas;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every primitive's derivatives, of first and second order, against dual numbers; and the conventions at kinks. */
class DerivativeTableTest {
  private static final DerivativeTable TABLE = DerivativeReader.table();
  private static final double[] POINTS = {-7.3, -2.5, -1.2, -0.75, -0.3, 0.1, 0.45, 0.8, 1.7, 2.9, 8.1};
  private static final Rational SLOPE = Rational.of(4, 5);
  private static final Rational CURVATURE = Rational.of(1, 10);

  private final ExprPool pool = new ExprPool();
  private final Expr x = pool.variable("x");

  @ParameterizedTest
  @EnumSource(value = Primitive.class, mode = EnumSource.Mode.EXCLUDE, names = {"GIVEN_DERIVATIVE", "BATCH_MEAN"})
  void ofFirstAndSecondOrder(Primitive primitive) {
    // Inside the function stands 0.8x + 0.1x^2, so that the chain rule takes part.
    Expr inside = pool.add(pool.scale(SLOPE, x), pool.scale(CURVATURE, pool.power(x, Rational.TWO)));
    Expr other = pool.call(Primitive.SIN, x);
    Expr e = primitive.arity() == 1 ? pool.call(primitive, inside) : pool.call(primitive, inside, other);
    Expr first = derivative(e);
    Expr second = derivative(first);
    int compared = 0;
    for (double at : POINTS) {
      Jet variable = Jet.variable(at);
      Jet argument = variable.times(Jet.constant(0.8)).plus(variable.times(variable).times(Jet.constant(0.1)));
      Jet expected = primitive.arity() == 1
          ? Jet.of(primitive, argument)
          : Jet.of(primitive, argument, Jet.of(Primitive.SIN, variable));
      if (Double.isFinite(expected.value()) && Double.isFinite(expected.second())) {
        compared++;
        assertClose(primitive + "' at " + at, value(first, at), expected.first());
        assertClose(primitive + "'' at " + at, value(second, at), expected.second());
      }
    }
    assertThat(compared).as("points within the domain").isGreaterThanOrEqualTo(2);
  }

  private static void assertClose(String what, double actual, double expected) {
    assertThat(actual).as(what).isCloseTo(expected, within(1e-11 * Math.max(1, Math.abs(expected))));
  }

  private Expr derivative(Expr e) {
    return derivative(pool, e, x);
  }

  private static Expr derivative(ExprPool pool, Expr e, Expr by) {
    Leaf leaf = (Leaf) ((Access) by).tensor();
    return new ReverseAccumulation(pool, TABLE).gradient(e, List.of(leaf)).get(leaf);
  }

  private static double value(Expr e, double at) {
    return new Interpreter(leaf -> new double[] {at}, 1, true).scalar(e);
  }

  /** The conventions that language.md fixes, by reverse and by forward accumulation. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      abs(x)                           | 0   | 0
      sign(x)                          | 0   | 0
      sign(x)                          | 2   | 0
      floor(x)                         | 1   | 0
      floor(x)                         | 1.5 | 0
      step(x)                          | 0   | 0
      relu(x)                          | 0   | 0
      max(0, x)                        | 0   | 0
      max(x, 0)                        | 0   | 1
      min(x, 0)                        | 0   | 1
      min(0, x)                        | 0   | 0
      max(x, 2x)                       | 0   | 1
      max(2x, x)                       | 0   | 2
      clamp(x, -1, 1)                  | 1   | 0
      clamp(x, -1, 1)                  | -1  | 0
      clamp(x, -1, 1)                  | 0.5 | 1
      hard_tanh(x)                     | 1   | 0
      hard_logistic(x)                 | 2   | 0
      hard_logistic(x)                 | -2  | 0
      leaky_relu(x)                    | 0   | 0.01
      elu(x)                           | 0   | 1
      stop_gradient(x) * x             | 3   | 3
      x^2                              | 0   | 0
      x^3                              | -2  | 12
      x^1                              | 0   | 1
      x^0                              | 0   | 0
      if x > 0 then log(x) else 0      | 0   | 0
      if x > 0 then log(x) else 0      | -1  | 0
      if x > 0 then log(x) else 0      | 2   | 0.5
      if x > 0 then sqrt(x) else x     | -4  | 1
      if x == 0 then 0 else x * log(x) | 0   | 0
      xlogy(x, x)                      | 0   | 0
      x * (if x > 0 then 1 / x else 0) | 0   | 0
      """)
  void atKinks(String formula, double at, double expected) {
    Formulas formulas = new Formulas();
    Expr e = formulas.read(formula);
    Expr variable = formulas.pool().variable("x");
    assertThat(value(derivative(formulas.pool(), e, variable), at)).as("reverse").isEqualTo(expected);
    Leaf leaf = (Leaf) ((Access) variable).tensor();
    Expr tangent = new ForwardAccumulation(formulas.pool(), TABLE).tangent(e, Map.of(leaf, formulas.pool().one()));
    assertThat(value(tangent, at)).as("forward").isEqualTo(expected);
  }

  /** The value is the first argument's; of the derivatives, of both orders, only the last argument knows. */
  @Test
  void aGivenDerivative() {
    Expr e = pool.call(Primitive.GIVEN_DERIVATIVE, pool.call(Primitive.EXP, x), pool.power(x, Rational.TWO), pool.call(Primitive.SIN, x));
    Expr first = derivative(e);
    Leaf leaf = (Leaf) ((Access) x).tensor();
    Expr tangent = new ForwardAccumulation(pool, TABLE).tangent(e, Map.of(leaf, pool.one()));
    for (double at : POINTS) {
      assertClose("value", value(e, at), Math.exp(at));
      assertClose("first", value(first, at), 2 * at * Math.sin(at));
      assertClose("forward", value(tangent, at), 2 * at * Math.sin(at));
      assertClose("second", value(derivative(first), at), 2 * Math.sin(at) + 2 * at * Math.cos(at));
    }
  }
}
