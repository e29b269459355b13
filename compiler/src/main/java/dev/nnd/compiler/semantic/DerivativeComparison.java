package dev.nnd.compiler.semantic;

import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Interpreter;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.LeafFacts;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.semantic.Value.Quantity;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Compares a derivative that an author gives with that of the definition, along random directions at seeded points of
 * several scales and both signs. A point counts where both have a value; at almost no point is there a kink. A difference
 * that rounding explains is none: then a rounding that is a little coarser moves the two as far.
 */
final class DerivativeComparison {
  private static final int POINTS = 1_000;
  private static final int LEAST_POINTS = 4;
  /** Operations that all points together may take: large tensors, with many elements each, are compared at fewer. */
  private static final long MOST_WORK = 500_000;

  private static final double TOLERANCE = 1e-6;
  private static final double COARSER = 0x1p-49;
  private static final int ROUNDINGS = 4;
  private static final double SPREAD = 32;
  /** Powers of ten, the readable ones first. */
  private static final int[] SCALES = {1, 0, 2, -1, 3, -2};
  private static final int MOST_DIRECTIONS = 256;
  private static final int MOST_NUMBERS = 4;
  private static final MathContext DIGITS = new MathContext(6);

  private final ExprPool pool;
  private final Context context;
  private final Variable x;
  private final Optional<Leaf> direction;
  private final Random random = new Random(1);

  /** What came of it. */
  sealed interface Outcome {}

  record Agreement() implements Outcome {}

  /** There is no point at which both have a value. */
  record Nowhere() implements Outcome {}

  /**
   * They differ at a point.
   *
   * @param where of a tensor, by which element
   * @param flat whether the definition is constant around almost every point
   */
  record Difference(String point, String where, String given, String derived, boolean flat) implements Outcome {}

  private record Formulas(Expr value, Expr given, Expr derived, List<Integer> shape) {}

  /** A point, and the direction at it. */
  private record Point(Map<Leaf, double[]> leaves) {
    Point with(Leaf leaf, double[] values) {
      Map<Leaf, double[]> other = new LinkedHashMap<>(leaves);
      other.put(leaf, values);
      return new Point(other);
    }
  }

  DerivativeComparison(Context context, Variable x) {
    this.context = context;
    this.pool = context.pool();
    this.x = x;
    this.direction = x.extents().isEmpty()
        ? Optional.empty()
        : Optional.of(pool.leaf(
            Leaf.Kind.VARIABLE, context.run().variableName("direction"), Extent.sizes(x.extents()), LeafFacts.NONE));
  }

  /** By which both derivatives are taken, over the axes of the argument. */
  Expr direction() {
    return direction.map(pool::element).orElseGet(pool::one);
  }

  Outcome of(Quantity y, Expr given, Expr derived) {
    Formulas formulas = new Formulas(fixed(y.element()), fixed(given), fixed(derived), Extent.sizes(y.extents()));
    List<Leaf> leaves = Dag.tensors(List.of(formulas.value(), formulas.given(), formulas.derived())).stream()
        .filter(tensor -> tensor instanceof Leaf leaf && leaf.kind() != Leaf.Kind.CONSTANT && leaf.kind() != Leaf.Kind.BATCH_SIZE)
        .map(Leaf.class::cast)
        .toList();
    int points = (int) Math.max(LEAST_POINTS, Math.min(POINTS, MOST_WORK / work(formulas)));
    boolean compared = false;
    for (int i = 0; i < points; i++) {
      Point point = point(leaves, i);
      Comparison comparison = compare(formulas, point);
      if (comparison.difference() >= 0) {
        return difference(formulas, point, comparison);
      }
      compared |= comparison.any();
    }
    return compared ? new Agreement() : new Nowhere();
  }

  /** At the first position of the indices around the call: the formula is the same at all of them. */
  private Expr fixed(Expr e) {
    Map<Axis, Expr> first = new HashMap<>();
    context.indices().forEach(axis -> first.put(axis, pool.zero()));
    return pool.substitute(e, first);
  }

