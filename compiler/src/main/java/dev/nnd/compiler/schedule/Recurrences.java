package dev.nnd.compiler.schedule;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Node;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.Replacement;
import dev.nnd.compiler.expr.Sum;
import dev.nnd.compiler.expr.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what is computed already under a name: of several definitions of one formula the first stands for all; where a root
 * holds the formula of a definition, it reads that; and of sums that are multiples of one another there is one.
 */
final class Recurrences {
  private final ExprPool pool;

  private Recurrences(ExprPool pool) {
    this.pool = pool;
  }

  /** @return what stands for the roots: definitions that hold or read the same */
  static List<Definition> named(ExprPool pool, List<Definition> roots) {
    Recurrences recurrences = new Recurrences(pool);
    return recurrences.multiples(recurrences.reading(recurrences.merged(roots)));
  }

  /** The tensors beneath these and they themselves, each after those that it reads. */
  static List<Tensor> tensors(Collection<? extends Tensor> roots) {
    Set<Tensor> tensors = new HashSet<>(roots);
    tensors.addAll(Dag.tensors(roots.stream().flatMap(root -> root.bodies().stream()).toList()));
    return tensors.stream().sorted(Comparator.comparingInt(Node::id)).toList();
  }

  private record Formula(List<Integer> shape, Expr body) {}

  /** Roots stay; one that holds the formula of a definition reads that below. */
  private List<Definition> merged(List<Definition> roots) {
    Map<Formula, Definition> first = new HashMap<>();
    Map<Tensor, Definition> same = new HashMap<>();
    for (Tensor tensor : tensors(roots)) {
      if (tensor instanceof Definition definition && !roots.contains(tensor) && !isShort(definition.body())) {
        Definition known = first.putIfAbsent(new Formula(definition.shape(), definition.body()), definition);
        if (known != null) {
          same.put(definition, known);
        }
      }
    }
    if (same.isEmpty()) {
      return roots;
    }
    return replaced(roots, new Replacement(pool, tensor -> Optional.ofNullable(same.get(tensor)).map(pool::element)));
  }

  private List<Definition> replaced(List<Definition> roots, Replacement replacement) {
    return roots.stream()
        .map(root -> pool.define(root.name(), root.shape(), replacement.apply(root.body())))
        .toList();
  }

  private static boolean isShort(Expr body) {
    return body.children().isEmpty() || body instanceof Access;
  }

  /** A root is beneath no definition: it may read any, and the roots before it. */
  private List<Definition> reading(List<Definition> roots) {
    Map<Expr, Definition> byBody = new HashMap<>();
    for (Tensor tensor : tensors(roots)) {
      if (tensor instanceof Definition definition && !roots.contains(tensor)) {
        put(byBody, definition, definition.body());
      }
    }
    List<Definition> result = new ArrayList<>();
    for (Definition root : roots) {
      Definition reader = pool.define(root.name(), root.shape(), reading(root.body(), byBody));
      put(byBody, reader, root.body());
      result.add(reader);
    }
    return result;
  }

  private static void put(Map<Expr, Definition> byBody, Definition definition, Expr body) {
    if (!isShort(body) && body.axes().equals(definition.axes())) {
      byBody.putIfAbsent(body, definition);
    }
  }

  private Expr reading(Expr body, Map<Expr, Definition> byBody) {
    Map<Expr, Expr> done = new HashMap<>();
    for (Expr e : Dag.expressions(body)) {
      Definition definition = byBody.get(e);
      done.put(e, definition != null
          ? pool.element(definition)
          : e.children().isEmpty() ? e : pool.rebuild(e, e.children().stream().map(done::get).toList()));
    }
    return done.get(body);
  }

  /** Such as {@code 2a - 2x} beside {@code a - x}, of single numbers. */
  private List<Definition> multiples(List<Definition> roots) {
    Map<Expr, List<Sum>> groups = new LinkedHashMap<>();
    for (Expr e : Dag.expressions(tensors(roots).stream().flatMap(tensor -> tensor.bodies().stream()).toList())) {
      if (e instanceof Sum sum && !sum.isScaling() && sum.axes().isEmpty()) {
        groups.computeIfAbsent(primitive(sum), key -> new ArrayList<>()).add(sum);
      }
    }
    Map<Expr, Rational> factors = new HashMap<>();
    Map<Expr, Expr> primitives = new HashMap<>();
    groups.forEach((primitive, sums) -> {
      if (sums.size() > 1) {
        for (Sum sum : sums) {
          factors.put(sum, factor(sum));
          primitives.put(sum, primitive);
        }
      }
    });
    if (factors.isEmpty()) {
      return roots;
    }
    Replacement replacement = Replacement.ofExpressions(pool, (before, rebuilt) -> {
      Rational factor = factors.get(before);
      if (factor == null) {
        return rebuilt;
      }
      Expr primitive = rebuilt == before ? primitives.get(before) : pool.scale(Rational.ONE.dividedBy(factor), rebuilt);
      return pool.scale(factor, pool.named(isDifference(primitive) ? "difference" : "sum", List.of(), primitive));
    });
    return replaced(roots, replacement);
  }

  /** With its sign: a first coefficient that is negative turns the sum around. */
  private static Rational factor(Sum sum) {
    Rational common = sum.commonFactor().abs();
    return sum.coefficients().get(0).signum() < 0 ? common.negate() : common;
  }

  private Expr primitive(Sum sum) {
    return pool.scale(Rational.ONE.dividedBy(factor(sum)), sum);
  }

  private static boolean isDifference(Expr e) {
    return e instanceof Sum sum && sum.terms().size() == 2 && sum.coefficients().get(0).signum() != sum.coefficients().get(1).signum();
  }
}
