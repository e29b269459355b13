package dev.nnd.compiler.emit;

import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.notation.Formula;
import dev.nnd.compiler.notation.Notation;
import dev.nnd.compiler.notation.TextbookText;
import dev.nnd.compiler.schedule.Step;
import dev.nnd.compiler.schedule.Storage;

/** The formula of a step, as a textbook prints it: of one example, whole vectors and matrices. */
record StepFormulas(ExprPool pool, boolean coupled) {
  /** What the step fills and with what. */
  String formula(Step step) {
    Tensor tensor = step.tensor();
    Formula name = step.target() instanceof Storage.Gradient gradient
        ? new Formula.Derivative("L", gradient.of().label())
        : new Formula.Symbol(name(tensor, step.target()));
    Expr element = step instanceof Step.Map map ? map.element() : pool.element(tensor);
    Notation.Equation equation = Notation.textbook(pool).coupled(coupled).equation(name, tensor.axes(), element);
    String left = step instanceof Step.LogSumExp parts
        ? parts.maxima().label() + " + " + parts.target().label()
        : TextbookText.left(equation);
    return left + " = " + TextbookText.of(equation);
  }

  private static String name(Tensor tensor, Storage target) {
    if (tensor instanceof Leaf leaf) {
      return leaf.name();
    }
    return tensor instanceof Definition definition ? definition.name() : target.label();
  }
}
