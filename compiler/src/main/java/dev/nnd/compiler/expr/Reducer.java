package dev.nnd.compiler.expr;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes reductions canonical: what does not depend on the bound axes leaves the reduction, a Kronecker delta selects,
 * a label sums to one, and the axes are numbered anew.
 */
final class Reducer {
  private final ExprPool pool;

  Reducer(ExprPool pool) {
    this.pool = pool;
  }

  Expr reduce(ReduceOp op, List<Axis> bound, Expr body) {
    List<Axis> used = new ArrayList<>();
    Map<Axis, Expr> single = new HashMap<>();
    Expr repetitions = pool.one();
    boolean position = op == ReduceOp.ARGMAX || op == ReduceOp.ARGMIN;
    for (Axis axis : bound) {
      if (axis.size() == 1) {
        single.put(axis, pool.zero());
      } else if (position || body.axes().contains(axis)) {
        used.add(axis);
      } else {
        repetitions = pool.multiply(repetitions, size(axis));
      }
    }
    Expr rest = pool.substitute(body, single);
    Expr once = used.isEmpty() && !position ? ofOne(op, rest) : reduceUsed(op, used, rest);
    return repeated(op, once, repetitions);
  }

  /** The reduction of a single term. */
  private Expr ofOne(ReduceOp op, Expr term) {
    return op == ReduceOp.NORM ? pool.call(Primitive.ABS, term) : term;
  }

  private Expr size(Axis axis) {
    return axis.isBatch() ? pool.batchSize() : pool.num(axis.size());
  }

  private Expr repeated(ReduceOp op, Expr once, Expr repetitions) {
    return switch (op) {
      case SUM -> pool.multiply(repetitions, once);
      case PROD -> pool.power(once, repetitions);
      case LOGSUMEXP -> repetitions == pool.one() ? once : pool.add(once, pool.call(Primitive.LOG, repetitions));
      case NORM -> pool.multiply(once, pool.sqrt(repetitions));
      case MAX, MIN, ARGMAX, ARGMIN -> once;
    };
  }

  private Expr reduceUsed(ReduceOp op, List<Axis> bound, Expr body) {
    if (op == ReduceOp.SUM) {
      return sum(bound, body);
    }
    if (op == ReduceOp.NORM) {
      return norm(bound, body);
    }
    if (op == ReduceOp.LOGSUMEXP && body instanceof Sum sum) {
      return shifted(bound, sum);
    }
    return close(op, bound, body);
  }

  /** log Σ exp(u + v) = v + log Σ exp u where v is free of the bound axes. */
  private Expr shifted(List<Axis> bound, Sum sum) {
    List<Expr> inside = new ArrayList<>();
    List<Rational> insideCoefficients = new ArrayList<>();
    LinearBuilder outside = new LinearBuilder(pool).add(pool.one(), sum.constant());
    for (int i = 0; i < sum.terms().size(); i++) {
      if (dependsOn(sum.terms().get(i), bound)) {
        inside.add(sum.terms().get(i));
        insideCoefficients.add(sum.coefficients().get(i));
      } else {
        outside.add(sum.terms().get(i), sum.coefficients().get(i));
      }
    }
    Expr body = pool.linear(inside, insideCoefficients, Rational.ZERO);
    return outside.add(close(ReduceOp.LOGSUMEXP, bound, body), Rational.ONE).build();
  }

  private Expr sum(List<Axis> bound, Expr body) {
    Factored factored = factored(bound, body);
    Expr summed = factored.factor() == pool.one()
        ? sumOfDependent(bound, factored.rest())
        : reduce(ReduceOp.SUM, bound, factored.rest());
    return pool.scale(factored.coefficient(), pool.multiply(factored.factor(), summed));
  }

  /** A factor that is free of the bound axes leaves a norm as its magnitude. */
  private Expr norm(List<Axis> bound, Expr body) {
    Factored factored = factored(bound, body);
    boolean isMagnitude = factored.rest() instanceof Call call && call.primitive() == Primitive.ABS;
    Expr rest = isMagnitude ? ((Call) factored.rest()).argument() : factored.rest();
    Expr norm = rest instanceof Num ? pool.call(Primitive.ABS, rest) : close(ReduceOp.NORM, bound, rest);
    Expr factor = pool.call(Primitive.ABS, factored.factor());
    return pool.scale(factored.coefficient().abs(), pool.multiply(factor, norm));
  }

  /** A body as {@code coefficient * factor * rest}, of which only the rest depends on the bound axes. */
  private record Factored(Rational coefficient, Expr factor, Expr rest) {}

  private Factored factored(List<Axis> bound, Expr body) {
    Rational coefficient = Rational.ONE;
    Expr rest = body;
    if (body instanceof Sum sum && sum.isScaling()) {
      coefficient = sum.coefficients().get(0);
      rest = sum.terms().get(0);
    }
    if (!(rest instanceof Product product)) {
      return new Factored(coefficient, pool.one(), rest);
    }
    List<Expr> outside = new ArrayList<>();
    List<Rational> outsideExponents = new ArrayList<>();
    List<Expr> inside = new ArrayList<>();
    List<Rational> insideExponents = new ArrayList<>();
    for (int i = 0; i < product.bases().size(); i++) {
      boolean depends = dependsOn(product.bases().get(i), bound);
      (depends ? inside : outside).add(product.bases().get(i));
      (depends ? insideExponents : outsideExponents).add(product.exponents().get(i));
    }
    return outside.isEmpty()
        ? new Factored(coefficient, pool.one(), rest)
        : new Factored(coefficient, pool.powers(outside, outsideExponents), pool.powers(inside, insideExponents));
  }

