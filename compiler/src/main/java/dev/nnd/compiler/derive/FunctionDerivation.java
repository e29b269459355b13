package dev.nnd.compiler.derive;

import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.rewrite.History;
import dev.nnd.compiler.rewrite.Trace;
import dev.nnd.compiler.semantic.FunctionModel;
import dev.nnd.compiler.semantic.FunctionModel.Argument;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The phases of an exported function: stabilise, differentiate, simplify. The gradient of a number comes of one reverse
 * sweep; Jacobians, and the Hessian as that of the gradient, are accumulated whichever way costs less.
 */
final class FunctionDerivation {
  private final Derivation derivation;
  private final ExprPool pool;
  private final Trace trace;
  private final FunctionModel model;

  FunctionDerivation(Derivation derivation, ExprPool pool, Trace trace, FunctionModel model) {
    this.derivation = derivation;
    this.pool = pool;
    this.trace = trace;
    this.model = model;
  }

  /** @param hessian whether second derivatives are wanted of more than one number */
  DerivedFunction derive(boolean hessian) {
    List<Expr> written = new ArrayList<>(model.values().stream().map(value -> value.element()).toList());
    written.add(model.result());
    trace.history().finished(History.Phase.INSERT_BATCH_AXIS, written, written);
    List<Expr> stable = derivation.stable(pool, trace, written);
    trace.history().finished(History.Phase.STABILISE, written, stable);
    List<DerivedFunction.Named> values = new ArrayList<>();
    for (int i = 0; i < model.values().size(); i++) {
      values.add(new DerivedFunction.Named(model.values().get(i).name(), model.values().get(i).shape(), stable.get(i)));
    }
    Expr result = stable.get(stable.size() - 1);
    Set<Tensor> known = new HashSet<>(Dag.tensors(stable));
    Names names = Derivation.besides(known);
    List<Expr> raw = model.isScalar() ? gradient(result, names) : jacobians(result, names);
    trace.history().finished(History.Phase.DIFFERENTIATE, List.of(result), raw);
    List<Expr> simple = model.isScalar() ? derivation.simplified(pool, trace, raw, known) : raw;
    trace.history().finished(History.Phase.SIMPLIFY, raw, simple);
    List<DerivedFunction.First> first = new ArrayList<>();
    for (int i = 0; i < model.arguments().size(); i++) {
      first.add(new DerivedFunction.First(model.arguments().get(i), simple.get(i)));
    }
    boolean second = model.isScalar() && (hessian || model.isOfOneNumber());
    return new DerivedFunction(model, values, result, first, second ? second(first, names) : List.of());
  }

  private List<Expr> gradient(Expr result, Names names) {
    List<Leaf> leaves = model.arguments().stream().map(Argument::leaf).toList();
    Map<Leaf, Expr> gradient =
        new ReverseAccumulation(pool, derivation.table(), trace.history(), names::unique).gradient(result, leaves);
    return leaves.stream().map(gradient::get).toList();
  }

  private List<Expr> jacobians(Expr result, Names names) {
    Differentiators differentiators = new Differentiators(derivation, pool, trace, names::unique);
    return model.arguments().stream()
        .map(argument -> differentiators.jacobian(result, DerivedFunction.axes(model.shape()), argument.leaf()))
        .toList();
  }

  private List<DerivedFunction.Second> second(List<DerivedFunction.First> first, Names names) {
    Differentiators differentiators = new Differentiators(derivation, pool, trace, names::unique);
    List<Argument> variables = model.variables();
    List<DerivedFunction.Second> second = new ArrayList<>();
    for (int i = 0; i < variables.size(); i++) {
      Argument by = variables.get(i);
      Expr gradient = first.get(model.arguments().indexOf(by)).element();
      for (Argument then : variables.subList(i, variables.size())) {
        Expr block = differentiators.jacobian(gradient, by.leaf().axes(), then.leaf());
        second.add(new DerivedFunction.Second(by, then, block));
      }
    }
    return second;
  }
}
