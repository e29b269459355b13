package dev.nnd.compiler.semantic;

import dev.nnd.compiler.syntax.Expression;
import dev.nnd.compiler.syntax.IndexBinding;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/** The sizes of the indices of a formula, and the values of the bases that had to be known to find them. */
record Ranges(Map<IndexBinding, Integer> sizes, IdentityHashMap<Expression, Value> bases) {

  static Ranges none() {
    return new Ranges(new HashMap<>(), new IdentityHashMap<>());
  }

  Optional<Integer> size(IndexBinding index) {
    return Optional.ofNullable(sizes.get(index));
  }

  Optional<Value> base(Expression expression) {
    return Optional.ofNullable(bases.get(expression));
  }
}
