package dev.nnd.compiler.semantic;

import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What {@code grad}, {@code d}, {@code jacobian} and their kin come to: a later phase knows, which elaboration asks.
 * A value is an expression over its own axes 0, 1, …; the variable is a tensor, which counts as a free variable whatever
 * it is defined by. Axes of indices around the formula lie far above and stay free.
 */
@FunctionalInterface
public interface Differentiation {
  /** @param names makes of the wanted name of a definition one that no other has */
  Differentiator of(ExprPool pool, UnaryOperator<String> names);

  /** For the expressions of one elaboration. */
  interface Differentiator {
    /**
     * {@code Σ_y v[y] ∂y/∂x}, by reverse accumulation.
     *
     * @param axes those of y
     * @param v over them
     * @return over the axes of x
     */
    Expr pullback(Expr y, List<Axis> axes, Expr v, Tensor x);

    /**
     * {@code Σ_x ∂y/∂x v[x]}, by forward accumulation.
     *
     * @param v over the axes of x
     * @return over the axes of y
     */
    Expr pushforward(Expr y, Tensor x, Expr v);

    /**
     * {@code ∂y/∂x}, forward or reverse, whichever costs less.
     *
     * @param axes those of y
     * @return over the axes of y, then those of x
     */
    Expr jacobian(Expr y, List<Axis> axes, Tensor x);

    /**
     * The diagonal of the Jacobian where all else is zero.
     *
     * @param axes those of y, which are also those of x
     * @return over these axes; nothing where the map is not pointwise
     */
    Optional<Expr> pointwise(Expr y, List<Axis> axes, Tensor x);
  }
}
