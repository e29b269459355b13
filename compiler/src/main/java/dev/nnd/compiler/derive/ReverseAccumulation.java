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
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Scatter;
import dev.nnd.compiler.expr.Sum;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.rewrite.History;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Reverse accumulation, definition by definition (textbook equation 4.85 and its chain rule on computation graphs):
 * the adjoint of a definition is the sum of what its users contribute, is named, and is opaque from then on. So the
 * cost is linear in the graph.
 */
public final class ReverseAccumulation {
  private final ExprPool pool;
  private final DerivativeTable table;
  private final History history;
  private final Adjoints adjoints;
  private final UnaryOperator<String> names;

  public ReverseAccumulation(ExprPool pool, DerivativeTable table) {
    this(pool, table, new Names()::unique);
  }

  /** @param names makes of the wanted name of an adjoint one that no other definition has */
  public ReverseAccumulation(ExprPool pool, DerivativeTable table, UnaryOperator<String> names) {
    this(pool, table, History.NONE, names);
  }

  /** One that tells whose adjoint gets which name. */
  ReverseAccumulation(ExprPool pool, DerivativeTable table, History history, UnaryOperator<String> names) {
    this.pool = pool;
    this.table = table;
    this.history = history;
    this.names = names;
    this.adjoints = new Adjoints(pool);
  }

  /**
   * @param objective a scalar
   * @param by leaves
   * @return the derivative by each of the leaves, over its axes; 0 where the objective does not depend on it
   */
  public Map<Leaf, Expr> gradient(Expr objective, List<Leaf> by) {
    return pullback(objective, List.of(), pool.one(), by);
  }

  /**
   * {@code Σ cotangent ∂value/∂leaf} over these axes. Other axes of the value or the cotangent stay free in the result:
   * they must lie above those of every tensor beneath.
   *
   * @param value an expression over the axes
   * @param axes those that are summed
   * @param cotangent over the axes
   * @return one for each of the leaves, over its axes and those that stay free
   */
  public Map<Leaf, Expr> pullback(Expr value, List<Axis> axes, Expr cotangent, List<Leaf> by) {
    Sweep sweep = new Sweep(value, by);
    sweep.run(axes, cotangent);
    Map<Leaf, Expr> gradient = new HashMap<>();
    by.forEach(leaf -> gradient.put(leaf, sweep.found.get(leaf)));
    return gradient;
  }

  /**
   * @param objective a scalar
   * @param of definitions
   * @return the adjoint of each of them, over its axes; none where the objective does not depend on it
   */
  Map<Tensor, Expr> adjoints(Expr objective, Collection<? extends Tensor> of) {
    Sweep sweep = new Sweep(objective, of);
    sweep.run(List.of(), pool.one());
    return sweep.found;
  }

  /** One backward pass. */
  private final class Sweep {
    private final Expr objective;
    private final Set<Tensor> by;
    private final List<Tensor> tensors;
    /** What the derivative passes through. */
    private final Set<Tensor> active = new HashSet<>();

    private final Map<Tensor, List<Expr>> contributions = new HashMap<>();
    /** The adjoints of what is differentiated by, of which the leaves are the gradient. */
    private final Map<Tensor, Expr> found = new HashMap<>();

    Sweep(Expr objective, Collection<? extends Tensor> by) {
      this.objective = objective;
      this.by = new LinkedHashSet<>(by);
      this.tensors = Dag.tensors(List.of(objective));
      active.addAll(by);
      for (Tensor tensor : tensors) {
        if (Dag.read(tensor.bodies()).stream().anyMatch(active::contains)) {
          active.add(tensor);
        }
      }
    }

    void run(List<Axis> axes, Expr cotangent) {
      backpropagate("", objective, cotangent, axes);
      for (int i = tensors.size() - 1; i >= 0; i--) {
        Tensor tensor = tensors.get(i);
        if (!(tensor instanceof Leaf) && contributions.containsKey(tensor)) {
          Expr adjoint = adjoint(tensor);
          if (by.contains(tensor)) {
            found.put(tensor, adjoint);
          }
          backpropagate(tensor, adjoint);
        }
      }
      for (Tensor tensor : by) {
        if (tensor instanceof Leaf) {
          found.put(tensor, contributions.containsKey(tensor) ? sum(tensor) : pool.zero());
        }
      }
    }

    private Expr sum(Tensor tensor) {
      return adjoints.sum(contributions.get(tensor));
    }

    /** The adjoint over the tensor's axes, named. */
    private Expr adjoint(Tensor tensor) {
      return named(sum(tensor), nameOf(tensor), tensor.axes(), tensor);
    }

    private static String nameOf(Tensor tensor) {
      return tensor instanceof Definition definition ? definition.name() : "";
    }

    /**
     * A definition for an adjoint, unless it is as short as a name; deltas and the coefficients of scalars stay outside.
     *
     * @param of whose adjoint it is
     */
    private Expr named(Expr adjoint, String name, List<Axis> axes, Node of) {
      boolean isShort = adjoint instanceof Num || adjoint instanceof Access
          || adjoint instanceof Sum scaling && scaling.isScaling() && scaling.terms().get(0) instanceof Access;
      if (isShort) {
        return adjoint;
      }
      boolean scalesOutside = adjoint instanceof Sum sum && sum.isScaling()
          && (axes.isEmpty() || KroneckerDelta.isDelta(sum.terms().get(0)));
      if (scalesOutside && adjoint instanceof Sum scaling) {
        return pool.scale(scaling.coefficients().get(0), named(scaling.terms().get(0), name, axes, of));
      }
      return KroneckerDelta.within(pool, adjoint, value -> named(value, name, axes, of)).orElseGet(() -> {
        Expr named = pool.named(names.apply("δ" + name), axesOf(adjoint, axes), adjoint);
        Definition definition = (Definition) ((Access) named).tensor();
        adjoints.name(definition);
        history.adjoint(definition, of);
        return named;
      });
    }

