package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.semantic.Value.Quantity;
import dev.nnd.compiler.syntax.Declaration;
import dev.nnd.compiler.syntax.Declaration.ClassDecl;
import dev.nnd.compiler.syntax.Declaration.ConstDecl;
import dev.nnd.compiler.syntax.Declaration.DimDecl;
import dev.nnd.compiler.syntax.Declaration.FnDecl;
import dev.nnd.compiler.syntax.Declaration.LayerDecl;
import dev.nnd.compiler.syntax.Expression;
import dev.nnd.compiler.syntax.Parts;
import dev.nnd.compiler.syntax.Statement;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What may stand in any order at the top of a file or in a network: functions, layers, classes, sizes and constants. */
final class Declarations {
  private final Context context;
  private final Options options;

  Declarations(Context context, Options options) {
    this.context = context;
    this.options = options;
  }

  static boolean isDeclaration(Statement statement) {
    return statement instanceof Declaration && !(statement instanceof Declaration.NetworkDecl);
  }

  /** Makes them known in the context's scope; the values of sizes and constants are found when they are wanted. */
  void declare(List<? extends Statement> statements) {
    for (Statement statement : statements) {
      if (statement instanceof FnDecl fn) {
        declare(fn);
      } else if (statement instanceof LayerDecl layer) {
        refuseEqualNames(Stream.concat(layer.settings().stream(), layer.inputs().stream()).toList());
        callable(layer.name(), new Callable.Layer(layer, context.scope()));
      } else if (statement instanceof ClassDecl declared) {
        declare(declared);
      } else if (statement instanceof DimDecl dim) {
        deferred(dim.name(), dim.span(), () -> size(dim));
      } else if (statement instanceof ConstDecl constant) {
        deferred(constant.name(), constant.span(), () -> constant(constant));
      }
    }
  }

  /** Finds the values of all sizes and constants, so that what is wrong with them is told. */
  boolean check(List<? extends Statement> statements) {
    boolean sound = true;
    for (Statement statement : statements) {
      if (statement instanceof DimDecl || statement instanceof ConstDecl) {
        String name = statement instanceof DimDecl dim ? dim.name().name() : ((ConstDecl) statement).name().name();
        if (context.scope().own(name).orElseThrow() instanceof Symbol.Deferred deferred) {
          try {
            deferred.value(context.reporter());
          } catch (Rejection rejection) {
            sound = false;
          }
        }
      }
    }
    return sound;
  }

  private void declare(FnDecl fn) {
    refuseEqualNames(fn.parameters());
    GivenDerivatives.problems(fn).forEach(context.reporter()::report);
    callable(fn.name(), new Callable.Defined(fn, context.scope()));
  }

  private void refuseEqualNames(List<Declaration.Parameter> parameters) {
    Map<String, Span> names = new HashMap<>();
    for (Declaration.Parameter parameter : parameters) {
      Span first = names.putIfAbsent(parameter.name().name(), parameter.name().span());
      if (first != null) {
        context.reporter().report(Problems.duplicate(parameter.name().name(), parameter.name().span(), first));
      }
    }
  }

  private void callable(Expression.Name name, Callable callable) {
    Optional<Callable> before = context.scope().ownCallable(name.name());
    if (before.isPresent()) {
      context.reporter().report(Problems.duplicate(name.name(), name.span(), span(before.get())));
    } else {
      context.scope().define(name.name(), callable);
    }
  }

  /** Where a function or layer of a file has its name. */
  static Span span(Callable callable) {
    return callable instanceof Callable.Defined defined
        ? defined.declaration().name().span()
        : ((Callable.Layer) callable).declaration().name().span();
  }

  private void declare(ClassDecl declared) {
    Optional<ClassDecl> before = context.scope().ownClass(declared.name().name());
    if (before.isPresent()) {
      context.reporter().report(Problems.duplicate(declared.name().name(), declared.name().span(), before.get().name().span()));
      return;
    }
    context.scope().classNames().stream()
        .filter(name -> name.equalsIgnoreCase(declared.name().name()) && !name.equals(declared.name().name()))
        .flatMap(name -> context.scope().findClass(name).stream())
        .findFirst()
        .ifPresent(other -> context.reporter().report(Diagnostic
            .of(Code.NAMES_DIFFER_BY_CASE, declared.name().span(), declared.name().name(), other.name().name())
            .label(other.name().span(), "defined here")));
    Map<String, Span> labels = new HashMap<>();
    for (Expression.Name label : declared.labels()) {
      Span first = labels.putIfAbsent(label.name(), label.span());
      if (first != null) {
        context.reporter().report(Problems.duplicate(label.name(), label.span(), first));
      }
    }
    context.scope().define(declared.name().name(), declared);
  }

  private void deferred(Expression.Name name, Span span, Supplier<Value> value) {
    Optional<Symbol> before = context.scope().own(name.name());
    if (before.isPresent()) {
      context.reporter().report(Problems.duplicate(name.name(), name.span(), before.get().span()));
    } else {
      context.scope().define(name.name(), new Symbol.Deferred(span, name.name(), value));
    }
  }

  private Value size(DimDecl dim) {
    refuseValues(dim.value(), "`" + dim.name().name() + "`");
    String override = options.dims().get(dim.name().name());
    int size = override == null
        ? context.expressions().extent(dim.value(), Optional.empty()).size()
        : overridden(dim.name().name(), override);
    return Quantity.scalar(context.pool().num(size));
  }

  private int overridden(String name, String text) {
    SourceFile source = new SourceFile("--dim", name + "=" + text);
    Span span = new Span(source, name.length() + 1, source.text().length());
    try {
      Rational value = Rational.of(new BigDecimal(text));
      if (value.isSmallInteger() && value.signum() > 0) {
        return value.intValue();
      }
    } catch (NumberFormatException e) {
      // told below, as any other text that is no size
    }
    throw context.reporter().reject(Diagnostic.of(Code.BAD_SIZE, span, "`" + text + "`"));
  }

  /** What an example or the training decides is not known yet. */
  private void refuseValues(Expression expression, String what) {
    if (expression instanceof Expression.Name name && context.scope().find(name.name()).isEmpty()) {
      context.run().definition(name.name()).ifPresent(span -> {
        throw context.reporter().reject(
            Diagnostic.of(Code.NOT_CONSTANT, name.span(), what).label(span, "known for an example only"));
      });
    }
    Parts.of(expression).forEach(part -> refuseValues(part, what));
  }

  private Value constant(ConstDecl constant) {
    refuseValues(constant.value(), "`" + constant.name().name() + "`");
    Quantity value = context.expressions().quantity(constant.value());
    boolean known = Dag.tensors(List.of(value.element())).stream()
        .allMatch(tensor -> !(tensor instanceof Leaf leaf) || leaf.kind() == Leaf.Kind.CONSTANT);
    if (!known) {
      throw context.reporter().reject(
          Diagnostic.of(Code.NOT_CONSTANT, constant.value().span(), "`" + constant.name().name() + "`")
              .help("what is drawn, or is a mean over the batch, differs from step to step: define it in the network"));
    }
    return value;
  }
}
