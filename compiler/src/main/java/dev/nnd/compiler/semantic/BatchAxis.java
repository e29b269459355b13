package dev.nnd.compiler.semantic;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.AxisValue;
import dev.nnd.compiler.expr.Call;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Node;
import dev.nnd.compiler.expr.Primitive;
import dev.nnd.compiler.expr.ReduceOp;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Scatter;
import dev.nnd.compiler.expr.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Gives a batch axis to all that depends on an input, a target or noise. It becomes axis 0, and all others move up by one; what
 * depends on parameters alone has no element for it.
 */
public final class BatchAxis {
  private static final Axis BATCH = new Axis(0, Axis.BATCH);

  private final ExprPool pool;
  private final Map<Expr, Expr> expressions = new HashMap<>();
  /** Each tensor as an expression over its own axes, moved up by one, and the batch axis. */
  private final Map<Tensor, Expr> templates = new HashMap<>();
  /** What has a mean over the batch in it: it changes, even where it gets no batch axis. */
  private final Set<Node> ofBatch = new HashSet<>();

  public BatchAxis(ExprPool pool) {
    this.pool = pool;
  }

  /** The elements of one example as those of example {@code n}: axis 0 is the batch, the others follow. */
  public List<Expr> apply(List<Expr> elements) {
    for (Node node : Dag.nodes(elements)) {
      if (isOfBatch(node)) {
        ofBatch.add(node);
      }
      if (node instanceof Expr e) {
        expressions.put(e, of(e));
      } else {
        templates.put((Tensor) node, of((Tensor) node));
      }
    }
    return elements.stream().map(expressions::get).toList();
  }

  private boolean isOfBatch(Node node) {
    if (node instanceof Tensor tensor) {
      return tensor.bodies().stream().anyMatch(ofBatch::contains);
    }
    Expr e = (Expr) node;
    return e instanceof Call call && call.primitive() == Primitive.BATCH_MEAN
        || e instanceof Access access && ofBatch.contains(access.tensor())
        || e.children().stream().anyMatch(ofBatch::contains);
  }

  public static boolean isBatched(Expr e) {
    return e.axes().contains(BATCH);
  }

  /** The leaf with the batch axis in front. */
  public Leaf batched(Leaf leaf) {
    return pool.leaf(leaf.kind(), leaf.name(), withBatch(leaf.shape()), leaf.facts());
  }

  private static List<Integer> withBatch(List<Integer> shape) {
    List<Integer> batched = new ArrayList<>(List.of(Axis.BATCH));
    batched.addAll(shape);
    return batched;
  }

  private static Axis moved(Axis axis) {
    return new Axis(axis.id() + 1, axis.size());
  }

  private Expr of(Expr e) {
    if (e instanceof AxisValue value) {
      return pool.axis(moved(value.axis()));
    }
    List<Expr> children = e.children().stream().map(expressions::get).toList();
    if (e instanceof Call call && call.primitive() == Primitive.BATCH_MEAN) {
      return mean(children.get(0));
    }
    if (!(e instanceof Access access)) {
      return pool.rebuild(e, children);
    }
    Map<Axis, Expr> at = new HashMap<>();
    for (int i = 0; i < children.size(); i++) {
      at.put(new Axis(i + 1, access.tensor().shape().get(i)), children.get(i));
    }
    return pool.substitute(templates.get(access.tensor()), at);
  }

  /** Of what no example has a part in, the mean is that itself. */
  private Expr mean(Expr e) {
    return isBatched(e) ? pool.divide(pool.reduce(ReduceOp.SUM, List.of(BATCH), e), pool.batchSize()) : e;
  }

  private Expr of(Tensor tensor) {
    return tensor.accept(new Tensor.Visitor<>() {
      @Override
      public Expr visit(Leaf leaf) {
        boolean batched = leaf.kind().isOfExample();
        return read(batched ? batched(leaf) : leaf, batched);
      }

      @Override
      public Expr visit(Reduction reduction) {
        List<Axis> bound = reduction.bound().stream().map(BatchAxis::moved).toList();
        return pool.reduce(reduction.op(), bound, expressions.get(reduction.body()));
      }

      @Override
      public Expr visit(Definition definition) {
        Expr body = expressions.get(definition.body());
        if (isBatched(body)) {
          return read(pool.define(definition.name(), withBatch(definition.shape()), body), true);
        }
        return read(ofBatch.contains(definition) ? pool.define(definition.name(), definition.shape(), movedBack(pool, body)) : definition, false);
      }

      @Override
      public Expr visit(Scatter scatter) {
        if (scatter.bodies().stream().anyMatch(part -> isBatched(expressions.get(part)))) {
          return read(pool.scatter(withBatch(scatter.shape()), batched(scatter)), true);
        }
        return read(ofBatch.contains(scatter) ? pool.scatter(scatter.shape(), changed(scatter)) : scatter, false);
      }
    });
  }

  private List<Scatter.Clause> batched(Scatter scatter) {
    return scatter.clauses().stream().map(clause -> {
      List<Axis> axes = new ArrayList<>(List.of(BATCH));
      clause.axes().forEach(axis -> axes.add(moved(axis)));
      List<Expr> target = new ArrayList<>(List.of(pool.axis(BATCH)));
      clause.target().forEach(index -> target.add(expressions.get(index)));
      return new Scatter.Clause(axes, target, expressions.get(clause.body()));
    }).toList();
  }

  /** Without a batch axis, but with means over the batch. */
  private List<Scatter.Clause> changed(Scatter scatter) {
    return scatter.clauses().stream()
        .map(clause -> new Scatter.Clause(
            clause.axes(),
            clause.target().stream().map(index -> movedBack(pool, expressions.get(index))).toList(),
            movedBack(pool, expressions.get(clause.body()))))
        .toList();
  }

  /** What turned out to need no axis for the batch, over its own axes 0, 1, …. */
  public static Expr movedBack(ExprPool pool, Expr e) {
    Map<Axis, Expr> back = new HashMap<>();
    e.axes().forEach(axis -> back.put(axis, pool.axis(new Axis(axis.id() - 1, axis.size()))));
    return pool.substitute(e, back);
  }

  private Expr read(Tensor tensor, boolean batched) {
    List<Integer> sizes = batched ? tensor.shape().subList(1, tensor.rank()) : tensor.shape();
    List<Expr> indices = new ArrayList<>(batched ? List.of(pool.axis(BATCH)) : List.of());
    IntStream.range(0, sizes.size()).forEach(i -> indices.add(pool.axis(new Axis(i + 1, sizes.get(i)))));
    return pool.access(tensor, indices);
  }
}
