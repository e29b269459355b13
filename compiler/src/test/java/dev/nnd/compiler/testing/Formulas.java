package dev.nnd.compiler.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.diagnostics.TextRenderer;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.semantic.Elaborator;
import dev.nnd.compiler.syntax.Parser;
import java.util.Optional;

/** Formulas of one element, of one pool: unknown names are free variables. */
public final class Formulas {
  private final ExprPool pool = new ExprPool();

  public ExprPool pool() {
    return pool;
  }

  /** The expression in canonical form. */
  public Expr read(String formula) {
    DiagnosticSink sink = new DiagnosticSink();
    Optional<Expr> expr = read(formula, sink);
    assertThat(sink.hasErrors()).as(() -> new TextRenderer(false).render(sink.diagnostics())).isFalse();
    return expr.orElseThrow();
  }

  /** Nothing where the sink then has errors. */
  public Optional<Expr> read(String formula, DiagnosticSink sink) {
    return Parser.parseExpression(new SourceFile("formula", formula), sink)
        .flatMap(parsed -> Elaborator.scalar(
            parsed, pool, CompiledNetwork.compiler().library(), CompiledNetwork.differentiation(), sink));
  }
}
