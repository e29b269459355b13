package dev.nnd.compiler.schedule;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.AxisValue;
import dev.nnd.compiler.expr.Call;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Num;
import dev.nnd.compiler.expr.Primitive;
import dev.nnd.compiler.expr.Replacement;
import dev.nnd.compiler.expr.Tensor;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Names what several definitions would compute again and what is costly: of {@code tanh(w2 tanh(w1 x))} the derivative
 * by each weight needs every inner value, and without names each would be computed from x anew.
 */
final class Sharing {
  /** So many transcendental functions are worth a place in memory; a single one is computed again. */
  private static final int COSTLY = 2;

  private static final int MOST = 1_000;
  private static final Set<Primitive> CHEAP = EnumSet.of(
      Primitive.ABS, Primitive.SIGN, Primitive.FLOOR, Primitive.MIN, Primitive.MAX, Primitive.STOP_GRADIENT);

  private final ExprPool pool;
  private final List<Expr> roots;
  /** The first definition that an expression is part of; shared ones are part of another too. */
  private final Map<Expr, Tensor> readers = new HashMap<>();
  private final Map<Expr, String> names = new HashMap<>();

  private Sharing(ExprPool pool, List<Expr> roots) {
    this.pool = pool;
    this.roots = roots;
  }

  static List<Expr> name(ExprPool pool, List<Expr> roots) {
    return new Sharing(pool, roots).named();
  }

  private List<Expr> named() {
    Map<Expr, Integer> uses = new HashMap<>();
    for (Tensor tensor : Dag.tensors(roots)) {
      for (Expr e : Dag.expressions(tensor.bodies())) {
        readers.putIfAbsent(e, tensor);
        uses.merge(e, 1, Integer::sum);
      }
    }
    Map<Expr, Integer> costs = new HashMap<>();
    Set<Expr> guarded = new HashSet<>();
    for (Expr e : Dag.expressions(readers.keySet())) {
      int cost = isCostly(e) ? 1 : 0;
      for (Expr child : e.children()) {
        cost = Math.min(MOST, cost + costs.get(child));
      }
      if (isGuarded(e) || e.children().stream().anyMatch(guarded::contains)) {
        guarded.add(e);
      } else if (isCostly(e) && cost >= COSTLY && uses.get(e) > 1) {
        names.put(e, name(readers.get(e)));
        cost = 0;
      }
      costs.put(e, e instanceof Access ? 0 : cost);
    }
    if (names.isEmpty()) {
      return roots;
    }
    Replacement replacement = Replacement.ofExpressions(pool, (before, rebuilt) -> Optional.ofNullable(names.get(before))
        .map(name -> pool.named(name, rebuilt.axes(), rebuilt))
        .orElse(rebuilt));
    return roots.stream().map(replacement::apply).toList();
  }

  private static boolean isCostly(Expr e) {
    return e instanceof Call call && !CHEAP.contains(call.primitive());
  }

  /** What perhaps only a condition keeps within its bounds may not be computed everywhere. */
  private static boolean isGuarded(Expr e) {
    return e instanceof Access access
        && !access.indices().stream().allMatch(index -> index instanceof AxisValue || index instanceof Num);
  }

  /** After what it is part of. */
  private static String name(Tensor reader) {
    return reader instanceof Definition definition
        ? definition.name() + ".inner"
        : Dag.read(reader.bodies()).stream()
            .filter(read -> read instanceof Leaf || read instanceof Definition)
            .findFirst()
            .map(read -> read + ".inner")
            .orElse("inner");
  }
}
