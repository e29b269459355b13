package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.semantic.Value.Quantity;
import dev.nnd.compiler.syntax.Expression.Name;
import dev.nnd.compiler.syntax.Statement.Definition;

/** {@code update m = …}: what a state becomes after each mini-batch. */
final class StateUpdate {
  private final Context context;

  StateUpdate(Context context) {
    this.context = context;
  }

  /** The state of this name in the network or layer around. */
  Leaf state(Name name) {
    Value value = new NameResolver(context).value(name);
    if (value instanceof Quantity quantity
        && quantity.element() instanceof Access access
        && access.tensor() instanceof Leaf leaf
        && leaf.kind() == Leaf.Kind.STATE
        && quantity.element() == context.pool().element(leaf)) {
      return leaf;
    }
    Diagnostic wrong = Diagnostic.of(Code.NOT_A_STATE, name.span(), name.name())
        .label(context.scope().find(name.name()).map(Symbol::span).orElse(name.span()), "defined here");
    throw context.reporter().reject(isTrained(value)
        ? wrong.help("training changes a parameter; what the network itself updates is declared with `state " + name.name() + " …`")
        : wrong.help("what is kept from one mini-batch to the next is declared with `state`"));
  }

  private static boolean isTrained(Value value) {
    return value instanceof Quantity quantity
        && quantity.element() instanceof Access access
        && access.tensor() instanceof Leaf leaf
        && leaf.kind() == Leaf.Kind.PARAMETER;
  }

  void set(Leaf state, Definition definition, Quantity value) {
    if (!value.isScalar() && !Extent.sizes(value.extents()).equals(state.shape())) {
      throw context.reporter().reject(Diagnostic.of(
              Code.SHAPE_MISMATCH, definition.value().span(), "the update of `" + definition.name().name() + "`",
              "the shape " + Extent.shape(value.extents()), state.shape())
          .label(context.run().declaration(state), "declared here"));
    }
    if (!value.axes().containsAll(value.element().axes())) {
      throw context.reporter().reject(
          Diagnostic.of(Code.UPDATE_UNDER_INDEX, definition.span(), definition.name().name())
              .help("apply the layer once to all, or in a `repeat i < n { … }`, where each round has a layer of its own"));
    }
    context.run().update(state, value.element(), definition.value().span());
  }
}
