package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.syntax.CompilationUnit;
import dev.nnd.compiler.syntax.DeepStack;
import dev.nnd.compiler.syntax.Declaration;
import dev.nnd.compiler.syntax.Declaration.DimDecl;
import dev.nnd.compiler.syntax.Declaration.FnDecl;
import dev.nnd.compiler.syntax.Declaration.NetworkDecl;
import dev.nnd.compiler.syntax.Expression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Syntax trees to the maths IR: names are resolved, sizes found, functions and layers put in at their calls. What is
 * wrong goes to the sink, all of it in one go; a file with an error makes nothing.
 */
public final class Elaborator {
  private final ExprPool pool;
  private final Reporter reporter;
  private final Library library;
  private final Differentiation differentiation;

  private Elaborator(ExprPool pool, Library library, Differentiation differentiation, DiagnosticSink sink) {
    this.pool = pool;
    this.library = library;
    this.differentiation = differentiation;
    this.reporter = new Reporter(sink);
  }

  /** The networks and the exported functions of a file, if all of them are right. */
  public static Program elaborate(
      CompilationUnit unit,
      Options options,
      ExprPool pool,
      Library library,
      Differentiation differentiation,
      DiagnosticSink sink) {
    return DeepStack.ample(() -> new Elaborator(pool, library, differentiation, sink).file(unit, options));
  }

  /** A single formula of one element, in which unknown names are free variables; nothing where it is wrong. */
  public static Optional<Expr> scalar(
      Expression expression, ExprPool pool, Library library, Differentiation differentiation, DiagnosticSink sink) {
    return DeepStack.ample(() -> new Elaborator(pool, library, differentiation, sink).expression(expression));
  }

  private Optional<Expr> expression(Expression expression) {
    try {
      Elaboration run = Elaboration.ofExpression(pool, reporter, differentiation);
      Context context = Context.of(run, library.scope().block(), Site.nowhere());
      return Optional.of(context.expressions().scalar(expression));
    } catch (Rejection rejection) {
      return Optional.empty();
    } catch (Limits.Exhaustion exhaustion) {
      reporter.report(exhaustion.diagnostic());
      return Optional.empty();
    }
  }

  private Program file(CompilationUnit unit, Options options) {
    Elaboration shared = Elaboration.ofNetwork(pool, reporter, differentiation);
    Scope scope = library.scope().block();
    Declarations declarations = new Declarations(Context.of(shared, scope, Site.nowhere()), options);
    unit.imports().forEach(imported -> reporter.report(Problems.unsupported(imported.span(), "`import`")));
    declarations.declare(unit.declarations());
    declarations.check(unit.declarations());
    checkOverrides(unit, options);
    List<Model> models = new ArrayList<>();
    List<FunctionModel> functions = new ArrayList<>();
    Map<String, Span> names = new HashMap<>();
    for (Declaration declaration : unit.declarations()) {
      if (declaration instanceof NetworkDecl network) {
        checkName(network.name(), names);
        network(network, unit, scope, options).ifPresent(models::add);
      } else if (declaration instanceof FnDecl fn && fn.exported()) {
        boolean isNew = scope.ownCallable(fn.name().name())
            .filter(known -> known instanceof Callable.Defined defined && defined.declaration() == fn).isPresent();
        if (isNew) {
          checkName(fn.name(), names);
        }
        function(fn, unit, scope).ifPresent(functions::add);
      }
    }
    return reporter.hasErrors() ? new Program(List.of(), List.of()) : new Program(models, functions);
  }

  /** Each becomes a Java class of its own. */
  private void checkName(Expression.Name declared, Map<String, Span> names) {
    String name = declared.name();
    Span first = names.putIfAbsent(name.toLowerCase(Locale.ROOT), declared.span());
    if (first != null) {
      reporter.report(first.text().equals(name)
          ? Problems.duplicate(name, declared.span(), first)
          : Diagnostic.of(Code.NAMES_DIFFER_BY_CASE, declared.span(), name, first.text()).label(first, "defined here"));
    }
  }

  private Optional<FunctionModel> function(FnDecl fn, CompilationUnit unit, Scope scope) {
    try {
      return Optional.of(
          new ExportedFunction(fn, scope, Elaboration.ofNetwork(pool, reporter, differentiation)).elaborate(unit));
    } catch (Rejection rejection) {
      return Optional.empty();
    } catch (Limits.Exhaustion exhaustion) {
      reporter.report(exhaustion.diagnostic());
      return Optional.empty();
    }
  }

  private Optional<Model> network(NetworkDecl network, CompilationUnit unit, Scope scope, Options options) {
    try {
      NetworkElaborator elaborator =
          new NetworkElaborator(network, scope, Elaboration.ofNetwork(pool, reporter, differentiation), options);
      NetworkModel model = elaborator.elaborate();
      model.check();
      if (!elaborator.isSound() || reporter.hasErrors()) {
        return Optional.empty();
      }
      model.warn();
      return Optional.of(model.model(unit));
    } catch (Limits.Exhaustion exhaustion) {
      reporter.report(exhaustion.diagnostic());
      return Optional.empty();
    }
  }

  private void checkOverrides(CompilationUnit unit, Options options) {
    Set<String> known = new TreeSet<>();
    Stream.concat(
            unit.declarations().stream(),
            unit.declarations().stream()
                .filter(NetworkDecl.class::isInstance)
                .flatMap(network -> ((NetworkDecl) network).statements().stream()))
        .filter(DimDecl.class::isInstance)
        .forEach(dim -> known.add(((DimDecl) dim).name().name()));
    options.dims().forEach((name, value) -> {
      if (!known.contains(name)) {
        Span span = new Span(new SourceFile("--dim", name + "=" + value), 0, name.length());
        reporter.report(Problems.suggesting(Diagnostic.of(Code.UNKNOWN_DIM, span, name), name, known));
      }
    });
  }
}
