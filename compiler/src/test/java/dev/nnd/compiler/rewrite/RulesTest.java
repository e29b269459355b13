package dev.nnd.compiler.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nnd.compiler.derive.Derivation;
import dev.nnd.compiler.derive.DerivativeReader;
import dev.nnd.compiler.derive.ReverseAccumulation;
import dev.nnd.compiler.expr.Call;
import dev.nnd.compiler.expr.Primitive;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.Interpreter;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.testing.precise.Big;
import dev.nnd.compiler.testing.precise.Evaluation;
import dev.nnd.compiler.testing.precise.Precision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule: both sides agree wherever the left side is defined and the conditions hold, and so do their derivatives. */
class RulesTest {
  /** Enough for most points; for those that cancel at 700; for those at 10,000. */
  private static final List<Precision> PRECISIONS = List.of(new Precision(400), new Precision(3_000), new Precision(34_000));

  private static final Derivation DERIVATION = new Derivation();

  private static final double[] POINTS = {
    0, 1, -1, 700, -700, 1e4, -1e4, 1e-300, -1e-300, 1e-16, -1e-16, 0.5, -0.5, 2, -3, 1 / 3.0, 0.75, 1 - 0x1p-53, -30, 30.25
  };
  private static final double[] FEW_POINTS = {0, 1, -1, 700, 1e-16, -0.5, 3, -1e4};
  private static final double[] FEWER_POINTS = {0, 1, -1, 0.5, -30};
  /** A difference above this is a jump or a vertical tangent. */
  private static final double STEEPEST = 1e18;
  /** Positions of a reduction's axis. */
  private static final int POSITIONS = 3;

  static Stream<RuleCase> all() {
    return Stream.of(stabilising(), simplifying(), RuleCase.of("shrink.rules")).flatMap(rules -> rules);
  }

  static Stream<RuleCase> stabilising() {
    return RuleCase.of("stabilise.rules");
  }

  static Stream<RuleCase> simplifying() {
    return RuleCase.of("simplify.rules");
  }

  static Stream<RuleCase> exact() {
    return all().filter(rule -> rule.rule().soundness() == Soundness.EXACT);
  }

  /** Those without a reduction. */
  static Stream<RuleCase> ofNumbers() {
    return all().filter(rule -> !isOverAxes(rule));
  }

  @ParameterizedTest
  @MethodSource("all")
  void valueIsKept(RuleCase rule) {
    int compared = 0;
    for (Map<String, double[]> point : points(rule)) {
      if (holds(rule, point) && value(rule.left(), point, PRECISIONS.get(0)).isPresent()) {
        compared++;
        assertThat(agree(rule, point, Optional.empty())).as(rule + " at " + text(point)).isTrue();
      }
    }
    assertThat(compared).as("points compared").isGreaterThan(4);
  }

  @ParameterizedTest
  @MethodSource("all")
  void derivativeIsKept(RuleCase rule) {
    for (Map<String, double[]> point : points(rule)) {
      for (String variable : rule.variables()) {
        if (holds(rule, point) && isSmooth(rule, variable, point)) {
          assertThat(agree(rule, point, Optional.of(variable)))
              .as(rule + " by " + variable + " at " + text(point)).isTrue();
        }
      }
    }
  }

  /** Compares the values, or the derivatives by a variable, in one precision after the other: what cancels in one does not in a higher one. */
  private static boolean agree(RuleCase rule, Map<String, double[]> point, Optional<String> by) {
    for (Precision precision : PRECISIONS) {
      Optional<Big> left = compared(rule.left(), by, point, precision);
      Optional<Big> right = compared(rule.right(), by, point, precision);
      if (left.isPresent() && right.isEmpty()) {
        continue;
      }
      // What cancels to nothing is nothing in no precision: what is left in the highest is below all values at these points.
      boolean last = precision == PRECISIONS.get(PRECISIONS.size() - 1);
      long noise = by.isPresent() ? -precision.bits() / 2 : last ? -3L * precision.bits() / 4 : Long.MIN_VALUE;
      if (left.isEmpty() || isClose(left.get(), right.get(), noise, precision)) {
        return true;
      }
    }
    return false;
  }

  /** The derivative by a variable, or the value. */
  private static Optional<Big> compared(Expr e, Optional<String> by, Map<String, double[]> point, Precision precision) {
    return by.isPresent() ? slope(e, by.get(), point, precision) : value(e, point, precision);
  }

  /** To thirty digits, relatively; or the difference is below two to the noise. */
  private static boolean isClose(Big a, Big b, long noise, Precision precision) {
    Big difference = precision.subtract(a, b);
    return difference.isZero() || magnitude(difference) < Math.max(noise, Math.max(magnitude(a), magnitude(b)) - 100);
  }

