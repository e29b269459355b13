package dev.nnd.compiler.emit;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.AxisValue;
import dev.nnd.compiler.expr.Compare;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.If;
import dev.nnd.compiler.expr.Logic;
import dev.nnd.compiler.expr.Num;
import dev.nnd.compiler.expr.Pi;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.Sum;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Decides what of one or several bodies gets a variable, and in which loop: what is used more than once, what a loop need not repeat,
 * and every reduction.
 */
final class Analysis {
  private final List<Expr> nodes;
  private final Map<Expr, Integer> levels = new HashMap<>();
  private final Map<Expr, Integer> uses = new HashMap<>();
  /** What some path reaches without passing through a branch of an {@code if}. */
  private final Set<Expr> unguarded = new HashSet<>();

  private final Set<Expr> hoisted = new HashSet<>();
  private final Predicate<Expr> known;
  private final Predicate<Expr> isReduction;
  private final Predicate<Expr> shared;

  /**
   * @param loops the outermost first
   * @param known what has a variable already
   * @param isReduction of an access, whether it must be computed where it is read
   * @param shared what other bodies use too
   */
  Analysis(
      List<Expr> bodies, List<Axis> loops, Predicate<Expr> known, Predicate<Expr> isReduction, Predicate<Expr> shared) {
    this.shared = shared;
    this.known = known;
    this.isReduction = isReduction;
    this.nodes = Dag.expressions(bodies);
    for (Expr e : nodes) {
      int level = 0;
      for (Axis axis : e.axes()) {
        level = Math.max(level, loops.indexOf(axis) + 1);
      }
      levels.put(e, level);
    }
    for (Expr body : bodies) {
      unguarded.add(body);
      uses.put(body, 1);
      if (levels.get(body) < loops.size()) {
        hoisted.add(body);
      }
    }
    for (int i = nodes.size() - 1; i >= 0; i--) {
      visit(nodes.get(i));
    }
  }

  private void visit(Expr e) {
    if (known.test(e)) {
      return;
    }
    List<Expr> children = e.children();
    for (int c = 0; c < children.size(); c++) {
      Expr child = children.get(c);
      boolean isIndex = e instanceof Access;
      boolean guarded = e instanceof If && c > 0;
      uses.merge(child, isIndex ? 0 : isPower(e, c) ? 2 : 1, Integer::sum);
      if (unguarded.contains(e) && !guarded) {
        unguarded.add(child);
      }
      if (!isIndex && levels.get(child) < levels.get(e)) {
        hoisted.add(child);
      }
    }
  }

  /** A power is written as a product, in which its base stands more than once. */
  private static boolean isPower(Expr e, int child) {
    return e instanceof Product product
        && product.exponents().get(child).abs().compareTo(Rational.ONE) > 0
        && product.exponents().get(child).isInteger();
  }

  /** What gets a variable before the loop of this level begins, in order. */
  List<Expr> variables(int level) {
    List<Expr> variables = new ArrayList<>();
    for (Expr e : nodes) {
      if (levels.get(e) == level && unguarded.contains(e) && !known.test(e) && deserves(e)) {
        variables.add(e);
      }
    }
    return variables;
  }

  private boolean deserves(Expr e) {
    if (e instanceof Compare || e instanceof Logic) {
      return false;
    }
    if (e instanceof Access access && isReduction.test(access) || e instanceof If conditional && needsStatement(conditional)) {
      return true;
    }
    return (uses.get(e) > 1 || hoisted.contains(e) || shared.test(e) && levels.get(e) == 0) && !isTrivial(e);
  }

  /** Whether a branch has to compute something in statements of its own. */
  boolean needsStatement(If conditional) {
    Set<Expr> inside = new HashSet<>(Dag.expressions(List.of(conditional.then(), conditional.otherwise())));
    return inside.stream().anyMatch(e ->
        !unguarded.contains(e) && !known.test(e)
            && (isReduction.test(e) || uses.getOrDefault(e, 0) > 1 && !isTrivial(e)));
  }

  private boolean isTrivial(Expr e) {
    return e instanceof Num
        || e instanceof Pi
        || e instanceof AxisValue
        || e instanceof Access && !isReduction.test(e)
        || e instanceof Sum sum && sum.isScaling() && sum.coefficients().get(0).isMinusOne() && isTrivial(sum.terms().get(0));
  }
}
