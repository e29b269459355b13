package dev.nnd.compiler.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nnd.compiler.testing.precise.Big;
import dev.nnd.compiler.testing.precise.Evaluation;
import dev.nnd.compiler.testing.precise.Precision;
import dev.nnd.runtime.Functions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The stable forms: their values at hard points, of the interpreter and of generated code, and what they fold to. */
class StableFormsTest {
  /** Enough for the logarithm of a number that differs from 1 by the least double. */
  private static final Precision PRECISION = new Precision(1_300);
  private static final double[] MAGNITUDES = {
    Double.MIN_VALUE, 1e-310, 1e-300, 1e-154, 1e-16, 1e-8, 0.25, 0.5, 1, 30, 700, 1e4, 1e154, 1e300
  };
  /** Beyond it e^-x is negligible beside any double. */
  private static final double NEGLIGIBLE = 1e12;
  private static final Set<Primitive> OF_TWO = EnumSet.of(Primitive.LOGADDEXP, Primitive.HYPOT);

  private final ExprPool pool = new ExprPool();
  private final Expr x = pool.variable("x");
  private final Expr y = pool.variable("y");

  /** 0 and all magnitudes, of both signs. */
  private static List<Double> grid() {
    Set<Double> grid = new TreeSet<>(List.of(0.0, 0.75, Math.log(2)));
    for (double magnitude : MAGNITUDES) {
      grid.add(magnitude);
    }
    new ArrayList<>(grid).forEach(value -> grid.add(-value));
    return List.copyOf(grid);
  }

  /** The grid and the neighbours of its points. */
  private static List<Double> neighbourhoods() {
    return grid().stream().flatMap(value -> Stream.of(Math.nextDown(value), value, Math.nextUp(value))).toList();
  }

  /** What an error is compared with: where logaddexp goes through zero, that is the larger argument. */
  private static double unit(Primitive primitive, double a, double b, double truth) {
    return primitive == Primitive.LOGADDEXP ? Math.max(Math.abs(truth), Math.abs(Math.max(a, b))) : Math.abs(truth);
  }

  private static boolean isDefined(Primitive primitive, double at) {
    return switch (primitive) {
      case LOG1MEXP -> at < 0;
      case LOGIT -> at > 0 && at < 1;
      default -> true;
    };
  }

  private double truth(Primitive primitive, double a, double b) {
    if (primitive == Primitive.LOG1MEXP && a < -NEGLIGIBLE) {
      return 0;
    }
    if (primitive == Primitive.LOGADDEXP && Math.max(Math.abs(a), Math.abs(b)) > NEGLIGIBLE) {
      return Math.max(a, b);
    }
    Expr call = OF_TWO.contains(primitive) ? pool.call(primitive, x, y) : pool.call(primitive, x);
    return new Evaluation(PRECISION, Map.of("x", List.of(Big.of(a)), "y", List.of(Big.of(b)))).of(call).toDouble();
  }

  private double interpreted(Primitive primitive, double a, double b) {
    Expr call = OF_TWO.contains(primitive) ? pool.call(primitive, x, y) : pool.call(primitive, x);
    return new Interpreter(leaf -> new double[] {leaf.name().equals("x") ? a : b}, 1, true).scalar(call);
  }

  private static double compiled(Primitive primitive, double a, double b) {
    return switch (primitive) {
      case LOG1MEXP -> Functions.log1mexp(a);
      case LOGIT -> Functions.logit(a);
      case LOGADDEXP -> Functions.logaddexp(a, b);
      case HYPOT -> Functions.hypot(a, b);
      default -> throw new IllegalArgumentException(primitive.text());
    };
  }

  private static float compiled(Primitive primitive, float a, float b) {
    return switch (primitive) {
      case LOG1MEXP -> Functions.log1mexp(a);
      case LOGIT -> Functions.logit(a);
      case LOGADDEXP -> Functions.logaddexp(a, b);
      case HYPOT -> Functions.hypot(a, b);
      default -> throw new IllegalArgumentException(primitive.text());
    };
  }