  private static long magnitude(Big x) {
    return x.mantissa().abs().bitLength() + x.exponent();
  }

  private static Optional<Big> value(Expr e, Map<String, double[]> point, Precision precision) {
    return value(e, precision, exact(point));
  }

  private static Optional<Big> value(Expr e, Precision precision, Map<String, List<Big>> point) {
    try {
      return Optional.of(new Evaluation(precision, point).of(e));
    } catch (ArithmeticException undefined) {
      return Optional.empty();
    }
  }

  private static Map<String, List<Big>> exact(Map<String, double[]> point) {
    Map<String, List<Big>> exact = new HashMap<>();
    point.forEach((name, values) ->
        exact.put(name, java.util.Arrays.stream(values).mapToObj(Big::of).toList()));
    return exact;
  }

  /** The central difference by the first value of the variable; nothing where a side of it is undefined. */
  private static Optional<Big> slope(Expr e, String variable, Map<String, double[]> point, Precision precision) {
    Optional<Big> above = value(e, precision, moved(point, variable, 1, precision));
    Optional<Big> below = value(e, precision, moved(point, variable, -1, precision));
    return above.isEmpty() || below.isEmpty()
        ? Optional.empty()
        : Optional.of(precision.divide(precision.subtract(above.get(), below.get()), step(point, variable, precision)));
  }

  private static Map<String, List<Big>> moved(Map<String, double[]> point, String variable, int direction, Precision precision) {
    Map<String, List<Big>> moved = exact(point);
    List<Big> values = new ArrayList<>(moved.get(variable));
    Big half = precision.divide(step(point, variable, precision), Big.of(2.0 * direction));
    values.set(0, precision.add(values.get(0), half));
    moved.put(variable, values);
    return moved;
  }

  private static Big step(Map<String, double[]> point, String variable, Precision precision) {
    double at = Math.abs(point.get(variable)[0]);
    return precision.multiply(Big.of(at == 0 ? 1 : at), Big.of(0x1p-120));
  }

  /** Whether the left side is defined on both sides of the point, and its one-sided differences agree. */
  private static boolean isSmooth(RuleCase rule, String variable, Map<String, double[]> point) {
    Precision precision = PRECISIONS.get(0);
    Optional<Big> at = value(rule.left(), precision, exact(point));
    Optional<Big> above = value(rule.left(), precision, moved(point, variable, 1, precision));
    Optional<Big> below = value(rule.left(), precision, moved(point, variable, -1, precision));
    if (at.isEmpty() || above.isEmpty() || below.isEmpty()) {
      return false;
    }
    double right = precision.divide(precision.subtract(above.get(), at.get()), step(point, variable, precision)).toDouble();
    double left = precision.divide(precision.subtract(at.get(), below.get()), step(point, variable, precision)).toDouble();
    return Math.abs(right) < STEEPEST && Math.abs(right - left) <= 1e-9 * Math.max(1e-9, Math.abs(right));
  }

  /**
   * The derivative that the compiler takes of the right side is the true one where the left side is smooth, and at a
   * kink the one that it takes of the left side.
   */
  @ParameterizedTest
  @MethodSource("ofNumbers")
  void derivativeAtKinksIsKept(RuleCase rule) {
    for (Map<String, double[]> point : points(rule)) {
      for (String variable : rule.variables()) {
        if (!holds(rule, point) || rule.isConstant(variable) || hasZeroToTheZeroth(rule, point)) {
          continue;
        }
        double ofRight = derivative(rule, rule.right(), variable, point);
        String description = rule + " by " + variable + " at " + text(point);
        if (isSmooth(rule, variable, point)) {
          double slope = slope(rule.left(), variable, point, PRECISIONS.get(1)).orElseThrow().toDouble();
          assertThat(ofRight).as(description).isCloseTo(slope, within(1e-9 * Math.max(1, Math.abs(slope))));
        } else if (value(rule.left(), point, PRECISIONS.get(0)).isPresent()) {
          double ofLeft = derivative(rule, rule.left(), variable, point);
          if (Double.isFinite(ofLeft)) {
            assertThat(ofRight).as(description).isCloseTo(ofLeft, within(1e-9 * Math.max(1, Math.abs(ofLeft))));
          }
        }
      }
    }
  }

  /** There x^y is 1 by convention, and has no tangent. */
  private static boolean hasZeroToTheZeroth(RuleCase rule, Map<String, double[]> point) {
    return Dag.expressions(rule.left()).stream().anyMatch(e -> e instanceof Call call
        && call.primitive() == Primitive.POW
        && interpret(call.arguments().get(0), point) == 0
        && interpret(call.arguments().get(1), point) == 0);
  }

