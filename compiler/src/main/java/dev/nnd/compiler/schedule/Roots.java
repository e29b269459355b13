package dev.nnd.compiler.schedule;

import dev.nnd.compiler.derive.DerivedNetwork;
import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.rewrite.Rewriter;
import dev.nnd.compiler.rewrite.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a run has to compute, as tensors of their own.
 *
 * @param outputs one an output
 * @param loss of each example
 * @param regularizer a scalar
 * @param metrics one a metric, of each example
 * @param gradients of the objective, by parameter
 */
record Roots(
    List<Tensor> outputs,
    Optional<Tensor> loss,
    Optional<Tensor> regularizer,
    List<Tensor> metrics,
    Map<Leaf, Tensor> gradients) {

  static Roots of(ExprPool pool, DerivedNetwork network) {
    List<Root> roots = new ArrayList<>();
    for (String output : network.model().outputs()) {
      DerivedNetwork.Named value = network.value(output);
      List<Integer> shape = new ArrayList<>(List.of(Axis.BATCH));
      shape.addAll(value.shape());
      roots.add(new Root(output, shape, value.element()));
    }
    network.loss().ifPresent(loss -> roots.add(new Root("loss", List.of(Axis.BATCH), loss)));
    network.regularizer().ifPresent(regularizer -> roots.add(new Root("regularizer", List.of(), regularizer)));
    for (String metric : network.model().metrics()) {
      roots.add(new Root(metric, List.of(Axis.BATCH), network.value(metric).element()));
    }
    for (DerivedNetwork.Gradient gradient : network.gradients()) {
      Expr mean = pool.divide(gradient.ofLoss(), pool.batchSize());
      Leaf leaf = gradient.parameter();
      roots.add(new Root("∂" + leaf.name(), leaf.shape(), pool.add(mean, gradient.ofRegularizer())));
    }
    return collect(network, tensors(pool, roots));
  }

  private static Roots collect(DerivedNetwork network, List<Tensor> tensors) {
    int next = network.model().outputs().size();
    List<Tensor> outputs = tensors.subList(0, next);
    Optional<Tensor> loss = network.loss().isPresent() ? Optional.of(tensors.get(next++)) : Optional.empty();
    Optional<Tensor> regularizer =
        network.regularizer().isPresent() ? Optional.of(tensors.get(next++)) : Optional.empty();
    List<Tensor> metrics = tensors.subList(next, next + network.model().metrics().size());
    next += metrics.size();
    Map<Leaf, Tensor> gradients = new LinkedHashMap<>();
    for (DerivedNetwork.Gradient gradient : network.gradients()) {
      gradients.put(gradient.parameter(), tensors.get(next++));
    }
    return new Roots(outputs, loss, regularizer, metrics, gradients);
  }

  /**
   * After labels have become selections, definitions that cost nothing are written out, what is shared and costly gets a
   * name, and sums are in order.
   */
  static List<Expr> prepared(ExprPool pool, List<Expr> elements) {
    List<Expr> selected = Rewriter.everywhere(pool, new Trace(), new LabelSelection()).run(elements);
    List<Expr> inlined = Rewriter.everywhere(pool, new Trace(), new Inlining(selected)).run(selected);
    List<Expr> shared = Splitting.of(pool, Sharing.name(pool, inlined));
    List<Expr> ordered = Rewriter.everywhere(pool, new Trace(), new ContractionOrder()).run(shared);
    return Rewriter.everywhere(pool, new Trace(), new WholeLogSumExps()).run(ordered);
  }

  private static List<Tensor> tensors(ExprPool pool, List<Root> roots) {
    List<Expr> written = prepared(pool, roots.stream().map(Root::element).toList());
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < roots.size(); i++) {
      Tensor tensor = tensor(pool, roots.get(i), written.get(i));
      tensors.add(tensor);
    }
    return tensors;
  }

  /** The definition that the element is, if it is one and no gradient: those have storage of their own. */
  private static Tensor tensor(ExprPool pool, Root root, Expr element) {
    boolean own = root.name().startsWith("∂");
    return !own && element instanceof Access access && access.tensor() instanceof Definition && element == pool.element(access.tensor())
        ? access.tensor()
        : pool.define(root.name(), root.shape(), element);
  }

  /** All of them. */
  List<Tensor> all() {
    List<Tensor> all = new ArrayList<>(outputs);
    loss.ifPresent(all::add);
    regularizer.ifPresent(all::add);
    all.addAll(metrics);
    all.addAll(gradients.values());
    return all;
  }

  private record Root(String name, List<Integer> shape, Expr element) {}
}
