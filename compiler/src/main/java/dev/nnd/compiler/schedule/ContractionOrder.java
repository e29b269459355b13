package dev.nnd.compiler.schedule;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.ReduceOp;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.rewrite.Rewrite;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Brings a sum of products into the form that costs least: {@code Σ_jk A[i,j] B[j,k] c[k]} is
 * {@code Σ_j A[i,j] Σ_k B[j,k] c[k]}, by the cheapest plan, beyond eight factors the cheapest axis first; and what a
 * product of two matrices would compute again for every row or column of the other is computed once, before.
 */
final class ContractionOrder implements Rewrite {
  private static final String RULE = "order_contraction";
  /** Stands for the size of the batch, which only the run knows. */
  private static final double TYPICAL_BATCH = 64;

  @Override
  public Optional<Rewritten> apply(ExprPool pool, Expr e, UnaryOperator<Expr> finish) {
    if (!(e instanceof Access access)
        || !(access.tensor() instanceof Reduction reduction)
        || reduction.op() != ReduceOp.SUM
        || !(reduction.body() instanceof Product product)) {
      return Optional.empty();
    }
    Optional<Expr> eliminated = eliminate(pool, reduction, product, finish);
    Optional<Expr> better = eliminated.isPresent() ? eliminated : computeOnce(pool, reduction, product);
    return better.map(template -> new Rewritten(pool.at(template, reduction, access.indices()), RULE));
  }

  // ---- one axis at a time

  private static Optional<Expr> eliminate(
      ExprPool pool, Reduction reduction, Product product, UnaryOperator<Expr> finish) {
    if (reduction.bound().size() < 2) {
      return Optional.empty();
    }
    return product.bases().size() <= EliminationPlan.MOST && reduction.bound().size() <= EliminationPlan.MOST
        ? planned(pool, reduction, product, finish)
        : greedy(pool, reduction, product, finish);
  }

  private static Optional<Expr> planned(
      ExprPool pool, Reduction reduction, Product product, UnaryOperator<Expr> finish) {
    List<List<Axis>> groups = EliminationPlan.cheapest(
        reduction.bound(), product.bases().stream().map(Expr::axes).toList(), ContractionOrder::size);
    if (groups.size() == 1) {
      return Optional.empty();
    }
    List<Expr> factors = new ArrayList<>();
    for (int i = 0; i < product.bases().size(); i++) {
      factors.add(pool.power(product.bases().get(i), product.exponents().get(i)));
    }
    for (List<Axis> group : groups) {
      List<Expr> joined = factors.stream().filter(factor -> factor.axes().stream().anyMatch(group::contains)).toList();
      factors.removeAll(joined);
      boolean outermost = group == groups.get(groups.size() - 1);
      Expr summed = pool.reduce(ReduceOp.SUM, group, pool.multiply(joined));
      factors.add(outermost ? summed : finish.apply(summed));
    }
    return Optional.of(pool.multiply(factors));
  }

  /** The cheapest axis first. */
  private static Optional<Expr> greedy(
      ExprPool pool, Reduction reduction, Product product, UnaryOperator<Expr> finish) {
    double best = size(axes(product.bases()));
    Optional<Axis> cheapest = Optional.empty();
    for (Axis axis : reduction.bound()) {
      Set<Axis> inner = axes(factorsWith(product, axis, true));
      Set<Axis> outer = new TreeSet<>(inner);
      outer.addAll(axes(factorsWith(product, axis, false)));
      outer.remove(axis);
      double cost = size(inner) + size(outer);
      if (cost < best && !factorsWith(product, axis, false).isEmpty()) {
        best = cost;
        cheapest = Optional.of(axis);
      }
    }
    return cheapest.map(axis -> {
      Expr inner = finish.apply(pool.reduce(ReduceOp.SUM, List.of(axis), part(pool, product, axis, true)));
      List<Axis> others = reduction.bound().stream().filter(bound -> !bound.equals(axis)).toList();
      return pool.reduce(ReduceOp.SUM, others, pool.multiply(part(pool, product, axis, false), inner));
    });
  }

  private static List<Expr> factorsWith(Product product, Axis axis, boolean with) {
    return product.bases().stream().filter(base -> base.axes().contains(axis) == with).toList();
  }

  private static Expr part(ExprPool pool, Product product, Axis axis, boolean with) {
    List<Expr> bases = new ArrayList<>();
    List<Rational> exponents = new ArrayList<>();
    for (int i = 0; i < product.bases().size(); i++) {
      if (product.bases().get(i).axes().contains(axis) == with) {
        bases.add(product.bases().get(i));
        exponents.add(product.exponents().get(i));
      }
    }
    return pool.powers(bases, exponents);
  }

  // ---- two operands

  private static Optional<Expr> computeOnce(ExprPool pool, Reduction reduction, Product product) {
    List<Group> groups = groups(product);
    boolean simple = groups.stream().allMatch(group -> group.isAccess());
    if (groups.size() != 2 || simple) {
      return Optional.empty();
    }
    List<Expr> operands = groups.stream().map(group -> group.operand(pool)).toList();
    return Optional.of(pool.reduce(ReduceOp.SUM, reduction.bound(), pool.multiply(operands)));
  }

  /** Factors together whose axes are among those of another. */
  private static List<Group> groups(Product product) {
    List<Integer> widestFirst = new ArrayList<>();
    for (int i = 0; i < product.bases().size(); i++) {
      widestFirst.add(i);
    }
    widestFirst.sort((a, b) -> product.bases().get(b).axes().size() - product.bases().get(a).axes().size());
    List<Group> groups = new ArrayList<>();
    for (int i : widestFirst) {
      Expr base = product.bases().get(i);
      Optional<Group> home = groups.stream()
          .filter(group -> group.axes().containsAll(base.axes()))
          .min((a, b) -> Double.compare(size(a.axes()), size(b.axes())));
      Group group = home.orElseGet(() -> {
        Group own = new Group(new TreeSet<>(base.axes()), new ArrayList<>(), new ArrayList<>());
        groups.add(own);
        return own;
      });
      group.bases().add(base);
      group.exponents().add(product.exponents().get(i));
    }
    return groups;
  }

  private record Group(Set<Axis> axes, List<Expr> bases, List<Rational> exponents) {
    boolean isAccess() {
      return bases.size() == 1 && exponents.get(0).isOne() && bases.get(0) instanceof Access;
    }

    /** The product of the group, as a definition over its axes. */
    Expr operand(ExprPool pool) {
      if (isAccess()) {
        return bases.get(0);
      }
      return pool.named(name(bases), axes, pool.powers(bases, exponents));
    }
  }

  /** After what it is made of. */
  private static String name(List<Expr> bases) {
    return Dag.read(bases).stream()
        .map(tensor -> tensor instanceof Leaf leaf ? leaf.name() : tensor instanceof Definition d ? d.name() : "")
        .filter(name -> !name.isEmpty())
        .findFirst()
        .map(name -> name + ".operand")
        .orElse("operand");
  }

  private static Set<Axis> axes(Collection<Expr> factors) {
    Set<Axis> axes = new TreeSet<>();
    factors.forEach(factor -> axes.addAll(factor.axes()));
    return axes;
  }

  private static double size(Set<Axis> axes) {
    double size = 1;
    for (Axis axis : axes) {
      size *= size(axis);
    }
    return size;
  }

  private static double size(Axis axis) {
    return axis.isBatch() ? TYPICAL_BATCH : axis.size();
  }
}
