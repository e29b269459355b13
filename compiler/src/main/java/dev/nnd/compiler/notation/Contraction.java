package dev.nnd.compiler.notation;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.AxisValue;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.ReduceOp;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Sum;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A product of factors, summed over some axes, as products of matrices: {@code Σ_k A[i, k] x[k]} is {@code A @ x}. The
 * factors over the same axes are one operand; an axis that two operands share is summed by a matrix product, one that
 * a single operand has alone by a sum of all its elements; what is left over each axis of the frame is combined.
 */
final class Contraction {
  private final MatrixReader reader;
  private final List<Axis> bound;
  private final List<Axis> frame;
  /** The operands by the axes, of the bound ones and the frame's, that they have. */
  private final Map<Set<Axis>, Operand> operands = new LinkedHashMap<>();

  Contraction(MatrixReader reader, List<Axis> bound) {
    this.reader = reader;
    this.bound = new ArrayList<>(bound);
    this.frame = reader.frame().axes();
  }

  /** @throws NoMatrixForm where it has none */
  Shaped of(List<Expr> bases, List<Rational> exponents) {
    Rational coefficient = Rational.ONE;
    for (int i = 0; i < bases.size(); i++) {
      Expr base = bases.get(i);
      if (base instanceof Sum sum && exponents.get(i).isOne() && !sum.commonFactor().isOne()) {
        coefficient = coefficient.times(sum.commonFactor());
        base = reader.pool().scale(sum.commonFactor().reciprocal(), sum);
      }
      Set<Axis> axes = new LinkedHashSet<>(base.axes());
      axes.removeIf(axis -> !bound.contains(axis) && !frame.contains(axis));
      join(axes, new Operand.Raw(reader, base, exponents.get(i)));
    }
    boolean summed = true;
    while (!bound.isEmpty() && summed) {
      summed = sumOne();
    }
    if (!bound.isEmpty()) {
      throw new NoMatrixForm();
    }
    Shaped product = combined();
    return coefficient.isOne()
        ? product
        : new Shaped(Terms.scaled(coefficient, product.formula()), product.tensor());
  }

  private void join(Set<Axis> axes, Operand part) {
    operands.merge(axes, part, Operand::times);
  }

  // ---- sums

  /** Sums over an axis, or over all axes of an operand that shares them with none. */
  private boolean sumOne() {
    return matrixProduct() || whole();
  }

  /** A product with a vector before one of matrices; and of equals the one that transposes nothing. */
  private boolean matrixProduct() {
    return bound.stream()
        .map(this::matrixProduct)
        .flatMap(Optional::stream)
        .min(Comparator.comparing(Pair::rank).thenComparing(Pair::transposes))
        .map(pair -> {
          bound.remove(pair.summed());
          operands.remove(pair.leftAxes());
          operands.remove(pair.rightAxes());
          Set<Axis> axes = new LinkedHashSet<>(pair.leftAxes());
          axes.addAll(pair.rightAxes());
          axes.remove(pair.summed());
          join(axes, pair.product());
          return true;
        })
        .orElse(false);
  }

  /** Two operands, and the axis that they share. */
  private record Pair(Axis summed, Set<Axis> leftAxes, Set<Axis> rightAxes, Operand product, int rank, boolean transposes) {}

  private Optional<Pair> matrixProduct(Axis summed) {
    List<Set<Axis>> having = operands.keySet().stream().filter(axes -> axes.contains(summed)).toList();
    boolean pair = having.size() == 2 && having.stream().allMatch(axes -> axes.size() <= 2);
    if (!pair) {
      return Optional.empty();
    }
    boolean vectorFirst = having.get(0).size() == 1;
    Set<Axis> left = having.get(vectorFirst ? 1 : 0);
    Set<Axis> right = having.get(vectorFirst ? 0 : 1);
    Axis row = other(left, summed).orElseThrow();
    Optional<Axis> column = other(right, summed);
    if (column.isEmpty()) {
      Operand product = new Operand.MatrixVector(operands.get(left), operands.get(right), row, summed);
      boolean transposes = operands.get(left).over(List.of(row, summed)) instanceof Formula.Transposed;
      return Optional.of(new Pair(summed, left, right, product, 1, transposes));
    }
    Operand product = new Operand.Matrices(operands.get(left), operands.get(right), row, summed, column.get());
    return Optional.of(new Pair(summed, left, right, product, 2, false));
  }

  private static Optional<Axis> other(Set<Axis> axes, Axis axis) {
    return axes.stream().filter(candidate -> !candidate.equals(axis)).findFirst();
  }

  private boolean whole() {
    for (Map.Entry<Set<Axis>, Operand> entry : List.copyOf(operands.entrySet())) {
      Set<Axis> axes = entry.getKey();
      boolean alone = !axes.isEmpty() && bound.containsAll(axes)
          && operands.keySet().stream().noneMatch(other -> other != axes && other.stream().anyMatch(axes::contains));
      if (alone) {
        List<Axis> order = bound.stream().filter(axes::contains).toList();
        operands.remove(axes);
        bound.removeAll(axes);
        join(new LinkedHashSet<>(), new Operand.Read(sumOfAll(entry.getValue(), order)));
        return true;
      }
    }
    return false;
  }

