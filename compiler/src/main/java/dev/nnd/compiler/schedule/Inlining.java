package dev.nnd.compiler.schedule;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.AxisValue;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Sum;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.rewrite.Rewrite;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Writes a definition out where that costs nothing: where it is a mere scaling, or where one place alone reads each
 * element once.
 */
final class Inlining implements Rewrite {
  private final Set<Tensor> inlined = new HashSet<>();

  /**
   * @param roots all that is computed; what they read themselves is kept
   */
  Inlining(Collection<Expr> roots) {
    Map<Tensor, Set<Access>> reads = new HashMap<>();
    Map<Tensor, Set<Tensor>> readers = new HashMap<>();
    for (Tensor reader : Dag.tensors(roots)) {
      for (Expr e : Dag.expressions(reader.bodies())) {
        if (e instanceof Access access) {
          reads.computeIfAbsent(access.tensor(), key -> new HashSet<>()).add(access);
          readers.computeIfAbsent(access.tensor(), key -> new HashSet<>()).add(reader);
        }
      }
    }
    Set<Tensor> kept = new HashSet<>(Dag.read(roots));
    for (Tensor tensor : Dag.tensors(roots)) {
      if (tensor instanceof Definition definition && !kept.contains(tensor)) {
        boolean once = reads.get(tensor).size() == 1 && readers.get(tensor).size() == 1;
        if (isScaling(definition.body())
            || once && costsNothing(reads.get(tensor).iterator().next(), readers.get(tensor).iterator().next())) {
          inlined.add(tensor);
        }
      }
    }
  }

  private static boolean isScaling(Expr body) {
    return body.children().isEmpty()
        || body instanceof Sum sum && sum.isScaling() && sum.terms().get(0) instanceof Access access
            && access.tensor() instanceof Leaf;
  }

  /** Whether the only reader reads each element once, and is not a product of matrices, which wants rows in memory. */
  private static boolean costsNothing(Access access, Tensor reader) {
    boolean plain = access.indices().stream().allMatch(index -> index instanceof AxisValue)
        && new HashSet<>(access.indices()).size() == access.indices().size();
    if (reader instanceof Definition) {
      return plain && access.indices().size() == reader.rank();
    }
    return reader instanceof Reduction reduction
        && plain
        && access.indices().size() == reduction.rank() + reduction.bound().size()
        && !(reduction.body() instanceof Product);
  }

  @Override
  public Optional<Rewritten> apply(ExprPool pool, Expr e, UnaryOperator<Expr> finish) {
    return e instanceof Access access && inlined.contains(access.tensor())
        ? Optional.of(new Rewritten(
            pool.at(((Definition) access.tensor()).body(), access.tensor(), access.indices()), "inline"))
        : Optional.empty();
  }
}
