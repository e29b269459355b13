package dev.nnd.compiler.derive;

import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Compare;
import dev.nnd.compiler.expr.Comparison;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.LeafFacts;
import dev.nnd.compiler.expr.Replacement;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.rewrite.Trace;
import dev.nnd.compiler.semantic.Differentiation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Derivatives that stand in formulas. The variable becomes a leaf of its own, so that no rule looks through its name;
 * the value is brought into stable form, differentiated and simplified, and the variable put back.
 */
final class Differentiators implements Differentiation.Differentiator {
  /** Above the axes of tensors and of indices: those of the other side of a Jacobian. */
  private static final int FIRST_FREE = 1_000_000;

  private final Derivation derivation;
  private final ExprPool pool;
  private final Trace trace;
  private final UnaryOperator<String> names;

  Differentiators(Derivation derivation, ExprPool pool, Trace trace, UnaryOperator<String> names) {
    this.derivation = derivation;
    this.pool = pool;
    this.trace = trace;
    this.names = names;
  }

  @Override
  public Expr pullback(Expr y, List<Axis> axes, Expr v, Tensor x) {
    Cut cut = new Cut(y, x);
    return cut.restored(cut.simplified(trace, cut.pullback(cut.value(), axes, v)));
  }

  @Override
  public Expr pushforward(Expr y, Tensor x, Expr v) {
    Cut cut = new Cut(y, x);
    return cut.restored(cut.simplified(trace, cut.pushforward(v)));
  }

  @Override
  public Expr jacobian(Expr y, List<Axis> axes, Tensor x) {
    Cut cut = new Cut(y, x);
    Trace ofForward = new Trace();
    Trace ofReverse = new Trace();
    Expr forward = trace.tentatively(() -> cut.simplified(ofForward, cut.forwardJacobian(axes.size())));
    Expr reverse = trace.tentatively(() -> cut.simplified(ofReverse, cut.reverseJacobian(axes)));
    List<Axis> all = new ArrayList<>(axes);
    x.shape().forEach(size -> all.add(new Axis(all.size(), size)));
    boolean chooseForward = Work.of(forward, all, cut.known()) <= Work.of(reverse, all, cut.known());
    (chooseForward ? ofForward : ofReverse).rules().forEach(trace::applied);
    trace.applied(chooseForward ? "jacobian_by_forward_accumulation" : "jacobian_by_reverse_accumulation");
    return cut.restored(chooseForward ? forward : reverse);
  }

  @Override
  public Optional<Expr> pointwise(Expr y, List<Axis> axes, Tensor x) {
    Cut cut = new Cut(y, x);
    int rank = axes.size();
    Expr jacobian = trace.tentatively(() -> cut.simplified(new Trace(), cut.forwardJacobian(rank)));
    Map<Axis, Expr> diagonal = new HashMap<>();
    for (Axis axis : axes) {
      Axis other = new Axis(rank + axis.id(), axis.size());
      if (axis.size() > 1 && !apart(jacobian, axis, other).isZero()) {
        return Optional.empty();
      }
      diagonal.put(other, pool.axis(axis));
    }
    return Optional.of(cut.restored(cut.simplified(trace, pool.substitute(jacobian, diagonal))));
  }

  /** The expression where the two positions differ. */
  private Expr apart(Expr e, Axis axis, Axis other) {
    Map<Expr, Expr> done = new HashMap<>();
    for (Expr node : Dag.expressions(e)) {
      done.put(node, node instanceof Compare compare && equates(compare, axis, other)
          ? pool.truth(false)
          : pool.rebuild(node, node.children().stream().map(done::get).toList()));
    }
    return done.get(e);
  }

  private boolean equates(Compare compare, Axis axis, Axis other) {
    Set<Expr> sides = Set.of(pool.axis(axis), pool.axis(other));
    return compare.relation() == Comparison.EQUAL && sides.contains(compare.left()) && sides.contains(compare.right());
  }

  /** A value in stable form in which the variable is a leaf that nothing is known of. */
  private final class Cut {
    private final Leaf variable;
    private final Tensor original;
    private final Expr value;
    private final Set<Tensor> known;

    Cut(Expr y, Tensor x) {
      this.original = x;
      this.variable = x instanceof Leaf leaf && leaf.kind() == Leaf.Kind.VARIABLE
          ? leaf
          : pool.leaf(Leaf.Kind.VARIABLE, x.toString(), x.shape(), LeafFacts.NONE);
      this.value = derivation.stable(pool, trace, List.of(Replacement.of(pool, x, variable).apply(y))).get(0);
      this.known = new HashSet<>(Dag.tensors(List.of(value)));
    }

    Expr value() {
      return value;
    }

    Set<Tensor> known() {
      return known;
    }

    Expr pullback(Expr of, List<Axis> axes, Expr v) {
      return new ReverseAccumulation(pool, derivation.table(), names).pullback(of, axes, v, List.of(variable)).get(variable);
    }

    Expr pushforward(Expr v) {
      return new ForwardAccumulation(pool, derivation.table(), names).tangent(value, Map.of(variable, v));
    }

    /** Over the value's own axes, of which there are so many, then the variable's. */
    Expr forwardJacobian(int rank) {
      List<Axis> own = variable.axes();
      List<Axis> free = own.stream().map(Differentiators::free).toList();
      Expr seed = KroneckerDelta.of(pool, own, free.stream().map(pool::axis).toList(), pool.one());
      Map<Axis, Expr> numbering = new HashMap<>();
      own.forEach(axis -> numbering.put(free(axis), pool.axis(new Axis(rank + axis.id(), axis.size()))));
      return pool.substitute(pushforward(seed), numbering);
    }

    Expr reverseJacobian(List<Axis> axes) {
      Map<Axis, Expr> away = new HashMap<>();
      Map<Axis, Expr> numbering = new HashMap<>();
      for (Axis axis : axes) {
        away.put(axis, pool.axis(free(axis)));
        numbering.put(free(axis), pool.axis(axis));
      }
      Expr adjoint = pullback(pool.substitute(value, away), List.of(), pool.one());
      variable.axes().forEach(axis -> numbering.put(axis, pool.axis(new Axis(axes.size() + axis.id(), axis.size()))));
      return pool.substitute(adjoint, numbering);
    }

    Expr simplified(Trace into, Expr raw) {
      return derivation.simplified(pool, into, List.of(raw), known).get(0);
    }

    Expr restored(Expr result) {
      return original == variable ? result : Replacement.of(pool, variable, original).apply(result);
    }
  }

  private static Axis free(Axis axis) {
    return new Axis(FIRST_FREE + axis.id(), axis.size());
  }
}
