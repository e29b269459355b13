package dev.nnd.compiler.explain;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Scatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which of all recorded events have to do with a formula: those that begin at a part of it, or at what became of one. */
final class Lineage {
  private final ExprPool pool;
  private final List<Recording.Event> events;
  private final Map<Expr, List<Integer>> byBefore = new HashMap<>();

  Lineage(ExprPool pool, List<Recording.Event> events) {
    this.pool = pool;
    this.events = events;
    for (int i = 0; i < events.size(); i++) {
      byBefore.computeIfAbsent(events.get(i).before(), key -> new ArrayList<>()).add(i);
    }
  }

  /** In the order in which they happened; a definition that the formula reads has a lineage of its own. */
  List<Recording.Event> of(Expr formula) {
    Set<Integer> found = new TreeSet<>();
    Set<Expr> seen = new HashSet<>();
    Deque<Expr> open = new ArrayDeque<>(List.of(formula));
    while (!open.isEmpty()) {
      for (Expr e : Dag.expressions(open.pop())) {
        if (seen.add(e)) {
          for (int event : byBefore.getOrDefault(e, List.of())) {
            if (found.add(event)) {
              open.push(events.get(event).after());
            }
          }
          if (e instanceof Access access && (access.tensor() instanceof Reduction || access.tensor() instanceof Scatter)) {
            access.tensor().bodies().forEach(open::push);
            open.push(pool.element(access.tensor()));
          }
        }
      }
    }
    return found.stream().map(events::get).toList();
  }
}
