package dev.nnd.compiler.dump;

import dev.nnd.compiler.derive.DerivedFunction;
import dev.nnd.compiler.derive.DerivedNetwork;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.notation.Formula;
import dev.nnd.compiler.notation.NndText;
import dev.nnd.compiler.notation.Notation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The gradients of a network and the adjoints that they are made of. */
public final class GradientText {
  private GradientText() {}

  /**
   * @param forward what is no part of the gradients
   * @param gradients two a parameter: of the loss, and of the regularizer
   */
  public static String of(ExprPool pool, DerivedNetwork network, List<Expr> forward, List<Expr> gradients) {
    Notation notation = Notation.exact(pool);
    List<String> lines = adjoints(notation, forward, gradients);
    for (int i = 0; i < gradients.size(); i++) {
      Leaf leaf = network.gradients().get(i / 2).parameter();
      boolean ofLoss = i % 2 == 0;
      if (ofLoss || !gradients.get(i).isZero()) {
        lines.add(NndText.of(notation.equation(
            new Formula.Derivative(ofLoss ? "L" : "R", leaf.name()), leaf.axes(), gradients.get(i))));
      }
    }
    return lines.isEmpty() ? "no gradients\n" : String.join("\n", lines) + "\n";
  }

  /**
   * @param forward what is no part of the derivatives
   * @param derivatives one an argument
   */
  public static String of(ExprPool pool, DerivedFunction function, List<Expr> forward, List<Expr> derivatives) {
    Notation notation = Notation.exact(pool);
    List<String> lines = adjoints(notation, forward, derivatives);
    for (int i = 0; i < derivatives.size(); i++) {
      DerivedFunction.First first = function.first().get(i);
      lines.add(NndText.of(notation.equation(
          new Formula.Derivative(function.model().name(), first.by().name()), DerivedFunction.axes(function.shape(first)),
          derivatives.get(i))));
    }
    return String.join("\n", lines) + "\n";
  }

  private static List<String> adjoints(Notation notation, List<Expr> forward, List<Expr> gradients) {
    Set<Tensor> known = new HashSet<>(Dag.tensors(forward));
    List<String> lines = new ArrayList<>();
    for (Tensor tensor : Dag.tensors(gradients)) {
      if (tensor instanceof Definition definition && !known.contains(tensor)) {
        lines.add(NndText.of(notation.equation(
            new Formula.Symbol(definition.name()), definition.axes(), definition.body())));
      }
    }
    return lines;
  }
}