  private static long work(Formulas formulas) {
    List<Expr> roots = List.of(formulas.value(), formulas.given(), formulas.derived());
    long work = elements(formulas.shape()) * Dag.expressions(roots).size();
    for (Tensor tensor : Dag.tensors(roots)) {
      long bound = tensor instanceof Reduction reduction ? elements(reduction.bound().stream().map(Axis::size).toList()) : 1;
      work += elements(tensor.shape()) * bound * Dag.expressions(tensor.bodies()).size();
    }
    return Math.max(1, work);
  }

  private static long elements(List<Integer> shape) {
    return Math.max(1, Limits.elements(shape));
  }

  // ---- points

  private Point point(List<Leaf> leaves, int number) {
    Map<Leaf, double[]> values = new LinkedHashMap<>();
    for (Leaf leaf : leaves) {
      double[] elements = new double[(int) elements(leaf.shape())];
      for (int i = 0; i < elements.length; i++) {
        elements[i] = element(leaf, number);
      }
      if (leaf.facts().oneHot()) {
        int classes = leaf.shape().get(leaf.rank() - 1);
        for (int i = 0; i < elements.length; i++) {
          elements[i] = i % classes == number % classes ? 1 : 0;
        }
      }
      values.put(leaf, elements);
    }
    return new Point(values);
  }

  private double element(Leaf leaf, int number) {
    double low = leaf.facts().range().low();
    double high = leaf.facts().range().high();
    if (leaf.facts().integer()) {
      return Math.max(low, 0) + random.nextInt((int) Math.min(Math.max(high - Math.max(low, 0), 0), 1_000_000) + 1);
    }
    if (Double.isFinite(low) && Double.isFinite(high)) {
      return low + (high - low) * random.nextDouble();
    }
    if (direction.filter(leaf::equals).isPresent()) {
      return random.nextGaussian();
    }
    int scale = SCALES[number % 2 == 0 ? number / 2 % SCALES.length : random.nextInt(SCALES.length)];
    double magnitude = Math.pow(10, scale - random.nextDouble());
    boolean negative = number % 4 > 1 && random.nextBoolean();
    return negative ? -magnitude : magnitude;
  }

  // ---- values

  /** @param difference the element that differs, or -1 */
  private record Comparison(int difference, boolean any, double given, double derived) {}

  private Comparison compare(Formulas formulas, Point point) {
    Interpreter interpreter = new Interpreter(point.leaves()::get, 1, false);
    double[] values = interpreter.elements(formulas.value(), formulas.shape());
    double[] derived = interpreter.elements(formulas.derived(), formulas.shape());
    double[] given = interpreter.elements(formulas.given(), formulas.shape());
    Optional<double[]> spread = Optional.empty();
    boolean any = false;
    for (int i = 0; i < values.length; i++) {
      if (Double.isFinite(values[i]) && Double.isFinite(derived[i])) {
        boolean undefined = Double.isNaN(given[i]) && !overflows(interpreter, formulas, i);
        boolean different = differ(given[i], derived[i]);
        if (different && spread.isEmpty()) {
          spread = Optional.of(spread(formulas, point, given, derived));
        }
        if (undefined || different && Math.abs(given[i] - derived[i]) > SPREAD * spread.orElseThrow()[i]) {
          return new Comparison(i, true, given[i], derived[i]);
        }
        any |= Double.isFinite(given[i]);
      }
    }
    return new Comparison(-1, any, 0, 0);
  }

  private static boolean differ(double given, double derived) {
    return Math.abs(given - derived) > TOLERANCE * Math.max(Math.abs(given), Math.abs(derived));
  }

  /** Whether a formula that has no value has none only because numbers on the way were too large. */
  private boolean overflows(Interpreter interpreter, Formulas formulas, int position) {
    Map<Axis, Expr> at = new HashMap<>();
    int rest = position;
    for (int i = formulas.shape().size() - 1; i >= 0; i--) {
      at.put(new Axis(i, formulas.shape().get(i)), pool.num(rest % formulas.shape().get(i)));
      rest /= formulas.shape().get(i);
    }
    return interpreter.parts(pool.substitute(formulas.given(), at)).values().stream().anyMatch(part -> part.isInfinite());
  }

