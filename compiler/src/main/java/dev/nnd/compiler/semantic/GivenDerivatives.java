package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Num;
import dev.nnd.compiler.expr.Primitive;
import dev.nnd.compiler.expr.ReduceOp;
import dev.nnd.compiler.semantic.Value.Quantity;
import dev.nnd.compiler.syntax.Declaration.DerivativeClause;
import dev.nnd.compiler.syntax.Declaration.FnDecl;
import dev.nnd.compiler.syntax.Declaration.Parameter;
import dev.nnd.compiler.syntax.Expression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The derivatives that a function's author gives, at one call. They stand in the place of what would be derived: with y of
 * shape {@code [R]} and an argument x of shape {@code [A]}, a formula of shape {@code [R, A]} is the Jacobian (so a scalar's
 * gradient, or the derivative by a scalar), and where x and y have one shape, a formula of that shape is the derivative of
 * each element of y by the same element of x. The value keeps its bits:
 * {@code y = given_derivative(f(x), Σ_a given_derivative(0, x[a], g[a]), 1)}.
 */
final class GivenDerivatives {
  private final Context inside;
  private final FnDecl function;
  private final ExprPool pool;
  private final Derivatives derivatives;
  /** As they are bound, before the body may name others so. */
  private final Map<String, Value> arguments = new HashMap<>();
  private final Map<String, Symbol> parameters = new HashMap<>();

  /**
   * An argument's derivative.
   *
   * @param sum over the elements of the argument, of which the derivative by the argument is this one
   */
  private record Part(Variable argument, Expr sum) {}

  /** @param inside the function's body, its parameters bound */
  GivenDerivatives(Context inside, FnDecl function) {
    this.inside = inside;
    this.function = function;
    this.pool = inside.pool();
    this.derivatives = new Derivatives(inside);
    if (!problems(function).isEmpty()) {
      throw new Rejection();
    }
    for (Parameter parameter : function.parameters()) {
      inside.scope().own(parameter.name().name()).filter(Symbol.Known.class::isInstance).ifPresent(symbol -> {
        parameters.put(parameter.name().name(), symbol);
        arguments.put(parameter.name().name(), ((Symbol.Known) symbol).value());
      });
    }
  }

  static boolean areGiven(FnDecl function) {
    return !function.derivatives().isEmpty();
  }

  /** The formulas of a function: what it returns, and its derivatives. */
  static List<Expression> formulas(FnDecl function) {
    return Stream.concat(Stream.of(function.result()), function.derivatives().stream().map(DerivativeClause::formula)).toList();
  }

  /** What is wrong with the clauses whatever the arguments are. */
  static List<Diagnostic> problems(FnDecl function) {
    List<Diagnostic> problems = new ArrayList<>();
    List<String> names = names(function);
    Map<String, Span> seen = new HashMap<>();
    for (DerivativeClause clause : function.derivatives()) {
      if (clause.argument().isEmpty() && names.size() != 1) {
        Diagnostic problem = Diagnostic.of(Code.DERIVATIVE_BY_WHICH, clause.span(), function.name().name());
        problems.add(names.isEmpty() ? problem.label("it has no arguments") : problem.help("write `derivative "
            + names.stream().map(name -> name + ": …").collect(Collectors.joining(", ")) + "`"));
      } else if (clause.argument().isPresent()) {
        Expression.Name name = clause.argument().get();
        Optional<Span> first = Optional.ofNullable(seen.putIfAbsent(name.name(), name.span()));
        if (!names.contains(name.name())) {
          problems.add(Problems.suggesting(
              Diagnostic.of(Code.UNKNOWN_ARGUMENT, name.span(), function.name().name(), name.name()), name.name(), names));
        } else if (first.isPresent()) {
          problems.add(Diagnostic.of(Code.ARGUMENT_TWICE, name.span(), "derivative", name.name()).label(first.get(), "given here"));
        }
      }
    }
    return problems;
  }

