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
import dev.nnd.runtime.Metric;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What a run has to compute, as tensors of their own.
 *
 * @param outputs one an output
 * @param loss of each example
 * @param regularizer a scalar
 * @param metrics one a metric, of each example
 * @param gradients of the objective, by parameter
 * @param updates what states become
 */
record Roots(
    List<Tensor> outputs,
    Optional<Tensor> loss,
    Optional<Tensor> regularizer,
    List<Tensor> metrics,
    Map<Leaf, Tensor> gradients,
    Map<Leaf, Tensor> updates) {

  /** Of a network that computes the same in both modes. */
  static Roots of(ExprPool pool, DerivedNetwork network) {
    return of(pool, network, network.training(), network.model().metrics(), true);
  }

  static Roots ofTraining(ExprPool pool, DerivedNetwork network) {
    return of(pool, network, network.training(), List.of(), true);
  }

  static Roots ofInference(ExprPool pool, DerivedNetwork network) {
    return of(pool, network, network.inference(), network.model().metrics(), false);
  }

  private static Roots of(
      ExprPool pool, DerivedNetwork network, DerivedNetwork.Graph graph, List<Metric> metrics, boolean learns) {
    List<Root> roots = new ArrayList<>();
    for (String output : network.model().outputs()) {
      DerivedNetwork.Named value = graph.value(output);
      roots.add(new Root(output, batched(value.shape()), value.element()));
    }
    graph.loss().ifPresent(loss -> roots.add(new Root("loss", List.of(Axis.BATCH), loss)));
    graph.regularizer().ifPresent(regularizer -> roots.add(new Root("regularizer", List.of(), regularizer)));
    for (Metric metric : metrics) {
      DerivedNetwork.Named value = graph.value(metric.name());
      roots.add(new Root(metric.name(), batched(value.shape()), value.element()));
    }
    List<DerivedNetwork.Gradient> gradients = learns ? network.gradients() : List.of();
    for (DerivedNetwork.Gradient gradient : gradients) {
      Expr mean = pool.divide(gradient.ofLoss(), pool.batchSize());
      Leaf leaf = gradient.parameter();
      roots.add(new Root("∂" + leaf.name(), leaf.shape(), pool.add(mean, gradient.ofRegularizer())));
    }
    List<DerivedNetwork.Update> updates = learns ? network.updates() : List.of();
    for (DerivedNetwork.Update update : updates) {
      roots.add(new Root(update.state().name() + ".updated", update.state().shape(), update.element()));
    }
    Iterator<Tensor> next = tensors(pool, roots).iterator();
    return new Roots(
        network.model().outputs().stream().map(unused -> next.next()).toList(),
        graph.loss().map(unused -> next.next()),
        graph.regularizer().map(unused -> next.next()),
        metrics.stream().map(unused -> next.next()).toList(),
        byLeaf(gradients.stream().map(DerivedNetwork.Gradient::parameter).toList(), next),
        byLeaf(updates.stream().map(DerivedNetwork.Update::state).toList(), next));
  }

  private static Map<Leaf, Tensor> byLeaf(List<Leaf> leaves, Iterator<Tensor> next) {
    Map<Leaf, Tensor> tensors = new LinkedHashMap<>();
    leaves.forEach(leaf -> tensors.put(leaf, next.next()));
    return tensors;
  }

  private static List<Integer> batched(List<Integer> shape) {
    List<Integer> batched = new ArrayList<>(List.of(Axis.BATCH));
    batched.addAll(shape);
    return batched;
  }

  /**
   * After derivatives that authors gave have done their work and labels have become selections, definitions that cost
   * nothing are written out, what is shared and costly gets a name, and sums are in order.
   *
   * @param isAddedInPlace of each, whether it is a gradient to which products of matrices are added one after another
   */
  static List<Expr> prepared(ExprPool pool, List<Expr> elements, IntPredicate isAddedInPlace) {
    List<Expr> plain = ValueOnly.of(pool, elements);
    List<Expr> selected = Rewriter.everywhere(pool, new Trace(), new LabelSelection()).run(plain);
    List<Expr> inlined = Rewriter.everywhere(pool, new Trace(), new Inlining(selected)).run(selected);
    List<Expr> shared = Sharing.name(pool, inlined);
    List<Expr> gradients = IntStream.range(0, shared.size()).filter(isAddedInPlace).mapToObj(shared::get).toList();
    List<Expr> split = Splitting.of(pool, shared, gradients);
    List<Expr> ordered = Rewriter.everywhere(pool, new Trace(), new ContractionOrder()).run(split);
    return Rewriter.everywhere(pool, new Trace(), new WholeLogSumExps()).run(ordered);
  }

  private static List<Tensor> tensors(ExprPool pool, List<Root> roots) {
    List<Expr> written = prepared(pool, roots.stream().map(Root::element).toList(), i ->
        roots.get(i).isGradient() && List.of(1, 2).contains(roots.get(i).shape().size()));
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < roots.size(); i++) {
      Tensor tensor = tensor(pool, roots.get(i), written.get(i));
      tensors.add(tensor);
    }
    return tensors;
  }

  /**
   * The definition that the element is, if it is one and no gradient: those have storage of their own. So has a value of
   * each example that is a definition of the parameters alone.
   */
  private static Tensor tensor(ExprPool pool, Root root, Expr element) {
    return !root.isGradient() && element instanceof Access access && access.tensor() instanceof Definition
            && access.tensor().shape().equals(root.shape()) && element == pool.element(access.tensor())
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
    all.addAll(updates.values());
    return all;
  }

  private record Root(String name, List<Integer> shape, Expr element) {
    boolean isGradient() {
      return name.startsWith("∂");
    }
  }
}
