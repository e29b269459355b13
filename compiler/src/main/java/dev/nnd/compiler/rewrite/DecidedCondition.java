package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.If;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Within a branch its condition is decided.
 *
 * <pre>
 *   if c then f(if c then x else y) else z   -&gt;  if c then f(x) else z     exact
 *   if c then x else f(if c then y else z)   -&gt;  if c then x else f(z)     exact
 * </pre>
 */
public final class DecidedCondition implements Rewrite {
  /** Larger branches are left as they are, lest nests of them cost their square. */
  private static final int MOST_NODES = 256;

  @Override
  public Optional<Rewritten> apply(ExprPool pool, Expr e, UnaryOperator<Expr> finish) {
    if (!(e instanceof If conditional)) {
      return Optional.empty();
    }
    Expr then = decided(pool, conditional.then(), conditional.condition(), true, finish);
    Expr otherwise = decided(pool, conditional.otherwise(), conditional.condition(), false, finish);
    return then == conditional.then() && otherwise == conditional.otherwise()
        ? Optional.empty()
        : Optional.of(new Rewritten(pool.when(conditional.condition(), then, otherwise), "decided_condition"));
  }

  private static Expr decided(ExprPool pool, Expr branch, Expr condition, boolean truth, UnaryOperator<Expr> finish) {
    List<Expr> nodes = Dag.expressions(branch);
    if (nodes.size() > MOST_NODES || nodes.stream().noneMatch(node -> isDecided(node, condition))) {
      return branch;
    }
    Map<Expr, Expr> done = new HashMap<>();
    for (Expr node : nodes) {
      Expr rebuilt = finish.apply(pool.rebuild(node, node.children().stream().map(done::get).toList()));
      boolean decided = isDecided(node, condition);
      done.put(node, decided ? done.get(truth ? ((If) node).then() : ((If) node).otherwise()) : rebuilt);
    }
    return done.get(branch);
  }

  private static boolean isDecided(Expr node, Expr condition) {
    return node instanceof If conditional && conditional.condition() == condition;
  }
}
