package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.expr.Primitive;
import dev.nnd.compiler.semantic.Value.Quantity;
import dev.nnd.compiler.syntax.Declaration.FnDecl;
import dev.nnd.compiler.syntax.Expression;
import dev.nnd.compiler.syntax.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A function's body, elaborated for one call. */
final class FunctionBody {
  private final Context caller;
  private final Callable.Defined function;
  private final FnDecl declaration;

  FunctionBody(Context caller, Callable.Defined function) {
    this.caller = caller;
    this.function = function;
    this.declaration = function.declaration();
  }

  Value call(Span call, Map<String, Value> arguments) {
    Optional<Primitive> stable = function.home().isOutermost() ? Primitive.named(declaration.name().name()) : Optional.empty();
    boolean ofNumbers = arguments.values().stream().allMatch(Quantity.class::isInstance);
    return caller.reporter().within(call, () ->
        stable.isPresent() && ofNumbers ? pointwise(stable.get(), call, arguments) : elementwise(call, arguments));
  }

  /** A library function that is a stable form of the core is that form: its formula says what it means. */
  private Quantity pointwise(Primitive primitive, Span call, Map<String, Value> arguments) {
    List<Operand> operands = new ArrayList<>();
    arguments.forEach((name, value) -> operands.add(new Operand(new Expression.Name(call, name), (Quantity) value)));
    List<Extent> extents = Pointwise.extents(operands, "`" + primitive.text() + "`", caller.reporter());
    return new Quantity(extents, caller.pool().call(primitive, operands.stream().map(operand -> operand.value().element()).toList()));
  }

  private Value elementwise(Span call, Map<String, Value> arguments) {
    return new Elementwise(caller, declaration.name().name(), declaration.parameters()).call(call, arguments, this::result);
  }

  private Value result(Context outside, Map<String, Value> arguments) {
    Scope scope = function.home().function();
    Context inside = new Context(
        outside.run(), scope, new Site(new Owner(""), outside.site().name(), Map.of()), outside.indices(), Ranges.none(), outside.guards());
    scope.differentiateBy(
        inside.run().derivativeVariables(declaration, declaration.body(), GivenDerivatives.formulas(declaration)));
    scope.differentiateBy(GivenDerivatives.variables(declaration, arguments));
    FreshVariables variables = new FreshVariables(inside);
    Signature signature = new Signature(inside, declaration.name().name(), variables);
    signature.bind(declaration.parameters(), arguments);
    Optional<GivenDerivatives> derivatives =
        GivenDerivatives.areGiven(declaration) ? Optional.of(new GivenDerivatives(inside, declaration)) : Optional.empty();
    declaration.body().forEach(statement -> elaborate(statement, inside, variables));
    Value returned = inside.expressions().value(declaration.result());
    Value result = declaration.resultType().isPresent() && returned instanceof Quantity quantity
        ? signature.result(declaration.resultType().get(), quantity, declaration.result().span())
        : returned;
    return variables.resolved(derivatives.isPresent() ? derivatives.get().of(result) : result);
  }

  private static void elaborate(Statement statement, Context inside, FreshVariables variables) {
    if (statement instanceof Statement.Definition definition) {
      define(definition, inside, variables);
    } else {
      // Its rounds are those of a layer without parameters.
      Block.ofLayer(inside, Paths.ofFunction()).elaborate(statement);
    }
  }

  /** The values of a function stay formulas: rules see through them, and the result goes by the caller's name. */
  private static void define(Statement.Definition definition, Context inside, FreshVariables variables) {
    String name = definition.name().name();
    Optional<Symbol> before = inside.scope().own(name);
    if (before.isPresent()) {
      throw inside.reporter().reject(Problems.duplicate(name, definition.name().span(), before.get().span()));
    }
    Value value = definition.indices().isEmpty()
        ? inside.expressions().value(definition.value())
        : new Reductions(inside).definition(definition.indices(), definition.value());
    if (definition.shape().isPresent() && value instanceof Quantity quantity) {
      value = new Signature(inside, "").fitted(
          definition.shape().get().sizes(), quantity, "`" + name + "`", definition.shape().get().span(),
        definition.value().span());
    }
    inside.scope().define(name, new Symbol.Known(definition.span(), variables.bound(name, value), false));
  }
}
