package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.Node;
import java.util.List;

/** Hears how expressions came about, for those who want it told; else {@link #NONE}, which costs nothing. */
public interface History {
  History NONE = new History() {};

  /** The phases whose beginning and end are told, in their order. */
  enum Phase {
    INSERT_BATCH_AXIS,
    STABILISE,
    DIFFERENTIATE,
    SIMPLIFY
  }

  /** A phase is at its end, and has made these roots of those; differentiation makes gradients of the loss. */
  default void finished(Phase phase, List<Expr> before, List<Expr> after) {}

  /** While an expression was made, it was brought into canonical form by this rule. */
  default void canonicalised(String rule) {}

  /** A rule has put one expression in the place of another. */
  default void rewritten(String rule, Expr before, Expr after) {}

  /** An expression was made anew, because its parts have changed. */
  default void rebuilt(Expr before, Expr after) {}

  /** The adjoint of a tensor, or of an expression inside one, got a name. */
  default void adjoint(Definition adjoint, Node of) {}
}
