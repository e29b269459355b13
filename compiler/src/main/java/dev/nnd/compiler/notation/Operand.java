package dev.nnd.compiler.notation;

import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.ReduceOp;
import java.util.ArrayList;
import java.util.List;

/** What a contraction multiplies: something over a few axes, which can be seen with them in any order. */
sealed interface Operand {
  /** As a tensor over these axes. */
  Formula over(List<Axis> order);

  /** What it is the pointwise product of. */
  default List<Operand> factors() {
    return List.of(this);
  }

  /** Whether it is raised to a power. */
  default boolean isPower() {
    return false;
  }

  default Operand times(Operand other) {
    List<Operand> parts = new ArrayList<>(factors());
    parts.addAll(other.factors());
    return new Pointwise(parts);
  }

  /** As a factor of a product over these axes. */
  default Formula.Factor along(List<Axis> order) {
    return new Formula.Factor(over(order), Rational.ONE, !order.isEmpty());
  }

  /** As a factor of a product over the reader's frame, of which it has no axis. */
  default Formula.Factor among(MatrixReader reader) {
    return new Formula.Factor(over(List.of()), Rational.ONE, false);
  }

  /** A factor as it stands in the product. */
  record Raw(MatrixReader reader, Expr base, Rational exponent) implements Operand {
    @Override
    public Formula over(List<Axis> order) {
      Formula.Factor factor = along(order);
      return factor.exponent().isOne() ? factor.base() : new Formula.Product(List.of(factor));
    }

    @Override
    public boolean isPower() {
      return !exponent.isOne();
    }

    @Override
    public Formula.Factor along(List<Axis> order) {
      return factor(reader.over(order).tensor(base), !order.isEmpty());
    }

    @Override
    public Formula.Factor among(MatrixReader here) {
      Shaped shaped = here.read(base);
      return factor(shaped.formula(), shaped.tensor());
    }

    /** The root of a sum of squares is a norm. */
    private Formula.Factor factor(Formula formula, boolean tensor) {
      boolean root = exponent.abs().equals(Rational.HALF)
          && formula instanceof Formula.Whole whole
          && whole.op() == ReduceOp.SUM
          && whole.tensor() instanceof Formula.Product squares
          && squares.factors().size() == 1
          && squares.factors().get(0).exponent().equals(Rational.TWO);
      return root
          ? new Formula.Factor(
              new Formula.Norm(((Formula.Product) ((Formula.Whole) formula).tensor()).factors().get(0).base()),
              exponent.times(Rational.TWO), tensor)
          : new Formula.Factor(formula, exponent, tensor);
    }
  }

  /** Read already: a number, or a tensor over a frame that has axes of size one only. */
  record Read(Shaped shaped) implements Operand {
    @Override
    public Formula over(List<Axis> order) {
      return shaped.formula();
    }

    @Override
    public Formula.Factor among(MatrixReader reader) {
      return new Formula.Factor(shaped.formula(), Rational.ONE, shaped.tensor());
    }
  }

  /** Several operands, element by element. */
  record Pointwise(List<Operand> parts) implements Operand {
    @Override
    public List<Operand> factors() {
      return parts;
    }

    @Override
    public Formula over(List<Axis> order) {
      return new Formula.Product(parts.stream().map(part -> part.along(order)).toList());
    }
  }

  /** A matrix times a vector, over the matrix's other axis. */
  record MatrixVector(Operand matrix, Operand vector, Axis row, Axis summed) implements Operand {
    @Override
    public Formula over(List<Axis> order) {
      return new Formula.MatrixProduct(matrix.over(List.of(row, summed)), vector.over(List.of(summed)), true);
    }
  }

  /** A matrix times a matrix. */
  record Matrices(Operand left, Operand right, Axis row, Axis summed, Axis column) implements Operand {
    @Override
    public Formula over(List<Axis> order) {
      return order.get(0).equals(row)
          ? new Formula.MatrixProduct(left.over(List.of(row, summed)), right.over(List.of(summed, column)), false)
          : new Formula.MatrixProduct(right.over(List.of(column, summed)), left.over(List.of(summed, row)), false);
    }
  }
}
