package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.syntax.DeepStack;
import dev.nnd.compiler.syntax.Expression;
import java.util.Optional;

/** Parts of a formula that is known to be right, one after the other, each to its meaning as a single number. */
public final class FormulaElaborator {
  private final ExprPool pool;
  private final Scope scope;
  private final Elaboration run;

  public FormulaElaborator(ExprPool pool, Library library, Differentiation differentiation) {
    this.pool = pool;
    this.run = Elaboration.ofExpression(pool, new Reporter(new DiagnosticSink(), library), differentiation);
    this.scope = library.scope().block();
  }

  public ExprPool pool() {
    return pool;
  }

  /** Nothing where the part is no number, such as a tensor that another part is made of. */
  public Optional<Expr> scalar(Expression part) {
    return DeepStack.ample(() -> {
      try {
        return Optional.of(Context.of(run, scope, Site.nowhere()).expressions().scalar(part));
      } catch (Rejection | Limits.Exhaustion rejected) {
        return Optional.empty();
      }
    });
  }
}
