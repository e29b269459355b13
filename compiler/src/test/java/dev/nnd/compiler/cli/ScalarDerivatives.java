package dev.nnd.compiler.cli;

import dev.nnd.compiler.derive.Derivation;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.syntax.Expression;

/** The derivatives that {@code nndc diff} prints. */
public final class ScalarDerivatives {
  private ScalarDerivatives() {}

  public static Expr of(Derivation derivation, ExprPool pool, Expr e, String variable, boolean reverse, int order) {
    Derivatives.Mode mode = reverse ? Derivatives.Mode.REVERSE : Derivatives.Mode.FORWARD;
    Expression unwritten = new Expression.Text(new Span(new SourceFile("formula", ""), 0, 0), "");
    return new Derivatives(derivation, mode, order).of(new Formula(unwritten, e, pool)).by(variable).derivative();
  }
}
