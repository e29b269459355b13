package dev.nnd.compiler.derive;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Call;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.If;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Node;
import dev.nnd.compiler.expr.Num;
import dev.nnd.compiler.expr.Primitive;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.ReduceOp;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Scatter;
import dev.nnd.compiler.expr.Sum;
import dev.nnd.compiler.expr.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Forward accumulation: the tangent of every node along one direction, in the order of the computation. */
public final class ForwardAccumulation {
  private final ExprPool pool;
  private final DerivativeTable table;
  private final UnaryOperator<String> names;
  private final Adjoints adjoints;

  public ForwardAccumulation(ExprPool pool, DerivativeTable table) {
    this(pool, table, UnaryOperator.identity());
  }

  /** @param names makes of the wanted name of a tangent one that no other definition has */
  public ForwardAccumulation(ExprPool pool, DerivativeTable table, UnaryOperator<String> names) {
    this.names = names;
    this.pool = pool;
    this.table = table;
    this.adjoints = new Adjoints(pool);
  }

  /**
   * @param root any expression
   * @param directions the tangent of each leaf that moves, over its axes; other axes stay free, and must lie above those
   *     of every tensor beneath the root
   * @return the derivative of the root along these directions, over its axes and those that stay free
   */
  public Expr tangent(Expr root, Map<Leaf, Expr> directions) {
    return new Sweep(directions).run(root);
  }

  private final class Sweep {
    private final Map<Leaf, Expr> directions;
    private final Map<Expr, Expr> tangents = new HashMap<>();
    private final Map<Tensor, Expr> ofTensors = new HashMap<>();

    Sweep(Map<Leaf, Expr> directions) {
      this.directions = directions;
    }

    Expr run(Expr root) {
      for (Node node : Dag.nodes(List.of(root))) {
        if (node instanceof Expr e) {
          tangents.put(e, of(e));
        } else {
          ofTensors.put((Tensor) node, named((Tensor) node, of((Tensor) node)));
        }
      }
      return tangents.get(root);
    }

    /** Tangents of definitions get names too: so the cost stays linear. Deltas and the coefficients of scalars stay outside. */
    private Expr named(Tensor tensor, Expr tangent) {
      if (tensor instanceof Leaf || tangent instanceof Num || tangent instanceof Access) {
        return tangent;
      }
      if (tangent instanceof Sum scaling && scaling.isScaling()
          && (tensor.rank() == 0 || KroneckerDelta.isDelta(scaling.terms().get(0)))) {
        return pool.scale(scaling.coefficients().get(0), named(tensor, scaling.terms().get(0)));
      }
      return KroneckerDelta.within(pool, tangent, value -> named(tensor, value)).orElseGet(() -> {
        String name = tensor instanceof Definition definition ? definition.name() : "";
        return pool.named(names.apply("d" + name), axesOf(tensor, tangent), tangent);
      });
    }

    /** Those of the tensor and what stays free. */
    private static List<Axis> axesOf(Tensor tensor, Expr tangent) {
      List<Axis> axes = new ArrayList<>(tensor.axes());
      tangent.axes().stream().filter(axis -> !axes.contains(axis)).forEach(axes::add);
      return axes;
    }

    private Expr of(Tensor tensor) {
      return tensor.accept(new Tensor.Visitor<>() {
        @Override
        public Expr visit(Leaf leaf) {
          return directions.getOrDefault(leaf, pool.zero());
        }

        @Override
        public Expr visit(Reduction reduction) {
          return ofReduction(reduction, tangents.get(reduction.body()));
        }

        @Override
        public Expr visit(Definition definition) {
          return tangents.get(definition.body());
        }

        @Override
        public Expr visit(Scatter scatter) {
          return ofScatter(scatter);
        }
      });
    }

    /** Axes that stay free follow those of the scatter. */
    private Expr ofScatter(Scatter scatter) {
      Set<Axis> free = new TreeSet<>();
      for (Scatter.Clause clause : scatter.clauses()) {
        tangents.get(clause.body()).axes().stream().filter(axis -> !clause.axes().contains(axis)).forEach(free::add);
      }
      List<Integer> shape = new ArrayList<>(scatter.shape());
      List<Expr> element = new ArrayList<>(scatter.axes().stream().map(pool::axis).toList());
      for (Axis axis : free) {
        shape.add(axis.size());
        element.add(pool.axis(axis));
      }
      List<Scatter.Clause> clauses = scatter.clauses().stream()
          .filter(clause -> !tangents.get(clause.body()).isZero())
          .map(clause -> with(free, clause))
          .toList();
      return clauses.isEmpty() ? pool.zero() : pool.access(pool.scatter(shape, clauses), element);
    }

    private Scatter.Clause with(Set<Axis> free, Scatter.Clause clause) {
      List<Axis> axes = new ArrayList<>(clause.axes());
      List<Expr> target = new ArrayList<>(clause.target());
      Map<Axis, Expr> numbering = new HashMap<>();
      for (Axis axis : free) {
        Axis here = new Axis(axes.size(), axis.size());
        axes.add(here);
        target.add(pool.axis(here));
        numbering.put(axis, pool.axis(here));
      }
      return new Scatter.Clause(axes, target, pool.substitute(tangents.get(clause.body()), numbering));
    }

    private Expr ofReduction(Reduction reduction, Expr body) {
      if (body.isZero()) {
        return body;
      }
      List<Axis> bound = reduction.bound();
      return switch (reduction.op()) {
        case SUM -> pool.reduce(ReduceOp.SUM, bound, body);
        case LOGSUMEXP -> pool.reduce(ReduceOp.SUM, bound, adjoints.times(
            body, pool.call(Primitive.EXP, pool.subtract(reduction.body(), pool.element(reduction)))));
        case NORM -> NormGradient.dividedByNorm(
            pool, reduction, pool.reduce(ReduceOp.SUM, bound, adjoints.times(body, reduction.body())));
        case PROD -> pool.reduce(ReduceOp.SUM, bound, adjoints.times(body, ProductOfOthers.of(pool, reduction)));
        case MAX, MIN -> pool.reduce(ReduceOp.SUM, bound, FirstExtremum.only(pool, reduction, body));
        case ARGMAX, ARGMIN -> pool.zero();
      };
    }

    private Expr of(Expr e) {
      if (e instanceof Access access) {
        return pool.at(ofTensors.get(access.tensor()), access.tensor(), access.indices());
      }
      List<Expr> terms = new ArrayList<>();
      if (e instanceof Sum sum) {
        for (int i = 0; i < sum.terms().size(); i++) {
          terms.add(pool.scale(sum.coefficients().get(i), tangents.get(sum.terms().get(i))));
        }
      } else if (e instanceof Product product) {
        for (int i = 0; i < product.bases().size(); i++) {
          Expr tangent = tangents.get(product.bases().get(i));
          if (!tangent.isZero()) {
            terms.add(adjoints.times(tangent, Powers.partial(pool, product, i)));
          }
        }
      } else if (e instanceof Call call) {
        for (int i = 0; i < call.arguments().size(); i++) {
          Expr tangent = tangents.get(call.arguments().get(i));
          if (!tangent.isZero()) {
            table.partial(pool, call, i).ifPresent(partial -> terms.add(adjoints.chain(tangent, partial)));
          }
        }
      } else if (e instanceof If conditional) {
        return pool.when(
            conditional.condition(), tangents.get(conditional.then()), tangents.get(conditional.otherwise()));
      }
      return terms.isEmpty() ? pool.zero() : adjoints.sum(terms);
    }

  }
}