  private static List<String> names(FnDecl function) {
    return function.parameters().stream().map(parameter -> parameter.name().name()).toList();
  }

  /** The parameters that must be variables while the body is elaborated: all but constants, which may be sizes. */
  static Set<String> variables(FnDecl function, Map<String, Value> arguments) {
    Set<String> variables = new TreeSet<>();
    for (String name : names(function)) {
      boolean varies = arguments.get(name) instanceof Quantity quantity && !(quantity.element() instanceof Num);
      if (areGiven(function) && (varies || clause(function, name).isPresent())) {
        variables.add(name);
      }
    }
    return variables;
  }

  private static Optional<DerivativeClause> clause(FnDecl function, String parameter) {
    return function.derivatives().stream()
        .filter(clause -> clause.argument().map(name -> name.name().equals(parameter)).orElse(true))
        .findFirst();
  }

  /** The function's value with these derivatives. */
  Quantity of(Value value) {
    if (!(value instanceof Quantity y)) {
      throw inside.reporter().reject(Problems.kind(function.result(), "a number", value));
    }
    List<Part> parts = new ArrayList<>();
    for (Parameter parameter : function.parameters()) {
      Optional<DerivativeClause> clause = clause(function, parameter.name().name());
      Optional<Variable> argument = variable(parameter, clause);
      argument.ifPresent(x -> {
        Part part = clause.map(given -> given(given, x, y)).orElseGet(() -> derived(x, y));
        clause.filter(given -> inside.run().isUnverified(kindOfCall(given)))
            .ifPresent(given -> verify(given, part, y));
        parts.add(part);
      });
    }
    Expr sum = pool.add(parts.stream().map(Part::sum).toList());
    return new Quantity(y.extents(), pool.call(Primitive.GIVEN_DERIVATIVE, y.element(), sum, pool.one()));
  }

  /** The argument where it varies. */
  private Optional<Variable> variable(Parameter parameter, Optional<DerivativeClause> clause) {
    Value value = arguments.get(parameter.name().name());
    Optional<Variable> variable = value instanceof Quantity quantity && !(quantity.element() instanceof Num)
        ? Variable.read(parameter.name(), quantity, inside)
        : Optional.empty();
    if (variable.isEmpty() && clause.isPresent()) {
      String kind = value instanceof Quantity quantity ? Variable.kindOfFixed(quantity) : value == null ? "a function" : value.kind();
      throw inside.reporter().reject(
          Diagnostic.of(Code.NO_GIVEN_DERIVATIVE, clause.get().span(), function.name().name(), parameter.name().name())
              .label("the argument is " + kind)
              .help("leave this derivative out"));
    }
    return variable;
  }

  private Part derived(Variable x, Quantity y) {
    if (!Dag.tensors(List.of(y.element())).contains(x.tensor())) {
      return new Part(x, pool.zero());
    }
    boolean oneShape = Extent.sameSizes(x.extents(), y.extents());
    Optional<Quantity> diagonal = oneShape && !x.extents().isEmpty() ? derivatives.diagonal(y, x) : Optional.empty();
    return new Part(x, diagonal.map(g -> elementwise(x, g.element())).orElseGet(() -> total(x, y, derivatives.jacobian(y, x).element())));
  }

  private Part given(DerivativeClause clause, Variable x, Quantity y) {
    Quantity g = inside.with(scope()).expressions().quantity(clause.formula());
    List<Extent> jacobian = Stream.concat(y.extents().stream(), x.extents().stream()).toList();
    boolean oneShape = Extent.sameSizes(x.extents(), y.extents());
    if (oneShape && (g.isScalar() || Extent.sameSizes(g.extents(), y.extents()))) {
      return new Part(x, elementwise(x, g.element()));
    }
    boolean fills = g.isScalar() && (x.extents().isEmpty() || y.extents().isEmpty());
    if (fills || Extent.sameSizes(g.extents(), jacobian)) {
      return new Part(x, total(x, y, g.element()));
    }
    String wanted = (oneShape ? Extent.shape(y.extents()) + " or " : "") + Extent.shape(jacobian);
    throw inside.reporter().reject(Diagnostic.of(
            Code.SHAPE_MISMATCH, clause.formula().span(), "the derivative by `" + name(x) + "`",
            "the shape " + Extent.shape(g.extents()), wanted)
        .label(function.result().span(), y.isScalar() ? "a scalar" : "shape " + Extent.shape(y.extents())));
  }

