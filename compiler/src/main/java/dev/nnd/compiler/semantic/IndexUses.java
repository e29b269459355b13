package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.syntax.Expression;
import dev.nnd.compiler.syntax.IndexBinding;
import dev.nnd.compiler.syntax.Parts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds where a formula uses its indices as subscripts, and the indices that its reductions introduce. */
final class IndexUses {

  /**
   * A subscript that depends on indices.
   *
   * @param axis its position in the access
   * @param guarded whether a condition on indices decides if it is evaluated
   */
  record Use(Span span, Expression base, int axis, AffineForm form, boolean guarded, Map<String, IndexBinding> inForce) {}

  private final Context context;
  private final List<Use> uses = new ArrayList<>();
  private final List<IndexBinding> bindings = new ArrayList<>();

  private IndexUses(Context context) {
    this.context = context;
  }

  static IndexUses in(Expression body, List<IndexBinding> introduced, Context context) {
    IndexUses found = new IndexUses(context);
    Map<String, IndexBinding> inForce = found.introduce(introduced, Map.of());
    found.walk(body, inForce, false);
    return found;
  }

  List<Use> uses() {
    return uses;
  }

  List<IndexBinding> bindings() {
    return bindings;
  }

  private Map<String, IndexBinding> introduce(List<IndexBinding> introduced, Map<String, IndexBinding> outer) {
    Map<String, IndexBinding> inForce = new HashMap<>(outer);
    for (IndexBinding index : introduced) {
      bindings.add(index);
      inForce.put(index.name(), index);
    }
    return inForce;
  }

  private void walk(Expression expression, Map<String, IndexBinding> inForce, boolean guarded) {
    if (expression instanceof Expression.Reduction reduction) {
      walk(reduction.body(), introduce(reduction.indices(), inForce), guarded);
      return;
    }
    if (expression instanceof Expression.If conditional) {
      walk(conditional.condition(), inForce, guarded);
      boolean decides = guarded || mentions(conditional.condition(), inForce);
      walk(conditional.then(), inForce, decides);
      walk(conditional.otherwise(), inForce, decides);
      return;
    }
    if (expression instanceof Expression.Index index) {
      collect(index, inForce, guarded);
    }
    Parts.of(expression).forEach(part -> walk(part, inForce, guarded));
  }

  private void collect(Expression.Index index, Map<String, IndexBinding> inForce, boolean guarded) {
    for (int axis = 0; axis < index.subscripts().size(); axis++) {
      if (index.subscripts().get(axis) instanceof Expression.At at && mentions(at.position(), inForce)) {
        int position = axis;
        AffineForm.of(at.position(), inForce, context).ifPresent(form ->
            uses.add(new Use(at.position().span(), index.base(), position, form, guarded, inForce)));
      }
    }
  }

  /** Whether a formula contains one of these indices. */
  static boolean mentions(Expression expression, Map<String, IndexBinding> indices) {
    return expression instanceof Expression.Name name
        ? indices.containsKey(name.name())
        : Parts.of(expression).stream().anyMatch(part -> mentions(part, indices));
  }
}
