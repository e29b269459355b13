package dev.nnd.compiler.dump;

import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.notation.Formula;
import dev.nnd.compiler.notation.NndText;
import dev.nnd.compiler.notation.Notation;
import dev.nnd.compiler.semantic.FunctionModel;
import dev.nnd.compiler.semantic.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** An elaborated network of one example: what is declared, and its definitions in index notation. */
public final class TypedText {
  private TypedText() {}

  public static String of(ExprPool pool, Model model) {
    List<String> lines = new ArrayList<>(List.of("network " + model.name()));
    model.dims().forEach(dim -> lines.add("dim " + dim.name() + " = " + dim.size()));
    model.inputs().forEach(fed -> lines.add("input " + fed(fed)));
    model.targets().forEach(fed -> lines.add("target " + fed(fed)));
    model.parameters().forEach(kept -> lines.add("param " + kept.name() + " : " + shape(kept.leaf().shape()) + " ~ " + kept.initializer()));
    model.states().forEach(kept -> lines.add("state " + kept.name() + " : " + shape(kept.leaf().shape()) + " = " + kept.initializer()));
    Notation notation = Notation.indexed(pool);
    List<Expr> roots = model.values().stream().map(Model.Value::element).toList();
    for (Tensor tensor : Dag.tensors(roots)) {
      if (tensor instanceof Leaf leaf && leaf.kind() == Leaf.Kind.CONSTANT) {
        lines.add("const " + leaf.name() + " : " + shape(leaf.shape()) + " = " + leaf.values());
      }
    }
    for (Tensor tensor : Dag.tensors(roots)) {
      if (tensor instanceof Definition definition) {
        lines.add(kind(model, definition.name()) + shape(definition.shape()) + " "
            + NndText.of(notation.equation(new Formula.Symbol(definition.name()), definition.axes(), definition.body())));
      }
    }
    for (Model.Value value : model.values()) {
      List<Axis> axes = IntStream.range(0, value.shape().size()).mapToObj(i -> new Axis(i, value.shape().get(i))).toList();
      String element = NndText.of(notation.equation(new Formula.Symbol(value.name()), axes, value.element()).right());
      if (!element.equals(value.name()) && !element.startsWith(value.name() + "[")) {
        lines.add(kind(model, value.name()) + shape(value.shape()) + " "
            + NndText.of(notation.equation(new Formula.Symbol(value.name()), axes, value.element())));
      }
    }
    return String.join("\n", lines) + "\n";
  }

  /** An exported function: its arguments, and its definitions in index notation. */
  public static String of(ExprPool pool, FunctionModel model) {
    List<String> lines = new ArrayList<>(List.of("function " + model.name()));
    model.arguments().forEach(argument -> lines.add("argument " + argument.name() + " : " + shape(argument.leaf().shape())
        + (argument.isOptional() ? " = " + argument.defaults() : "")));
    Notation notation = Notation.indexed(pool);
    List<Expr> roots = new ArrayList<>(model.values().stream().map(Model.Value::element).toList());
    roots.add(model.result());
    for (Tensor tensor : Dag.tensors(roots)) {
      if (tensor instanceof Definition definition) {
        lines.add("value " + shape(definition.shape()) + " "
            + NndText.of(notation.equation(new Formula.Symbol(definition.name()), definition.axes(), definition.body())));
      }
    }
    List<Axis> axes = IntStream.range(0, model.shape().size()).mapToObj(i -> new Axis(i, model.shape().get(i))).toList();
    lines.add("result " + shape(model.shape()) + " "
        + NndText.of(notation.equation(new Formula.Symbol(model.name()), axes, model.result())));
    return String.join("\n", lines) + "\n";
  }

  private static String kind(Model model, String name) {
    return model.outputs().contains(name) ? "output " : model.isMetric(name) ? "metric " : "value ";
  }

  private static String fed(Model.Fed fed) {
    String kind = fed.labels().map(labels -> ", one-hot of " + labels.count()).orElse(fed.leaf().facts().integer() ? ", index" : "");
    return fed.name() + " : " + shape(fed.leaf().shape()) + kind + (fed.standardized() ? ", standardized" : "");
  }

  /** Without the batch axis. */
  static String shape(List<Integer> shape) {
    return shape.stream().filter(size -> size != Axis.BATCH).toList().toString();
  }
}
