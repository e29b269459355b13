package dev.nnd.compiler.steps;

import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.If;
import dev.nnd.compiler.expr.Interpreter;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.steps.Accumulation.Line;
import dev.nnd.compiler.steps.Accumulation.Term;
import dev.nnd.compiler.steps.Step.Partial;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The numbers of a graph at a point. What a branch that is not taken needs has none. */
public final class Values {
  private final Map<String, Double> known;
  /** What the value of the whole depends on at this point. */
  private final Set<String> taken = new HashSet<>();

  private final Map<Derivative, Double> derivatives = new HashMap<>();

  /** @param point a value for each variable */
  public Values(Graph graph, Map<String, Double> point) {
    this.known = new HashMap<>(point);
    List<Step> steps = graph.steps();
    steps.forEach(step -> known.put(step.name(), evaluate(step.formula())));
    taken.add(graph.function());
    graph.rootName().ifPresent(taken::add);
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (taken.contains(steps.get(i).name())) {
        take(steps.get(i).formula());
      }
    }
  }

  private void take(Expr formula) {
    if (formula instanceof If conditional) {
      take(conditional.condition());
      take(evaluate(conditional.condition()) != 0 ? conditional.then() : conditional.otherwise());
      return;
    }
    for (Tensor tensor : Dag.tensors(List.of(formula))) {
      if (tensor instanceof Leaf leaf) {
        taken.add(leaf.name());
      }
    }
  }

  private double evaluate(Expr formula) {
    return new Interpreter(leaf -> new double[] {known.get(leaf.name())}, 1, false).scalar(formula);
  }

  public boolean isEvaluated(String name) {
    return taken.contains(name);
  }

  public double of(Step step) {
    return isEvaluated(step.name()) ? known.get(step.name()) : Double.NaN;
  }

  public double of(Partial partial) {
    return isEvaluated(partial.derivative().of()) ? evaluate(partial.formula()) : Double.NaN;
  }

  /** The value of a line, after those of the lines before it. */
  public double of(Line line) {
    double value = line.isSeed() ? 1 : 0;
    for (Term term : line.terms()) {
      value += of(term);
    }
    if (!isEvaluated(line.derivative().of())) {
      value = Double.NaN;
    }
    derivatives.put(line.derivative(), value);
    return value;
  }

  /** A derivative whose line has been evaluated. */
  public double of(Derivative derivative) {
    return derivatives.get(derivative);
  }

  /** Whether a term has numbers; one of a branch that is not taken adds nothing. */
  public boolean isEvaluated(Term term) {
    return isEvaluated(term.local().derivative().of())
        && term.accumulated().map(other -> isEvaluated(other.of())).orElse(true);
  }

  private double of(Term term) {
    if (!isEvaluated(term)) {
      return 0;
    }
    double local = of(term.local());
    return local == 0 ? 0 : term.accumulated().map(this::of).orElse(1.0) * local;
  }
}