  /** What the body defines, and the parameters as they were given, even if the body redefines them in a repeat. */
  private Scope scope() {
    Scope scope = inside.scope().block();
    parameters.forEach(scope::define);
    return scope;
  }

  private static String name(Variable x) {
    return ((Expression.Name) x.source()).name();
  }

  private Expr elementwise(Variable x, Expr g) {
    return elementwise(x.value().element(), g);
  }

  /** Zero, whose derivative by x is g. */
  private Expr elementwise(Expr x, Expr g) {
    return pool.call(Primitive.GIVEN_DERIVATIVE, pool.zero(), x, g);
  }

  /** The axes of x follow those of y. */
  private Expr total(Variable x, Quantity y, Expr g) {
    Map<Axis, Expr> numbering = new HashMap<>();
    List<Axis> bound = new ArrayList<>();
    for (Axis axis : x.value().axes()) {
      Axis other = new Axis(y.rank() + axis.id(), axis.size());
      bound.add(other);
      numbering.put(axis, pool.axis(other));
    }
    return pool.reduce(ReduceOp.SUM, bound, elementwise(pool.substitute(x.value().element(), numbering), g));
  }

  // ---- verification

  /** Calls of one kind are verified once: what differs is only what the variables stand for. */
  private List<Object> kindOfCall(DerivativeClause clause) {
    List<Object> kind = new ArrayList<>(List.of(clause.span()));
    for (Parameter parameter : function.parameters()) {
      Value value = arguments.get(parameter.name().name());
      if (value instanceof Quantity quantity) {
        kind.add(Variable.read(parameter.name(), quantity, inside).isPresent()
            ? Extent.sizes(quantity.extents())
            : quantity.element());
      } else {
        kind.add(inside.scope().ownCallable(parameter.name().name()).map(System::identityHashCode).orElse(0));
      }
    }
    return kind;
  }

  private void verify(DerivativeClause clause, Part part, Quantity y) {
    Variable x = part.argument();
    DerivativeComparison comparison = new DerivativeComparison(inside, x);
    DerivativeComparison.Outcome outcome = comparison.of(
        y, derivatives.along(new Quantity(y.extents(), part.sum()), x, comparison.direction()),
        derivatives.along(y, x, comparison.direction()));
    if (outcome instanceof DerivativeComparison.Difference difference) {
      Diagnostic wrong = Diagnostic.of(Code.WRONG_DERIVATIVE, clause.formula().span(), function.name().name(), name(x))
          .label("this is " + difference.given() + difference.where() + " at " + difference.point())
          .label(function.result().span(), "the derivative of this is " + difference.derived() + " there");
      inside.reporter().report(difference.flat() ? wrong.help(straightThrough(x)) : wrong);
    } else if (outcome instanceof DerivativeComparison.Nowhere) {
      inside.reporter().report(
          Diagnostic.of(Code.DERIVATIVE_NOT_COMPARABLE, clause.formula().span(), function.name().name(), name(x))
              .label(function.result().span(), "this, or its derivative, has no value at any of the points")
              .help("without `derivative` the compiler derives it from the definition"));
    }
  }

  /** What another derivative in the place of one that is 0 everywhere is surely meant for. */
  private String straightThrough(Variable x) {
    return "a straight-through estimator is written `" + name(x) + " + stop_gradient((" + Operand.text(function.result()) + ") - "
        + name(x) + ")`";
  }
}
