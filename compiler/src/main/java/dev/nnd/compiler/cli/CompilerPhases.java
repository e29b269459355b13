package dev.nnd.compiler.cli;

import dev.nnd.compiler.Compiler;
import dev.nnd.compiler.FolderImports;
import dev.nnd.compiler.Probe;
import dev.nnd.compiler.derive.Derivation;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Replacement;
import dev.nnd.compiler.rewrite.History;
import dev.nnd.compiler.rewrite.Trace;
import dev.nnd.compiler.semantic.Elaborator;
import dev.nnd.compiler.semantic.FormulaElaborator;
import dev.nnd.compiler.semantic.FunctionModel;
import dev.nnd.compiler.semantic.Library;
import dev.nnd.compiler.steps.Decomposition;
import dev.nnd.compiler.steps.Graph;
import dev.nnd.compiler.syntax.Parser;
import java.util.List;
import java.util.Optional;

/** The compiler's own phases. Library and rules are read when they are first needed: help needs neither. */
final class CompilerPhases implements Phases {
  private Optional<Compiler> compiler = Optional.empty();

  private Compiler compiler() {
    if (compiler.isEmpty()) {
      compiler = Optional.of(new Compiler(new FolderImports()));
    }
    return compiler.get();
  }

  @Override
  public List<Compiler.JavaSource> compile(SourceFile file, Compiler.Options options, DiagnosticSink sink) {
    return compiler().compile(file, options, sink);
  }

  @Override
  public Compiler.Contents contents(SourceFile file, Compiler.Options options, DiagnosticSink sink, History history) {
    return compiler().contents(file, options, sink, history);
  }

  @Override
  public Optional<Probe> probe(SourceFile file, Compiler.Options options, String network, int mostNodes) {
    return compiler().probe(file, options, network, mostNodes);
  }

  @Override
  public Optional<Formula> formula(SourceFile source, DiagnosticSink sink) {
    ExprPool pool = new ExprPool();
    return Parser.parseExpression(source, sink).flatMap(expression ->
        Elaborator.scalar(expression, pool, compiler().library(), derivation().differentiation(new Trace()), sink)
            .map(expr -> new Formula(expression, expr, pool)));
  }

  @Override
  public Graph graph(Formula formula) {
    FormulaElaborator elaborator =
        new FormulaElaborator(formula.pool(), compiler().library(), derivation().differentiation(new Trace()));
    return Decomposition.of(formula.source(), elaborator, derivation());
  }

  @Override
  public Optional<Graph> steps(Compiler.DerivedExport function) {
    FunctionModel model = function.function().model();
    boolean ofNumbers = model.isScalar() && model.arguments().stream().allMatch(argument -> argument.leaf().rank() == 0);
    if (!ofNumbers || !model.values().isEmpty()) {
      return Optional.empty();
    }
    FormulaElaborator elaborator =
        new FormulaElaborator(function.pool(), compiler().library(), derivation().differentiation(new Trace()));
    Replacement whole = Replacement.writingOut(function.pool());
    // Where the formula means something else by itself, it speaks of functions or constants of its file.
    return elaborator.scalar(model.declaration().result())
        .filter(alone -> whole.apply(alone) == whole.apply(model.result()))
        .map(alone -> Decomposition.of(model.declaration().result(), elaborator, derivation()));
  }

  @Override
  public Derivation derivation() {
    return compiler().derivation();
  }

  @Override
  public Library library() {
    return compiler().library();
  }
}
