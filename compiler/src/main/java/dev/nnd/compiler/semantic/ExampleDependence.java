package dev.nnd.compiler.semantic;

import dev.nnd.compiler.expr.Call;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Node;
import dev.nnd.compiler.expr.Primitive;
import dev.nnd.compiler.expr.Tensor;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which parts of a formula differ from example to example, and whether the batch as a whole has a part in it. */
final class ExampleDependence {
  private final Set<Node> varying = new HashSet<>();
  private final boolean ofBatch;
  private final Expr formula;

  private ExampleDependence(Expr formula) {
    this.formula = formula;
    boolean means = false;
    for (Node node : Dag.nodes(List.of(formula))) {
      boolean mean = node instanceof Call call && call.primitive() == Primitive.BATCH_MEAN;
      if (mean) {
        means |= varying.contains(((Call) node).argument());
      } else if (varies(node)) {
        varying.add(node);
      }
    }
    this.ofBatch = means;
  }

  static ExampleDependence of(Expr formula) {
    return new ExampleDependence(formula);
  }

  private boolean varies(Node node) {
    if (node instanceof Leaf leaf) {
      return leaf.kind().isOfExample();
    }
    if (node instanceof Tensor tensor) {
      return tensor.bodies().stream().anyMatch(varying::contains);
    }
    Expr e = (Expr) node;
    return e instanceof Access access && varying.contains(access.tensor()) || e.children().stream().anyMatch(varying::contains);
  }

  /** Whether it has a value for each example. */
  boolean isOfExample() {
    return varying.contains(formula);
  }

  /** Whether a mean over the examples is in it. */
  boolean isOfBatch() {
    return ofBatch;
  }
}
