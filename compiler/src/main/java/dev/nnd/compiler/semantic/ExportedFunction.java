package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.LeafFacts;
import dev.nnd.compiler.expr.Range;
import dev.nnd.compiler.expr.Training;
import dev.nnd.compiler.semantic.FunctionModel.Argument;
import dev.nnd.compiler.semantic.Value.Quantity;
import dev.nnd.compiler.syntax.CompilationUnit;
import dev.nnd.compiler.syntax.Declaration.FnDecl;
import dev.nnd.compiler.syntax.Declaration.Parameter;
import dev.nnd.compiler.syntax.Expression;
import dev.nnd.compiler.syntax.Expression.Name;
import dev.nnd.compiler.syntax.Shape;
import dev.nnd.compiler.syntax.Statement;
import dev.nnd.compiler.syntax.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A function that is exported, elaborated over free variables: so all of its sizes must be known. */
final class ExportedFunction {
  private final FnDecl declaration;
  private final Context context;
  private final Reporter reporter;
  private final List<Model.Value> values = new ArrayList<>();
  private final List<Written> written = new ArrayList<>();

  /** A formula of the function, and where it stands. */
  private record Written(Expr element, Span span) {}

  ExportedFunction(FnDecl declaration, Scope file, Elaboration run) {
    this.declaration = declaration;
    this.context = Context.of(run, file.block(), new Site(new Owner(""), "", Map.of()));
    this.reporter = run.reporter();
  }

  /** @throws Rejection where it is wrong */
  FunctionModel elaborate(CompilationUnit unit) {
    context.scope().differentiateBy(
        context.run().derivativeVariables(declaration, declaration.body(), GivenDerivatives.formulas(declaration)));
    List<Argument> arguments = reporter.all(declaration.parameters(), this::argument);
    if (arguments.isEmpty()) {
      throw reporter.reject(Diagnostic.of(Code.NO_ARGUMENTS, declaration.name().span(), declaration.name().name())
          .help("a constant is declared with `const`"));
    }
    Optional<GivenDerivatives> derivatives =
        GivenDerivatives.areGiven(declaration) ? Optional.of(new GivenDerivatives(context, declaration)) : Optional.empty();
    Block block = Block.ofNetwork(context, Paths.ofFunction(), this::defined);
    reporter.all(declaration.body(), statement -> define(block, statement));
    Quantity defined = result();
    Quantity result = derivatives.map(given -> given.of(defined)).orElse(defined);
    check(result);
    return new FunctionModel(
        NetworkModel.baseName(unit.source().name()), unit.packageName().map(Name::name).orElse(""), declaration, arguments,
        values, Extent.sizes(result.extents()), result.element());
  }

  private Statement define(Block block, Statement statement) {
    block.elaborate(statement);
    return statement;
  }

  private Quantity result() {
    Quantity result = context.expressions().quantity(declaration.result());
    return declaration.resultType().isPresent()
        ? new Signature(context, declaration.name().name())
            .result(declaration.resultType().get(), result, declaration.result().span())
        : result;
  }

  private void check(Quantity result) {
    Limits limits = context.run().limits();
    limits.checkTensor(result.extents(), declaration.result().span());
    written.add(new Written(result.element(), declaration.result().span()));
    List<Expr> elements = written.stream().map(Written::element).toList();
    limits.checkNodes(elements, declaration.name().span());
    if (dependsOnMode(elements)) {
      Written first = written.stream().filter(each -> dependsOnMode(List.of(each.element()))).findFirst().orElseThrow();
      throw reporter.reject(Diagnostic.of(Code.NO_TRAINING, first.span(), declaration.name().name()));
    }
  }

  private static boolean dependsOnMode(List<Expr> elements) {
    return Dag.nodes(elements).stream().anyMatch(Training.class::isInstance);
  }

  private void defined(Statement.Definition definition, String name, Quantity value) {
    written.add(new Written(value.element(), definition.value().span()));
    values.add(new Model.Value(name, definition.doc(), Extent.sizes(value.extents()), value.element()));
  }

  // ---- arguments

