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
import dev.nnd.compiler.syntax.Program;
import dev.nnd.compiler.syntax.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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

  private Elaborator(ExprPool pool, Library library, Differentiation differentiation, Reporter reporter) {
    this.pool = pool;
    this.library = library;
    this.differentiation = differentiation;
    this.reporter = reporter;
  }

  /** The networks and the exported functions of the compiled file, if all of them are right. */
  public static Models elaborate(
      Program program,
      Options options,
      ExprPool pool,
      Library library,
      Differentiation differentiation,
      DiagnosticSink sink) {
    return DeepStack.ample(() -> new Elaborator(
        pool, library, differentiation, new Reporter(sink, library, program::imports)).file(program, options));
  }

  /** A single formula of one element, in which unknown names are free variables; nothing where it is wrong. */
  public static Optional<Expr> scalar(
      Expression expression, ExprPool pool, Library library, Differentiation differentiation, DiagnosticSink sink) {
    return DeepStack.ample(() -> new Elaborator(
        pool, library, differentiation, new Reporter(sink, library)).expression(expression));
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

  private Models file(Program program, Options options) {
    FileScopes scopes = new FileScopes(program, library, Elaboration.ofNetwork(pool, reporter, differentiation), options);
    checkOverrides(program, options);
    List<Model> models = new ArrayList<>();
    List<FunctionModel> functions = new ArrayList<>();
    Map<String, Span> names = new HashMap<>();
    for (Declaration declaration : program.main().declarations()) {
      if (declaration instanceof NetworkDecl network) {
        checkName(network.name(), names);
        network(network, program, scopes, options).ifPresent(models::add);
      } else if (declaration instanceof FnDecl fn && fn.exported()) {
        Scope scope = scopes.of(program.main());
        boolean isNew = scope.ownCallable(fn.name().name())
            .filter(known -> known instanceof Callable.Defined defined && defined.declaration() == fn).isPresent();
        if (isNew) {
          checkName(fn.name(), names);
        }
        function(fn, program.main(), scope).ifPresent(functions::add);
      }
    }
    return reporter.hasErrors() ? new Models(List.of(), List.of()) : new Models(models, functions);
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
          new ExportedFunction(fn, scope, Elaboration.ofFunction(pool, reporter, differentiation)).elaborate(unit));
    } catch (Rejection rejection) {
      return Optional.empty();
    } catch (Limits.Exhaustion exhaustion) {
      reporter.report(exhaustion.diagnostic());
      return Optional.empty();
    }
  }

  private Optional<Model> network(NetworkDecl network, Program program, FileScopes scopes, Options options) {
    try {
      NetworkElaborator elaborator =
          new NetworkElaborator(network, scopes.of(program.main()), Elaboration.ofNetwork(pool, reporter, differentiation), options);
      NetworkModel model = elaborator.elaborate();
      model.check();
      if (!elaborator.isSound() || reporter.hasErrors()) {
        return Optional.empty();
      }
      model.warn();
      return Optional.of(model.model(program, scopes, options.gradients()));
    } catch (Limits.Exhaustion exhaustion) {
      reporter.report(exhaustion.diagnostic());
      return Optional.empty();
    }
  }

  /** An override is of one file's size, or of those that its networks declare. */
  private void checkOverrides(Program program, Options options) {
    Map<String, List<Span>> known = new TreeMap<>();
    for (CompilationUnit unit : program.units()) {
      dims(unit, unit == program.main())
          .forEach(dim -> known.computeIfAbsent(dim.name().name(), name -> new ArrayList<>()).add(dim.name().span()));
    }
    options.dims().forEach((name, value) -> {
      Span span = new Span(new SourceFile("--dim", name + "=" + value), 0, name.length());
      List<Span> places = known.getOrDefault(name, List.of());
      if (places.isEmpty()) {
        reporter.report(Problems.suggesting(Diagnostic.of(Code.UNKNOWN_DIM, span, name), name, known.keySet()));
      } else if (places.stream().map(Span::source).distinct().count() > 1) {
        Diagnostic diagnostic = Diagnostic.of(Code.AMBIGUOUS_DIM, span, name);
        for (Span place : places) {
          diagnostic = diagnostic.label(place, "declared here");
        }
        reporter.report(diagnostic.help("give one of them another name"));
      }
    });
  }

  private static Stream<DimDecl> dims(CompilationUnit unit, boolean withNetworks) {
    Stream<Statement> inNetworks = unit.declarations().stream()
        .filter(declaration -> withNetworks && declaration instanceof NetworkDecl)
        .flatMap(network -> ((NetworkDecl) network).statements().stream());
    return Stream.concat(unit.declarations().stream(), inNetworks).filter(DimDecl.class::isInstance).map(DimDecl.class::cast);
  }
}