  /** How far a coarser rounding moves the two. */
  private static double[] spread(Formulas formulas, Point point, double[] given, double[] derived) {
    double[] spread = new double[given.length];
    for (int run = 0; run < ROUNDINGS; run++) {
      Random rounding = new Random(run);
      Interpreter coarser = new Interpreter(
          point.leaves()::get, 1, false, value -> value * (1 + COARSER * (2 * rounding.nextDouble() - 1)) + Double.MIN_NORMAL);
      widen(spread, coarser.elements(formulas.given(), formulas.shape()), given);
      widen(spread, coarser.elements(formulas.derived(), formulas.shape()), derived);
    }
    return spread;
  }

  private static void widen(double[] spread, double[] moved, double[] still) {
    for (int i = 0; i < spread.length; i++) {
      spread[i] = Math.max(spread[i], Double.isFinite(moved[i]) ? Math.abs(moved[i] - still[i]) : Double.POSITIVE_INFINITY);
    }
  }

  // ---- what is said

  /** Of a tensor, the first of its elements by which the derivatives differ. */
  private Difference difference(Formulas formulas, Point point, Comparison found) {
    if (direction.isPresent()) {
      int elements = (int) elements(direction.get().shape());
      for (int i = 0; i < Math.min(elements, MOST_DIRECTIONS); i++) {
        double[] unit = new double[elements];
        unit[i] = 1;
        Comparison along = compare(formulas, point.with(direction.get(), unit));
        if (along.difference() >= 0) {
          return told(formulas, point, along, by(i));
        }
      }
      return told(formulas, point, found, " along a direction");
    }
    return told(formulas, point, found, "");
  }

  /** The element of this row-major number, {@code by x[0, 2]}. */
  private String by(int number) {
    return " by " + Operand.text(x.source()) + position(Extent.sizes(x.extents()), number);
  }

  private static String position(List<Integer> shape, int number) {
    String position = "";
    int rest = number;
    for (int i = shape.size() - 1; i >= 0; i--) {
      position = rest % shape.get(i) + (position.isEmpty() ? "" : ", " + position);
      rest /= shape.get(i);
    }
    return "[" + position + "]";
  }

  private Difference told(Formulas formulas, Point point, Comparison found, String by) {
    String element = formulas.shape().isEmpty() ? "" : " for element " + position(formulas.shape(), found.difference());
    String at = point.leaves().entrySet().stream()
        .filter(entry -> direction.filter(entry.getKey()::equals).isEmpty())
        .map(entry -> entry.getKey().name().replaceAll("#.*", "") + " = " + numbers(entry.getValue(), shape(entry.getKey())))
        .collect(Collectors.joining(", "));
    boolean close = number(found.given()).equals(number(found.derived()));
    return new Difference(
        at, element + by,
        close ? Double.toString(found.given()) : number(found.given()),
        close ? Double.toString(found.derived()) : number(found.derived()),
        formulas.derived().isZero());
  }

  private static String number(double value) {
    return Double.isFinite(value) ? Double.toString(new BigDecimal(value).round(DIGITS).doubleValue()) : Double.toString(value);
  }

  /** Without the indices around the call, at whose first position the point is. */
  private List<Integer> shape(Leaf leaf) {
    return leaf == x.tensor() ? leaf.shape().subList(x.leading().size(), leaf.rank()) : leaf.shape();
  }

  private static String numbers(double[] values, List<Integer> shape) {
    if (shape.isEmpty()) {
      return number(values[0]);
    }
    int count = (int) elements(shape);
    String first = Arrays.stream(values, 0, Math.min(count, MOST_NUMBERS)).mapToObj(DerivativeComparison::number).collect(Collectors.joining(", "));
    return "[" + first + (count > MOST_NUMBERS ? ", …]" : "]");
  }
}
