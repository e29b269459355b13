package dev.nnd.compiler.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.diagnostics.TextRenderer;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.semantic.Elaborator;
import dev.nnd.compiler.semantic.Model;
import dev.nnd.compiler.semantic.Options;
import dev.nnd.compiler.syntax.CompilationUnit;
import dev.nnd.compiler.syntax.Parser;
import dev.nnd.compiler.syntax.Program;
import java.util.List;

/**
 * A network of one example, as it was elaborated, before any rewriting.
 *
 * @param pool of its expressions
 */
public record Elaborated(ExprPool pool, Model model) {
  public static Elaborated of(String nnd) {
    DiagnosticSink sink = new DiagnosticSink();
    ExprPool pool = new ExprPool();
    CompilationUnit unit = Parser.parseFile(new SourceFile("test.nnd", nnd), sink);
    List<Model> models =
        Elaborator.elaborate(
            Program.of(unit), Options.none(), pool, CompiledNetwork.compiler().library(), CompiledNetwork.differentiation(), sink)
            .networks();
    assertThat(sink.hasErrors()).as(() -> new TextRenderer(false).render(sink.diagnostics())).isFalse();
    return new Elaborated(pool, models.get(0));
  }

  public Expr loss() {
    return model.loss().orElseThrow();
  }

  public List<Leaf> parameters() {
    return model.parameters().stream().map(Model.Kept::leaf).toList();
  }
}
