package dev.nnd.compiler.notation;

import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Comparison;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Rational;
import java.util.List;

/** Expressions over the axes of a tensor as formulas: in matrix notation where they have one, else in index notation. */
public final class Notation {
  /** What is allowed besides index notation. */
  private enum Style {
    INDEXED,
    EXACT,
    LOOSE
  }

  private final ExprPool pool;
  private final Style style;
  private final boolean coupled;

  private Notation(ExprPool pool, Style style, boolean coupled) {
    this.pool = pool;
    this.style = style;
    this.coupled = coupled;
  }

  /** Formulas in index notation, all of them; they are .nnd too. */
  public static Notation indexed(ExprPool pool) {
    return new Notation(pool, Style.INDEXED, false);
  }

  /** Formulas that are .nnd. */
  public static Notation exact(ExprPool pool) {
    return new Notation(pool, Style.EXACT, false);
  }

  /** Formulas for the eye, which overlook axes of size one: {@code w x + b} for a matrix w of one row. */
  public static Notation textbook(ExprPool pool) {
    return new Notation(pool, Style.LOOSE, false);
  }

  /**
   * The same for a network in which examples may depend on one another. Where they do, a sum over the batch cannot be left
   * out as the batch is, but for those of the parameters' gradients.
   */
  public Notation coupled(boolean examples) {
    return new Notation(pool, style, examples);
  }

  /**
   * What a name stands for.
   *
   * @param left the name, with indices where the right side has them
   * @param indexed whether it is in index notation
   */
  public record Equation(Formula left, Formula right, boolean indexed) {}

  /** The definition of a tensor over these axes; the batch axis is left out. */
  public Equation equation(Formula name, List<Axis> axes, Expr e) {
    return coupled && name instanceof Formula.Symbol symbol && !symbol.name().isEmpty()
        ? plain(name, axes, BatchMeans.ofSums(pool, e))
        : plain(name, axes, e);
  }

  private Equation plain(Formula name, List<Axis> axes, Expr e) {
    if (style != Style.INDEXED) {
      try {
        Frame frame = new Frame(axes, style == Style.LOOSE);
        return new Equation(name, new MatrixReader(pool, frame).read(e).formula(), false);
      } catch (NoMatrixForm none) {
        return indexed(name, axes, e);
      }
    }
    return indexed(name, axes, e);
  }

  private Equation indexed(Formula name, List<Axis> axes, Expr e) {
    IndexReader reader = IndexReader.of(pool, axes, e);
    List<Formula> indices = axes.stream()
        .filter(axis -> !axis.isBatch())
        .map(axis -> index(reader.index(axis), axis, e))
        .toList();
    return new Equation(indices.isEmpty() ? name : new Formula.Element(name, indices), reader.read(e), true);
  }

  /** An index on the left tells its range where the right side does not fix it. */
  private static Formula index(String name, Axis axis, Expr e) {
    Formula index = new Formula.Index(name);
    return IndexRange.isFixed(axis, e)
        ? index
        : new Formula.Related(Comparison.LESS, index, new Formula.Number(Rational.of(axis.size())));
  }

  /** An expression over these axes. */
  public Formula formula(Expr e, List<Axis> axes) {
    return equation(new Formula.Symbol(""), axes, e).right();
  }

  /** An expression over its own axes in their order, as far as it has any. */
  public Formula formula(Expr e) {
    return formula(e, e.axes());
  }
}