  private static List<Double> seconds(Primitive primitive) {
    return OF_TWO.contains(primitive) ? grid() : List.of(0.0);
  }

  @ParameterizedTest
  @EnumSource(names = {"LOG1MEXP", "LOGIT", "LOGADDEXP", "HYPOT"})
  void areAccurateInDouble(Primitive primitive) {
    int compared = 0;
    for (double a : neighbourhoods()) {
      for (double b : seconds(primitive)) {
        if (isDefined(primitive, a)) {
          compared++;
          double truth = truth(primitive, a, b);
          double tolerance = Math.max(1e-14 * unit(primitive, a, b, truth), Double.MIN_VALUE);
          assertClose(primitive + " interpreted", a, b, interpreted(primitive, a, b), truth, tolerance);
          assertClose(primitive + " compiled", a, b, compiled(primitive, a, b), truth, tolerance);
        }
      }
    }
    assertThat(compared).isGreaterThan(20);
  }

  @ParameterizedTest
  @EnumSource(names = {"LOG1MEXP", "LOGIT", "LOGADDEXP", "HYPOT"})
  void areAccurateInFloat(Primitive primitive) {
    int compared = 0;
    for (double first : neighbourhoods()) {
      for (double second : seconds(primitive)) {
        float a = (float) first;
        float b = (float) second;
        if (isDefined(primitive, a) && Float.isFinite(a) && Float.isFinite(b)) {
          compared++;
          double truth = truth(primitive, a, b);
          double tolerance = Math.max(1e-6 * unit(primitive, a, b, truth), Float.MIN_VALUE);
          assertClose(primitive + " compiled", a, b, compiled(primitive, a, b), truth, tolerance);
        }
      }
    }
    assertThat(compared).isGreaterThan(12);
  }

  private static void assertClose(String what, double a, double b, double value, double truth, double tolerance) {
    assertThat(value == truth || Math.abs(value - truth) <= tolerance)
        .as("%s at %s, %s: %s instead of %s", what, a, b, value, truth)
        .isTrue();
  }

  @Test
  void theOrderOfTheirArgumentsSaysNothing() {
    for (Primitive primitive : OF_TWO) {
      assertThat(pool.call(primitive, y, x)).isSameAs(pool.call(primitive, x, y));
      Expr deep = pool.call(Primitive.SIN, pool.add(x, pool.one()));
      assertThat(pool.call(primitive, deep, pool.num(2))).isSameAs(pool.call(primitive, pool.num(2), deep));
    }
  }

  @Test
  void ofConstantsTheyFold() {
    assertThat(hypot(pool.num(3), pool.num(-4))).isSameAs(pool.num(5));
    assertThat(hypot(pool.zero(), y)).isSameAs(pool.call(Primitive.ABS, y));
    assertThat(hypot(x, pool.negate(y))).isSameAs(hypot(x, y));
    assertThat(hypot(pool.call(Primitive.ABS, x), y)).isSameAs(hypot(x, y));
    assertThat(hypot(x, x)).isSameAs(pool.multiply(pool.sqrt(pool.num(2)), pool.call(Primitive.ABS, x)));
    assertThat(hypot(pool.num(1), pool.num(2))).isSameAs(pool.sqrt(pool.num(5)));
    assertThat(pool.call(Primitive.LOGADDEXP, x, pool.zero())).isSameAs(pool.call(Primitive.SOFTPLUS, x));
    assertThat(pool.call(Primitive.LOGADDEXP, x, x)).isSameAs(pool.add(x, pool.call(Primitive.LOG, pool.num(2))));
    assertThat(pool.call(Primitive.LOGIT, pool.num(Rational.HALF))).isSameAs(pool.zero());
  }

  private Expr hypot(Expr a, Expr b) {
    return pool.call(Primitive.HYPOT, a, b);
  }