  private Expr sumOfDependent(List<Axis> bound, Expr body) {
    if (body.isZero()) {
      return body;
    }
    Optional<Axis> label = labelAxis(bound, body);
    if (label.isPresent()) {
      pool.trace().applied("label_sums_to_one");
      return reduce(ReduceOp.SUM, without(bound, label.get()), pool.one());
    }
    Optional<Delta.Selected> selected = new Delta(pool, bound).select(body);
    if (selected.isPresent()) {
      pool.trace().applied("sum_of_delta");
      return reduce(ReduceOp.SUM, without(bound, selected.get().axis()), selected.get().body());
    }
    if (body instanceof Sum terms && !terms.isScaling()) {
      return sumOfTerms(bound, terms);
    }
    return close(ReduceOp.SUM, bound, body);
  }

  /** The bound axis along which a label is one-hot, if the body is that label alone. */
  private static Optional<Axis> labelAxis(List<Axis> bound, Expr body) {
    if (body instanceof Access access && access.tensor() instanceof Leaf leaf && leaf.facts().oneHot()) {
      Expr last = access.indices().get(access.indices().size() - 1);
      long uses = access.indices().stream().filter(index -> index.axes().equals(last.axes())).count();
      if (uses == 1 && last instanceof AxisValue value && bound.contains(value.axis())
          && value.axis().size() == leaf.shape().get(leaf.rank() - 1)) {
        return Optional.of(value.axis());
      }
    }
    return Optional.empty();
  }

  /** Terms from which a delta selects leave the sum; the others stay together. */
  private Expr sumOfTerms(List<Axis> bound, Sum sum) {
    Delta delta = new Delta(pool, bound);
    List<Expr> rest = new ArrayList<>();
    List<Rational> restCoefficients = new ArrayList<>();
    LinearBuilder result = new LinearBuilder(pool);
    for (int i = 0; i < sum.terms().size(); i++) {
      if (delta.select(sum.terms().get(i)).isPresent()) {
        result.add(reduce(ReduceOp.SUM, bound, sum.terms().get(i)), sum.coefficients().get(i));
      } else {
        rest.add(sum.terms().get(i));
        restCoefficients.add(sum.coefficients().get(i));
      }
    }
    return rest.size() == sum.terms().size()
        ? close(ReduceOp.SUM, bound, sum)
        : result.add(reduce(ReduceOp.SUM, bound, pool.linear(rest, restCoefficients, sum.constant())), Rational.ONE).build();
  }

  private static List<Axis> without(List<Axis> bound, Axis axis) {
    return bound.stream().filter(other -> !other.equals(axis)).toList();
  }

  private static boolean dependsOn(Expr e, List<Axis> axes) {
    return e.axes().stream().anyMatch(axes::contains);
  }

  /** The definition over exactly its free axes, which come first, the bound ones as they occur. */
  private Expr close(ReduceOp op, List<Axis> bound, Expr body) {
    List<Axis> free = Axis.batchFirst(body.axes().stream().filter(axis -> !bound.contains(axis)).toList());
    List<Axis> ordered = op == ReduceOp.ARGMAX || op == ReduceOp.ARGMIN ? bound : byOccurrence(bound, body);
    Map<Axis, Expr> numbering = new HashMap<>();
    List<Axis> boundHere = new ArrayList<>();
    for (Axis axis : free) {
      numbering.put(axis, pool.axis(new Axis(numbering.size(), axis.size())));
    }
    for (Axis axis : ordered) {
      Axis here = new Axis(numbering.size(), axis.size());
      numbering.put(axis, pool.axis(here));
      boundHere.add(here);
    }
    Expr closed = pool.substitute(body, numbering);
    Reduction reduction =
        pool.internReduction(op, free.stream().map(Axis::size).toList(), boundHere, closed);
    return pool.access(reduction, free.stream().map(pool::axis).toList());
  }

  private static List<Axis> byOccurrence(List<Axis> bound, Expr body) {
    if (bound.size() == 1) {
      return bound;
    }
    Set<Axis> order = new LinkedHashSet<>();
    Deque<Expr> open = new ArrayDeque<>(List.of(body));
    Set<Expr> seen = new HashSet<>();
    while (!open.isEmpty() && order.size() < bound.size()) {
      Expr e = open.pop();
      if (e instanceof AxisValue value && bound.contains(value.axis())) {
        order.add(value.axis());
      }
      List<Expr> children = e.children();
      for (int i = children.size() - 1; i >= 0; i--) {
        if (dependsOn(children.get(i), bound) && seen.add(children.get(i))) {
          open.push(children.get(i));
        }
      }
    }
    return new ArrayList<>(order);
  }
}