  private static double derivative(RuleCase rule, Expr e, String variable, Map<String, double[]> point) {
    Leaf leaf = rule.leaf(variable);
    Expr derivative = new ReverseAccumulation(rule.pool(), DerivativeReader.table()).gradient(e, List.of(leaf)).get(leaf);
    return interpret(DERIVATION.simplify(rule.pool(), new Trace(), derivative), point);
  }

  private static double interpret(Expr e, Map<String, double[]> point) {
    return new Interpreter(leaf -> point.get(leaf.name()), 1, true).scalar(e);
  }

  /** Rules that say so give the same bits, up to the sign of zero. */
  @ParameterizedTest
  @MethodSource("exact")
  void exactRulesKeepTheBits(RuleCase rule) {
    Random random = new Random(3);
    List<Map<String, double[]>> points = points(rule);
    for (int i = 0; i < 1_000; i++) {
      Map<String, double[]> point = new HashMap<>();
      rule.variables().forEach(name -> point.put(name, new double[] {random.nextGaussian() * Math.exp(3 * random.nextGaussian())}));
      points.add(point);
    }
    for (Map<String, double[]> point : points) {
      double left = interpret(rule.left(), point);
      double right = interpret(rule.right(), point);
      assertThat(right == left || Double.isNaN(left)).as(rule + " at " + text(point) + ": " + left + ", " + right).isTrue();
    }
  }

  /** What is finite in double on the left is so on the right. */
  @ParameterizedTest
  @MethodSource("ofNumbers")
  void staysFinite(RuleCase rule) {
    for (Map<String, double[]> point : points(rule)) {
      if (holds(rule, point) && Double.isFinite(interpret(rule.left(), point))) {
        assertThat(interpret(rule.right(), point)).as(rule + " at " + text(point)).isFinite();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void firesOnItsOwnLeftSide(RuleCase rule) {
    Optional<Rewrite.Rewritten> rewritten = new RuleSet(List.of(rule.rule())).apply(rule.pool(), rule.provableLeft(), UnaryOperator.identity());
    assertThat(rewritten).isPresent().get().extracting(Rewrite.Rewritten::rule).isEqualTo(rule.rule().name());
  }

  /** So simplification terminates; the stabilising rules come to rest because none makes what another one takes. */
  @ParameterizedTest
  @MethodSource("simplifying")
  void simplifyingRulesShrink(RuleCase rule) {
    for (double variable : new double[] {2, 3, 17, 1000}) {
      Size size = new Size(variable);
      assertThat(size.of(rule.right())).as(rule.toString()).isLessThan(size.of(rule.left()));
    }
  }

  private static boolean isOverAxes(RuleCase rule) {
    return Dag.tensors(List.of(rule.left())).stream().anyMatch(Reduction.class::isInstance);
  }

  private static boolean holds(RuleCase rule, Map<String, double[]> point) {
    Evaluation evaluation = new Evaluation(PRECISIONS.get(0), exact(point));
    for (Condition condition : rule.conditions()) {
      if (condition instanceof Condition.Relation relation
          && !relation.relation().test(PRECISIONS.get(0).compare(evaluation.of(relation.left()), evaluation.of(relation.right())))) {
        return false;
      }
      if ((condition instanceof Condition.IsEven || condition instanceof Condition.IsUneven)
          && !RuleCase.admits(condition, point.get(RuleCase.variable(condition).toString())[0])) {
        return false;
      }
    }
    return true;
  }

  /** All combinations; in a reduction the other positions have other values. */
  private static List<Map<String, double[]>> points(RuleCase rule) {
    List<Map<String, double[]>> points = List.of(Map.of());
    int count = rule.variables().size();
    double[] values = count == 1 ? POINTS : count == 2 ? FEW_POINTS : FEWER_POINTS;
    for (String variable : rule.variables()) {
      List<Map<String, double[]>> longer = new ArrayList<>();
      for (Map<String, double[]> point : points) {
        for (int i = 0; i < values.length; i++) {
          Map<String, double[]> with = new HashMap<>(point);
          double[] positions = new double[isOverAxes(rule) ? POSITIONS : 1];
          for (int k = 0; k < positions.length; k++) {
            positions[k] = values[(i + 5 * k) % values.length];
          }
          with.put(variable, positions);
          longer.add(with);
        }
      }
      points = longer;
    }
    return new ArrayList<>(points);
  }

  private static String text(Map<String, double[]> point) {
    StringBuilder text = new StringBuilder();
    new java.util.TreeMap<>(point).forEach((name, values) ->
        text.append(name).append(" = ").append(java.util.Arrays.toString(values)).append(' '));
    return text.toString();
  }
}
