package dev.nnd.compiler.cli;

import dev.nnd.compiler.derive.Derivation;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;

/** The derivatives that {@code nndc diff} prints. */
public final class ScalarDerivatives {
  private ScalarDerivatives() {}

  public static Expr of(Derivation derivation, ExprPool pool, Expr e, String variable, boolean reverse, int order) {
    Derivatives.Mode mode = reverse ? Derivatives.Mode.REVERSE : Derivatives.Mode.FORWARD;
    return new Derivatives(derivation, mode, order).of(new Formulas.Formula(e, pool), variable).derivative();
  }
}
