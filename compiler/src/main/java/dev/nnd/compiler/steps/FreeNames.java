package dev.nnd.compiler.steps;

import dev.nnd.compiler.syntax.Expression;
import dev.nnd.compiler.syntax.Parts;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The names of values in an expression, without those of functions and of the indices that reductions bind. */
final class FreeNames {
  private static final Set<String> CONSTANTS = Set.of("pi", "training");

  private final Set<String> names = new LinkedHashSet<>();
  private final Set<String> bound = new HashSet<>();

  private FreeNames() {}

  static Set<String> of(Expression expression) {
    FreeNames free = new FreeNames();
    free.visit(expression);
    return free.names;
  }

  private void visit(Expression expression) {
    if (expression instanceof Expression.Name name && !bound.contains(name.name()) && !CONSTANTS.contains(name.name())) {
      names.add(name.name());
    }
    List<String> added = expression instanceof Expression.Reduction reduction
        ? reduction.indices().stream().map(index -> index.name()).filter(bound::add).toList()
        : List.of();
    Parts.of(expression).forEach(this::visit);
    added.forEach(bound::remove);
  }
}
