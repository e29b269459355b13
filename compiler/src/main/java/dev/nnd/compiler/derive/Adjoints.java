package dev.nnd.compiler.derive;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.If;
import dev.nnd.compiler.expr.Num;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.Sum;
import dev.nnd.compiler.expr.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Arithmetic of adjoints and tangents that keeps an {@code if} outside: its derivative is an {@code if}, never a
 * product with 0 or 1, so that a branch not taken is never evaluated.
 */
final class Adjoints {
  private final ExprPool pool;
  private final Map<Tensor, Expr> guards = new HashMap<>();

  Adjoints(ExprPool pool) {
    this.pool = pool;
  }

  /** An adjoint times a local derivative; one that may be undefined stays where the adjoint's condition holds. */
  Expr times(Expr adjoint, Expr factor) {
    if (factor instanceof Num num) {
      return pool.scale(num.value(), adjoint);
    }
    if (!pool.isTotal(factor) && !(adjoint instanceof If)) {
      Optional<Expr> guard = guard(adjoint);
      if (guard.isPresent()) {
        return pool.when(guard.get(), pool.multiply(adjoint, factor), pool.zero());
      }
    }
    if (adjoint instanceof If conditional && hasZeroBranch(conditional)) {
      return pool.when(
          conditional.condition(), times(conditional.then(), factor), times(conditional.otherwise(), factor));
    }
    if (adjoint instanceof Sum sum && sum.terms().stream().anyMatch(Adjoints::isGuarded)) {
      List<Expr> terms = new ArrayList<>();
      for (Expr term : sum.terms()) {
        terms.add(times(term, factor));
      }
      return pool.add(
          pool.linear(terms, sum.coefficients(), Rational.ZERO), pool.scale(sum.constant(), factor));
    }
    return adjoint.isZero() ? adjoint : pool.multiply(adjoint, factor);
  }

  /** The adjoint of what a branch gives; where the condition may be undefined it is asked only where the adjoint counts. */
  Expr when(Expr condition, Expr then, Expr otherwise) {
    Expr adjoint = then.isZero() ? otherwise : then;
    Optional<Expr> guard = pool.isTotal(condition) ? Optional.empty() : guard(adjoint);
    Expr branches = pool.when(condition, then, otherwise);
    return guard.isPresent() && (then.isZero() || otherwise.isZero())
        ? pool.when(guard.get(), branches, pool.zero())
        : branches;
  }

  /** An adjoint times a local derivative; where the table says {@code if}, the adjoint goes into its branches. */
  Expr chain(Expr adjoint, Expr partial) {
    if (!(partial instanceof If conditional)) {
      return times(adjoint, partial);
    }
    Expr branches = pool.when(
        conditional.condition(), chain(adjoint, conditional.then()), chain(adjoint, conditional.otherwise()));
    Optional<Expr> guard = pool.isTotal(conditional.condition()) ? Optional.empty() : guard(adjoint);
    return guard.map(condition -> pool.when(condition, branches, pool.zero())).orElse(branches);
  }

  /** Remembers under which condition alone a named adjoint is not zero. */
  void name(Definition definition) {
    guard(definition.body()).ifPresent(condition -> guards.put(definition, condition));
  }

  /** A condition without which the expression is zero, though it does not say so at its root. */
  private Optional<Expr> guard(Expr e) {
    if (e instanceof Access access) {
      return Optional.ofNullable(guards.get(access.tensor()))
          .map(condition -> pool.at(condition, access.tensor(), access.indices()));
    }
    if (e instanceof If conditional) {
      return conditional.otherwise().isZero()
          ? Optional.of(within(conditional.condition(), conditional.then()))
          : conditional.then().isZero()
              ? Optional.of(within(pool.not(conditional.condition()), conditional.otherwise()))
              : Optional.empty();
    }
    if (e instanceof Product product) {
      return product.bases().stream().map(this::guard).flatMap(Optional::stream).findFirst();
    }
    if (e instanceof Sum sum && sum.constant().isZero()) {
      List<Optional<Expr>> guards = sum.terms().stream().map(this::guard).distinct().toList();
      return guards.size() == 1 ? guards.get(0) : Optional.empty();
    }
    return Optional.empty();
  }

  /** The condition, and that of the branch. */
  private Expr within(Expr condition, Expr branch) {
    return guard(branch).map(inner -> pool.and(condition, inner)).orElse(condition);
  }

  private static boolean isGuarded(Expr term) {
    return term instanceof If conditional && hasZeroBranch(conditional);
  }

  private static boolean hasZeroBranch(If conditional) {
    return conditional.then().isZero()
        || conditional.otherwise().isZero()
        || isGuarded(conditional.then())
        || isGuarded(conditional.otherwise());
  }

  /** The sum; conditionals of one condition become one. */
  Expr sum(List<Expr> contributions) {
    if (contributions.size() == 1) {
      return contributions.get(0);
    }
    Map<Expr, List<Branches>> guarded = new LinkedHashMap<>();
    List<Expr> terms = new ArrayList<>();
    for (Expr contribution : contributions) {
      for (Expr part : parts(contribution)) {
        Optional<Branches> branches = branches(part);
        branches.ifPresentOrElse(
            found -> guarded.computeIfAbsent(found.condition(), key -> new ArrayList<>()).add(found),
            () -> terms.add(part));
      }
    }
    guarded.forEach((condition, all) -> terms.add(pool.when(
        condition, sum(all.stream().map(Branches::then).toList()), sum(all.stream().map(Branches::otherwise).toList()))));
    return pool.add(terms);
  }

  /** A conditional, its coefficient within it. */
  private record Branches(Expr condition, Expr then, Expr otherwise) {}

  private Optional<Branches> branches(Expr e) {
    if (e instanceof If conditional) {
      return Optional.of(new Branches(conditional.condition(), conditional.then(), conditional.otherwise()));
    }
    return e instanceof Sum sum && sum.isScaling() && sum.terms().get(0) instanceof If conditional
        ? Optional.of(new Branches(
            conditional.condition(),
            pool.scale(sum.coefficients().get(0), conditional.then()),
            pool.scale(sum.coefficients().get(0), conditional.otherwise())))
        : Optional.empty();
  }

  /** The terms of a sum that has deltas among them. */
  private List<Expr> parts(Expr contribution) {
    if (!(contribution instanceof Sum sum) || sum.isScaling() || sum.terms().stream().noneMatch(KroneckerDelta::isDelta)) {
      return List.of(contribution);
    }
    List<Expr> parts = new ArrayList<>();
    for (int i = 0; i < sum.terms().size(); i++) {
      parts.add(pool.scale(sum.coefficients().get(i), sum.terms().get(i)));
    }
    parts.add(pool.num(sum.constant()));
    return parts;
  }
}