  private Argument argument(Parameter parameter) {
    Name name = parameter.name();
    Optional<Symbol> before = context.scope().own(name.name());
    if (before.isPresent()) {
      throw new Rejection(); // told where the function is declared
    }
    try {
      return declared(parameter);
    } catch (Rejection rejection) {
      context.scope().define(name.name(), new Symbol.Poisoned(parameter.span(), false));
      throw rejection;
    }
  }

  private Argument declared(Parameter parameter) {
    String name = parameter.name().name();
    if (parameter.type().isPresent() && !(parameter.type().get().elements() instanceof Type.Reals)) {
      throw reporter.reject(Diagnostic.of(Code.ARGUMENT_TYPE, parameter.type().get().span(), name));
    }
    List<Expression> sizes = parameter.type().flatMap(Type::shape).map(Shape::sizes).orElse(List.of());
    List<Extent> extents = reporter.all(sizes, size -> extent(parameter, size));
    List<Double> defaults = List.of();
    if (parameter.defaultValue().isPresent()) {
      Quantity value = byDefault(parameter, parameter.defaultValue().get());
      extents = parameter.type().isPresent() ? extents : value.extents();
      defaults = elements(parameter, value, extents);
    }
    context.run().limits().checkTensor(extents, parameter.span());
    Leaf leaf = context.pool().leaf(Leaf.Kind.VARIABLE, name, Extent.sizes(extents), facts(parameter, defaults));
    context.run().unique(name);
    context.scope().define(
        name, new Symbol.Known(parameter.span(), new Quantity(extents, context.pool().element(leaf)), false));
    return new Argument(leaf, defaults);
  }

  /** No call tells the size of an axis: it must be a number, a size or a constant. */
  private Extent extent(Parameter parameter, Expression size) {
    if (size instanceof Name name && context.scope().find(name.name()).isEmpty()) {
      throw reporter.reject(Diagnostic.of(Code.OPEN_SIZE, name.span(), name.name(), parameter.name().name())
          .help("declare it, `dim " + name.name() + " = 8`, or write a number"));
    }
    return context.expressions().extent(size, Optional.of(parameter.span()));
  }

  private Quantity byDefault(Parameter parameter, Expression value) {
    boolean isFunction = value instanceof Name name
        && new NameResolver(context).find(name.name()).isEmpty()
        && (context.scope().callable(name.name()).isPresent() || Builtins.isBuiltin(name.name()));
    if (isFunction) {
      throw reporter.reject(Diagnostic.of(Code.FUNCTION_ARGUMENT, value.span(), parameter.name().name())
          .help("call it in the body, and export a function for each that is wanted"));
    }
    return context.expressions().quantity(value);
  }

  private List<Double> elements(Parameter parameter, Quantity value, List<Extent> extents) {
    Span span = parameter.defaultValue().orElseThrow().span();
    String what = "the default of `" + parameter.name().name() + "`";
    Quantity fitted = value;
    if (value.isScalar()) {
      fitted = new Quantity(extents, value.element());
    } else if (!Extent.sameSizes(value.extents(), extents)) {
      throw reporter.reject(Diagnostic.of(
          Code.SHAPE_MISMATCH, span, what, "the shape " + Extent.shape(value.extents()), Extent.shape(extents))
          .label(parameter.span(), "declared here"));
    }
    context.run().limits().checkTensor(extents, span);
    return ConstantValues.of(fitted, span, what, reporter);
  }

  private LeafFacts facts(Parameter parameter, List<Double> defaults) {
    Optional<Type.Range> declared = parameter.type().flatMap(Type::range);
    if (declared.isEmpty()) {
      return LeafFacts.NONE;
    }
    Range range = FedDeclaration.range(declared.get(), context);
    for (double value : defaults) {
      if (value < range.low() || value > range.high()) {
        throw reporter.reject(Diagnostic.of(
            Code.DEFAULT_OUT_OF_RANGE, parameter.defaultValue().orElseThrow().span(), parameter.name().name(),
            declared.get().span().text()));
      }
    }
    return LeafFacts.in(range);
  }
}
