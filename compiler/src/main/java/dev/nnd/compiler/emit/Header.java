package dev.nnd.compiler.emit;

import dev.nnd.compiler.derive.DerivedNetwork;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.notation.Formula;
import dev.nnd.compiler.notation.Notation;
import dev.nnd.compiler.schedule.Costs;
import dev.nnd.compiler.schedule.Schedule;
import dev.nnd.runtime.Precision;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The derivation of a network as a textbook would print it: the forward formulas, the error terms, the gradients. */
public final class Header {
  private static final int LONGEST_DERIVATION = 60;

  private final ExprPool pool;
  private final DerivedNetwork network;
  private final Notation notation;

  public Header(ExprPool pool, DerivedNetwork network) {
    this.pool = pool;
    this.network = network;
    this.notation = Notation.textbook(pool).coupled(network.model().couplesExamples());
  }

  /**
   * The forward formulas, then those of the backward pass, what the states become, and what prediction computes otherwise;
   * the signs of {@code =} stand below each other.
   */
  public List<String> derivation() {
    Set<Tensor> trained = new HashSet<>();
    return FormulaLine.sections(List.of(
        new FormulaLine.Section(Optional.empty(), forward(network.training(), trained)),
        new FormulaLine.Section(Optional.empty(), backward()),
        new FormulaLine.Section(Optional.of("after each mini-batch:"), updates()),
        new FormulaLine.Section(
            Optional.of("in prediction:"), network.isModal() ? forward(network.inference(), trained) : List.of())));
  }

  /** @param known what has a line already, and what gets one here */
  private List<FormulaLine> forward(DerivedNetwork.Graph graph, Set<Tensor> known) {
    List<FormulaLine> lines = new ArrayList<>();
    Set<String> named = new HashSet<>();
    for (Tensor tensor : Dag.tensors(roots(graph))) {
      if (tensor instanceof Definition definition) {
        boolean fresh = known.add(tensor);
        if (named.add(definition.name()) && fresh) {
          lines.add(FormulaLine.of(notation, definition));
        }
      }
    }
    for (DerivedNetwork.Named value : values(graph)) {
      boolean told = graph != network.training() && network.value(value.name()).equals(value);
      if (named.add(value.name()) && !told) {
        List<Axis> axes = new ArrayList<>(List.of(new Axis(0, Axis.BATCH)));
        for (int size : value.shape()) {
          axes.add(new Axis(axes.size(), size));
        }
        lines.add(FormulaLine.of(notation, new Formula.Symbol(value.name()), axes, value.element()));
      }
    }
    return lines;
  }

  /** What a metric of the whole data takes note of is no formula of the network. */
  private List<DerivedNetwork.Named> values(DerivedNetwork.Graph graph) {
    return graph.values().stream().filter(value -> !network.model().isObservation(value.name())).toList();
  }

  private List<Expr> roots(DerivedNetwork.Graph graph) {
    List<Expr> roots = new ArrayList<>();
    values(graph).forEach(value -> roots.add(value.element()));
    graph.loss().ifPresent(roots::add);
    graph.regularizer().ifPresent(roots::add);
    return roots;
  }

  private List<FormulaLine> updates() {
    return network.updates().stream()
        .map(update -> FormulaLine.of(
            notation, new Formula.Symbol(update.state().name()), update.state().axes(), update.element()).assigning())
        .toList();
  }

  private List<FormulaLine> backward() {
    List<FormulaLine> lines = new ArrayList<>();
    Set<Tensor> forward = new HashSet<>(Dag.tensors(roots(network.training())));
    List<Expr> gradients = network.gradients().stream().map(DerivedNetwork.Gradient::ofLoss).toList();
    for (Tensor tensor : Dag.tensors(gradients)) {
      if (tensor instanceof Definition definition && !forward.contains(tensor)) {
        lines.add(FormulaLine.of(notation, definition));
      }
    }
    for (DerivedNetwork.Gradient gradient : network.gradients()) {
      List<Axis> axes = gradient.parameter().axes();
      lines.add(FormulaLine.of(notation, new Formula.Derivative("L", gradient.parameter().name()), axes, gradient.ofLoss()));
    }
    return lines;
  }

  /** The Javadoc of the generated class. */
  String javadoc(Schedule schedule, long parameters, Precision precision) {
    StringBuilder text = new StringBuilder();
    network.model().doc().ifPresent(doc -> text.append(Comments.javadoc(doc.strip())).append("\n\n"));
    text.append("<pre>\n");
    List<String> derivation = derivation();
    derivation.stream().limit(LONGEST_DERIVATION).forEach(line ->
        text.append(line.isEmpty() ? "" : "  " + Comments.javadoc(line)).append('\n'));
    if (derivation.size() > LONGEST_DERIVATION) {
      text.append("  … and ").append(derivation.size() - LONGEST_DERIVATION).append(" lines more\n");
    }
    text.append("</pre>\n\n").append(Costs.of(schedule).sentence(parameters, network.model().plan().batch(), precision)).append('\n');
    return text.toString();
  }
}
