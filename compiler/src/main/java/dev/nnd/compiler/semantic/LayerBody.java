package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.semantic.Value.Instance;
import dev.nnd.compiler.semantic.Value.Quantity;
import dev.nnd.compiler.syntax.Declaration.LayerDecl;
import dev.nnd.compiler.syntax.Expression;
import dev.nnd.compiler.syntax.Expression.Argument;
import dev.nnd.compiler.syntax.Statement;
import java.util.List;
import java.util.Map;

/** A layer's body, elaborated for one application. */
final class LayerBody {
  private final Context caller;

  LayerBody(Context caller) {
    this.caller = caller;
  }

  Value apply(Instance instance, Expression.Name name, Span call, List<Argument> arguments) {
    LayerDecl declaration = instance.layer().declaration();
    Map<String, Value> inputs = new Calls(caller).values(name.name(), call, declaration.inputs(), arguments);
    Elementwise elementwise = new Elementwise(caller, name.name(), declaration.inputs());
    return caller.reporter().within(call, () ->
        elementwise.call(call, inputs, (context, elements) -> new LayerBody(context).body(instance, elements)));
  }

  private Value body(Instance instance, Map<String, Value> inputs) {
    LayerDecl declaration = instance.layer().declaration();
    Scope scope = instance.layer().home().function();
    Site site = new Site(instance.owner(), siteName(instance), Map.of());
    Context inside = new Context(caller.run(), scope, site, caller.indices(), Ranges.none(), caller.guards());
    scope.differentiateBy(inside.run().derivativeVariables(declaration, declaration.body(), List.of(declaration.result())));
    FreshVariables variables = new FreshVariables(inside);
    Signature signature = new Signature(inside, declaration.name().name(), variables);
    signature.bind(declaration.settings(), instance.settings());
    signature.bind(declaration.inputs(), inputs);
    Paths paths = new Paths(instance.owner());
    Block block = Block.ofLayer(inside, paths);
    for (Statement statement : declaration.body()) {
      block.elaborate(statement);
    }
    Map<Span, Owner> instances = paths.instancesOfResult(declaration.result(), scope);
    Value result = variables.resolved(
        inside.with(new Site(instance.owner(), site.name(), instances)).expressions().value(declaration.result()));
    return declaration.resultType().isPresent() && result instanceof Quantity quantity
        ? signature.result(declaration.resultType().get(), quantity, declaration.result().span())
        : result;
  }

  /** Several layers in one definition keep their values apart by their paths. */
  private String siteName(Instance instance) {
    boolean writtenHere = caller.site().instances().containsValue(instance.owner());
    return writtenHere && caller.site().instances().size() > 1 ? instance.owner().path() : caller.site().name();
  }
}
