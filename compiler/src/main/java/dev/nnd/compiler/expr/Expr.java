package dev.nnd.compiler.expr;

import java.util.List;

/**
 * A scalar expression over named axes. Made by an {@link ExprPool} only, which keeps every expression in canonical
 * form; a truth value ({@link Compare}, {@link Logic}) is an expression too, which only conditions use.
 */
public abstract sealed class Expr extends Node
    permits Num, Pi, AxisValue, Access, Sum, Product, Call, If, Compare, Logic, Training {

  private final List<Axis> axes;
  /** By which terms are sorted; not a number until it is wanted. */
  private double degree = Double.NaN;

  Expr(int id, long structure, List<Axis> axes) {
    super(id, structure);
    this.axes = axes;
  }

  /** The free axes, ascending. */
  public final List<Axis> axes() {
    return axes;
  }

  final double degree() {
    if (Double.isNaN(degree)) {
      degree = Order.degree(this);
    }
    return degree;
  }

  /** Whether this is the constant 0. */
  public final boolean isZero() {
    return this instanceof Num num && num.value().isZero();
  }

  /** What this is directly made of, in a fixed order; the body of an accessed tensor does not count. */
  public abstract List<Expr> children();

  public abstract <R> R accept(Visitor<R> visitor);

  /** One method for each kind of expression. */
  public interface Visitor<R> {
    R visit(Num num);

    R visit(Pi pi);

    R visit(AxisValue axis);

    R visit(Access access);

    R visit(Sum sum);

    R visit(Product product);

    R visit(Call call);

    R visit(If conditional);

    R visit(Compare compare);

    R visit(Logic logic);

    R visit(Training training);
  }

  @Override
  public String toString() {
    return Printer.plain().print(this);
  }
}