  @Test
  void outsideTheirDomainTheyHaveNoValue() {
    for (long value : new long[] {0, 1, 2}) {
      assertThatThrownBy(() -> pool.call(Primitive.LOG1MEXP, pool.num(value))).isInstanceOf(UndefinedException.class);
      assertThatThrownBy(() -> pool.call(Primitive.LOGIT, pool.num(value))).isInstanceOf(UndefinedException.class);
    }
    assertThatThrownBy(() -> pool.call(Primitive.LOGIT, pool.num(-1))).isInstanceOf(UndefinedException.class);
  }

  @Test
  void theirRangesAreKnown() {
    Expr one = pool.one();
    assertThat(pool.range(hypot(x, y))).isEqualTo(Range.NON_NEGATIVE);
    assertThat(pool.range(hypot(one, x)).low()).isEqualTo(1);
    assertThat(pool.range(hypot(pool.call(Primitive.EXP, y), x))).isEqualTo(Range.POSITIVE);
    assertThat(pool.range(pool.call(Primitive.LOG1MEXP, x)).isNegative()).isTrue();
    assertThat(pool.range(pool.call(Primitive.LOGADDEXP, x, pool.call(Primitive.EXP, y))).isPositive()).isTrue();
    assertThat(pool.range(pool.call(Primitive.LOGADDEXP, x, y))).isEqualTo(Range.ALL);
    assertThat(pool.range(pool.call(Primitive.LOGIT, x))).isEqualTo(Range.ALL);
    assertThat(pool.isTotal(hypot(x, y))).isTrue();
    assertThat(pool.isTotal(pool.call(Primitive.LOGIT, x))).isFalse();
    assertThat(pool.isTotal(pool.call(Primitive.LOG1MEXP, x))).isFalse();
  }

  // ---- the norm

  private final Axis axis = new Axis(0, 3);
  private final Leaf vector = pool.leaf(Leaf.Kind.VARIABLE, "v", List.of(3), LeafFacts.NONE);

  private Expr norm(Expr body) {
    return pool.reduce(ReduceOp.NORM, List.of(axis), body);
  }

  @Test
  void factorsLeaveANormAsMagnitudes() {
    Expr v = pool.element(vector);
    assertThat(norm(pool.scale(Rational.of(-2), v))).isSameAs(pool.scale(Rational.TWO, norm(v)));
    assertThat(norm(pool.multiply(x, v))).isSameAs(pool.multiply(pool.call(Primitive.ABS, x), norm(v)));
    assertThat(norm(pool.call(Primitive.ABS, v))).isSameAs(norm(v));
    assertThat(norm(x)).isSameAs(pool.multiply(pool.sqrt(pool.num(3)), pool.call(Primitive.ABS, x)));
    assertThat(norm(pool.zero())).isSameAs(pool.zero());
    Axis single = new Axis(0, 1);
    assertThat(pool.reduce(ReduceOp.NORM, List.of(single), x)).isSameAs(pool.call(Primitive.ABS, x));
    assertThat(norm(v).toString()).isEqualTo("norm(i: v[i])");
  }

  @Test
  void aNormHasARange() {
    Expr v = pool.element(vector);
    assertThat(pool.range(norm(v))).isEqualTo(Range.NON_NEGATIVE);
    assertThat(pool.range(norm(pool.call(Primitive.EXP, v)))).isEqualTo(Range.POSITIVE);
    assertThat(pool.isTotal(norm(v))).isTrue();
  }

  @Test
  void aNormDoesNotOverflow() {
    for (double scale : new double[] {1e-320, 1e-200, 1, 1e200, 1e307}) {
      double[] values = {3 * scale, 0, -4 * scale};
      double value = new Interpreter(leaf -> values, 1, true).scalar(norm(pool.element(vector)));
      assertThat(value).isCloseTo(5 * scale, within(1e-14 * scale + 2 * Double.MIN_VALUE));
    }
  }
}
