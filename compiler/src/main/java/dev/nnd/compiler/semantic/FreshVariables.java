package dev.nnd.compiler.semantic;

import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.LeafFacts;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.expr.Replacement;
import dev.nnd.compiler.semantic.Value.Quantity;
import dev.nnd.compiler.semantic.Value.Truth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Names of a function's body by which it differentiates: while the body is elaborated they are free variables, and in the
 * result they are what they stand for. So {@code d(x^3, x)} is right for any argument x, a number too.
 */
final class FreshVariables {
  private final Context context;
  private final Map<Tensor, Expr> meanings = new HashMap<>();

  FreshVariables(Context context) {
    this.context = context;
  }

  /** The value to bind to this name. */
  Value bound(String name, Value value) {
    return context.scope().isVariable(name) && value instanceof Quantity quantity && !Variable.isFixed(quantity)
        ? variable(name, quantity)
        : value;
  }

  private Quantity variable(String name, Quantity value) {
    Expr meant = put(value.element());
    List<Axis> used = context.indices().stream().filter(meant.axes()::contains).toList();
    return new Quantity(value.extents(), context.run().closed(new Quantity(value.extents(), meant), used, (shape, body) -> {
      Leaf leaf = context.pool().leaf(Leaf.Kind.VARIABLE, context.run().variableName(name), shape, LeafFacts.NONE);
      meanings.put(leaf, body);
      return leaf;
    }));
  }

  /** The value with the meanings of the names in their place. */
  Value resolved(Value value) {
    if (meanings.isEmpty()) {
      return value;
    }
    if (value instanceof Quantity quantity) {
      return new Quantity(quantity.extents(), put(quantity.element()));
    }
    return value instanceof Truth truth ? new Truth(truth.extents(), put(truth.element())) : value;
  }

  private Expr put(Expr e) {
    return meanings.isEmpty()
        ? e
        : new Replacement(context.pool(), tensor -> Optional.ofNullable(meanings.get(tensor))).apply(e);
  }
}
