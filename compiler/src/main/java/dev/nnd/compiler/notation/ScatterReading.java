package dev.nnd.compiler.notation;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Affine;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Scatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a scatter holds where it is read, if that is the same clauses at every position: {@code concat(x, u)[i + 3]}. */
record ScatterReading(ExprPool pool, Scatter scatter, Access access) {

  /** The sum of the clauses that fall there. */
  Optional<Expr> resolve() {
    List<Expr> parts = new ArrayList<>();
    for (Scatter.Clause clause : scatter.clauses()) {
      Map<Axis, Expr> at = new HashMap<>();
      boolean met = true;
      for (int i = 0; i < scatter.rank() && met; i++) {
        Optional<Affine> target = Affine.of(clause.target().get(i));
        Optional<Affine> read = Affine.of(access.indices().get(i));
        if (scatter.shape().get(i) == Axis.BATCH) {
          at.put(clause.axes().get(0), access.indices().get(i));
        } else if (target.isEmpty() || read.isEmpty()) {
          return Optional.empty();
        } else {
          Optional<Boolean> meets = meet(target.get(), read.get(), access.indices().get(i), at);
          if (meets.isEmpty()) {
            return Optional.empty();
          }
          met = meets.get();
        }
      }
      if (met && at.size() < clause.axes().size()) {
        return Optional.empty();
      }
      if (met) {
        parts.add(pool.substitute(clause.body(), at));
      }
    }
    return Optional.of(pool.add(parts));
  }

  /** Whether the target is where it is read, at every position or at none. */
  private Optional<Boolean> meet(Affine target, Affine read, Expr index, Map<Axis, Expr> at) {
    long low = read.least().orElseThrow();
    long high = read.greatest().orElseThrow();
    long first = target.least().orElseThrow();
    long last = target.greatest().orElseThrow();
    if (high < first || low > last) {
      return Optional.of(false);
    }
    if (target.coefficients().isEmpty()) {
      return low == high ? Optional.of(true) : Optional.empty();
    }
    Map.Entry<Axis, Integer> only = target.coefficients().entrySet().iterator().next();
    boolean solved = target.coefficients().size() == 1 && only.getValue() == 1
        && low >= first && high <= last && !at.containsKey(only.getKey());
    if (solved) {
      at.put(only.getKey(), pool.subtract(index, pool.num(target.offset())));
    }
    return solved ? Optional.of(true) : Optional.empty();
  }
}