  private Shaped sumOfAll(Operand operand, List<Axis> order) {
    List<Operand> factors = operand.factors();
    boolean pair = factors.size() == 2 && factors.stream().noneMatch(Operand::isPower);
    if (pair && order.size() == 1 && frame.size() == 1 && frame.get(0).size() == 1) {
      Optional<Formula> row = rowTimesVector(factors, order.get(0));
      if (row.isPresent()) {
        return new Shaped(row.get(), true);
      }
    }
    return new Shaped(number(operand, order, pair), false);
  }

  private Formula number(Operand operand, List<Axis> order, boolean pair) {
    List<Operand> factors = operand.factors();
    Optional<Formula> diagonal = order.size() == 1 ? diagonal(operand, order.get(0)) : Optional.empty();
    if (diagonal.isPresent()) {
      return new Formula.Trace(diagonal.get());
    }
    if (pair && order.size() == 1) {
      return dot(factors.get(0).over(order), factors.get(1).over(order), operand);
    }
    Optional<Formula> trace = pair && order.size() == 2 ? traceOfProduct(factors.get(0), factors.get(1), order) : Optional.empty();
    return trace.orElseGet(() -> new Formula.Whole(ReduceOp.SUM, operand.over(order)));
  }

  /** Where the result is a vector of one element, a matrix of one row times a vector. */
  private Optional<Formula> rowTimesVector(List<Operand> factors, Axis summed) {
    for (int i = 0; i < 2; i++) {
      try {
        Formula row = factors.get(i).over(List.of(frame.get(0), summed));
        return Optional.of(new Formula.MatrixProduct(row, factors.get(1 - i).over(List.of(summed)), true));
      } catch (NoMatrixForm e) {
        // The other factor may be the matrix.
      }
    }
    return Optional.empty();
  }

  /** A textbook that overlooks axes of size one writes {@code w x} for a matrix of one row. */
  private Formula dot(Formula left, Formula right, Operand operand) {
    boolean row = reader.frame().loose() && operand.factors().get(0) instanceof Operand.Raw raw
        && raw.base() instanceof Access access && access.tensor().rank() > 1 && access.tensor().shape().contains(1);
    return row ? new Formula.MatrixProduct(left, right, true) : new Formula.Dot(left, right);
  }

  /** The matrix whose diagonal an operand reads. */
  private Optional<Formula> diagonal(Operand operand, Axis axis) {
    if (operand instanceof Operand.Raw raw && !raw.isPower() && raw.base() instanceof Access access
        && access.indices().size() == 2 && !(access.tensor() instanceof Reduction)
        && access.indices().stream().allMatch(index -> index instanceof AxisValue value && value.axis().equals(axis))) {
      return Frame.name(access.tensor()).map(Formula.Symbol::new);
    }
    return Optional.empty();
  }

  /** {@code Σ_ij P[i, j] Q[j, i]} is the trace of the product; told so where one of them is a product already. */
  private static Optional<Formula> traceOfProduct(Operand first, Operand second, List<Axis> order) {
    boolean secondIsProduct = second.over(order) instanceof Formula.MatrixProduct;
    Operand product = secondIsProduct ? second : first;
    Operand factor = secondIsProduct ? first : second;
    if (!(product.over(order) instanceof Formula.MatrixProduct)) {
      return Optional.empty();
    }
    List<Axis> turned = List.of(order.get(1), order.get(0));
    Formula right = factor.over(turned);
    return Optional.of(new Formula.Trace(right instanceof Formula.Transposed
        ? new Formula.MatrixProduct(factor.over(order), product.over(turned), false)
        : new Formula.MatrixProduct(product.over(order), right, false)));
  }

  // ---- what is left

  private Shaped combined() {
    List<Formula.Factor> factors = new ArrayList<>();
    Optional<Operand> scalars = Optional.ofNullable(operands.remove(Set.<Axis>of()));
    Optional<Operand> whole = Optional.ofNullable(operands.remove(new LinkedHashSet<>(frame)));
    if (operands.isEmpty()) {
      scalars.ifPresent(operand -> operand.factors().forEach(factor -> factors.add(factor.among(reader))));
    } else if (frame.size() == 2) {
      Optional<Operand> left = vector(0, scalars);
      Optional<Operand> right = vector(1, scalars);
      boolean sizeOne = left.equals(scalars) || right.equals(scalars);
      if (left.isEmpty() || right.isEmpty()) {
        throw new NoMatrixForm();
      }
      if (!sizeOne) {
        scalars.ifPresent(operand -> operand.factors().forEach(factor -> factors.add(factor.among(reader))));
      }
      Formula outer = new Formula.Outer(left.get().over(List.of(frame.get(0))), right.get().over(List.of(frame.get(1))));
      factors.add(new Formula.Factor(outer, Rational.ONE, true));
    } else {
      throw new NoMatrixForm();
    }
    whole.ifPresent(operand -> operand.factors().forEach(factor -> factors.add(factor.along(frame))));
    boolean alone = factors.size() == 1 && factors.get(0).exponent().isOne();
    return new Shaped(
        alone ? factors.get(0).base() : new Formula.Product(factors), factors.stream().anyMatch(Formula.Factor::tensor));
  }

  /** What varies along one axis of the frame alone; along one of size one nothing varies. */
  private Optional<Operand> vector(int position, Optional<Operand> scalars) {
    Axis axis = frame.get(position);
    return axis.size() == 1 ? scalars : Optional.ofNullable(operands.get(Set.of(axis)));
  }
}