    /** These and what stays free. */
    private static List<Axis> axesOf(Expr adjoint, List<Axis> axes) {
      List<Axis> all = new ArrayList<>(axes);
      adjoint.axes().stream().filter(axis -> !axes.contains(axis)).forEach(all::add);
      return all;
    }

    private void backpropagate(Tensor tensor, Expr adjoint) {
      tensor.accept(new Tensor.Visitor<Void>() {
        @Override
        public Void visit(Leaf leaf) {
          return null;
        }

        @Override
        public Void visit(Reduction reduction) {
          List<Axis> axes = new ArrayList<>(reduction.axes());
          axes.addAll(reduction.bound());
          Sweep.this.backpropagate("", reduction.body(), ofReductionBody(reduction, adjoint), axes);
          return null;
        }

        @Override
        public Void visit(Definition definition) {
          Sweep.this.backpropagate(definition.name(), definition.body(), adjoint, definition.axes());
          return null;
        }

        @Override
        public Void visit(Scatter scatter) {
          for (Scatter.Clause clause : scatter.clauses()) {
            Sweep.this.backpropagate("", clause.body(), pool.at(adjoint, scatter, clause.target()), clause.axes());
          }
          return null;
        }
      });
    }

    private Expr ofReductionBody(Reduction reduction, Expr adjoint) {
      return switch (reduction.op()) {
        case SUM -> adjoint;
        case LOGSUMEXP -> adjoints.times(
            adjoint, pool.call(Primitive.EXP, pool.subtract(reduction.body(), pool.element(reduction))));
        case NORM -> adjoints.times(
            named(NormGradient.dividedByNorm(pool, reduction, adjoint), "", reduction.axes(), reduction), reduction.body());
        case MAX, MIN -> FirstExtremum.only(pool, reduction, adjoint);
        case PROD -> adjoints.times(adjoint, ProductOfOthers.of(pool, reduction));
        case ARGMAX, ARGMIN -> pool.zero();
      };
    }

    /**
     * Within one body: an adjoint for each node, then a contribution for each tensor that is read. The adjoint of a sum or
     * product goes to all its parts: it gets a name, as the error term δ of a net input has one in a textbook.
     */
    private void backpropagate(String name, Expr body, Expr seed, List<Axis> axes) {
      if (seed.isZero()) {
        return;
      }
      List<Expr> nodes = Dag.expressions(body);
      Set<Expr> live = new HashSet<>();
      for (Expr e : nodes) {
        boolean reads = e instanceof Access access && active.contains(access.tensor());
        if (reads || !(e instanceof Access) && e.children().stream().anyMatch(live::contains)) {
          live.add(e);
        }
      }
      Map<Expr, List<Expr>> open = new HashMap<>();
      open.put(body, new ArrayList<>(List.of(seed)));
      for (int i = nodes.size() - 1; i >= 0; i--) {
        Expr e = nodes.get(i);
        if (live.contains(e) && open.containsKey(e)) {
          Expr adjoint = adjoints.sum(open.get(e));
          if (e instanceof Access access) {
            contribute(access, adjoint, axes);
          } else {
            boolean shared = (e instanceof Sum || e instanceof Product)
                && e.children().stream().filter(live::contains).count() > 1;
            distribute(e, shared && !isShortConditional(adjoint) ? named(adjoint, name, axes, e) : adjoint, live, open);
          }
        }
      }
    }

    /** Such as {@code if x > 0 then 1 else 0}: it is kept in sight, so that what follows goes into its branches. */
    private static boolean isShortConditional(Expr adjoint) {
      return adjoint instanceof If conditional
          && conditional.then() instanceof Num
          && conditional.otherwise() instanceof Num;
    }

    private void distribute(Expr e, Expr adjoint, Set<Expr> live, Map<Expr, List<Expr>> open) {
      if (e instanceof Sum sum) {
        for (int i = 0; i < sum.terms().size(); i++) {
          give(sum.terms().get(i), pool.scale(sum.coefficients().get(i), adjoint), live, open);
        }
      } else if (e instanceof Product product) {
        for (int i = 0; i < product.bases().size(); i++) {
          if (live.contains(product.bases().get(i))) {
            give(product.bases().get(i), adjoints.times(adjoint, Powers.partial(pool, product, i)), live, open);
          }
        }
      } else if (e instanceof Call call) {
        for (int i = 0; i < call.arguments().size(); i++) {
          Expr argument = call.arguments().get(i);
          if (live.contains(argument)) {
            table.partial(pool, call, i)
                .ifPresent(partial -> give(argument, adjoints.chain(adjoint, partial), live, open));
          }
        }
      } else if (e instanceof If conditional) {
        give(conditional.then(), adjoints.when(conditional.condition(), adjoint, pool.zero()), live, open);
        give(conditional.otherwise(), adjoints.when(conditional.condition(), pool.zero(), adjoint), live, open);
      }
    }

    private void give(Expr child, Expr adjoint, Set<Expr> live, Map<Expr, List<Expr>> open) {
      if (live.contains(child) && !adjoint.isZero()) {
        open.computeIfAbsent(child, key -> new ArrayList<>()).add(adjoint);
      }
    }

    private void contribute(Access access, Expr adjoint, List<Axis> loop) {
      Tensor tensor = access.tensor();
      contributions.computeIfAbsent(tensor, key -> new ArrayList<>()).add(AccessAdjoint.of(pool, access, adjoint, loop));
    }
  }
}
