package dev.nnd.compiler.dump;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.AxisValue;
import dev.nnd.compiler.expr.Call;
import dev.nnd.compiler.expr.Compare;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.If;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Logic;
import dev.nnd.compiler.expr.Node;
import dev.nnd.compiler.expr.Num;
import dev.nnd.compiler.expr.Pi;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Scatter;
import dev.nnd.compiler.expr.Sum;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.expr.Training;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The nodes of a graph, each once, what it is made of before it: {@code t7 = tanh(t6)}. Constants and axes have no
 * number; an axis is {@code a1}, that of the batch {@code n}.
 */
public final class GraphText implements Expr.Visitor<String> {
  private final Map<Node, String> names = new HashMap<>();
  private int numbered;

  private GraphText() {}

  /** @param roots by name */
  public static String of(Map<String, Expr> roots) {
    GraphText graph = new GraphText();
    StringBuilder text = new StringBuilder();
    for (Node node : Dag.nodes(roots.values())) {
      String line = node instanceof Expr e ? e.accept(graph) : graph.tensor((Tensor) node);
      if (node instanceof Num || node instanceof AxisValue || node instanceof Pi || node instanceof Training) {
        graph.names.put(node, line);
      } else {
        String name = "t" + graph.numbered++;
        graph.names.put(node, name);
        text.append(name).append(" = ").append(line).append('\n');
      }
    }
    roots.forEach((name, root) -> text.append(name).append(": ").append(graph.names.get(root)).append('\n'));
    return text.toString();
  }

  private String name(Expr e) {
    return names.get(e);
  }

  private String list(Collection<? extends Expr> parts) {
    return parts.stream().map(this::name).collect(Collectors.joining(", "));
  }

  private static String axis(Axis axis) {
    return axis.isBatch() ? "n" : "a" + axis.id();
  }

  private static String shape(List<Integer> shape) {
    return shape.stream().map(size -> size == Axis.BATCH ? "batch" : String.valueOf(size)).collect(Collectors.joining(", ", "[", "]"));
  }

  private String tensor(Tensor tensor) {
    return tensor.accept(new Tensor.Visitor<>() {
      @Override
      public String visit(Leaf leaf) {
        return leaf.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + leaf.name() + " " + shape(leaf.shape());
      }

      @Override
      public String visit(Reduction reduction) {
        String bound = reduction.bound().stream().map(GraphText::axis).collect(Collectors.joining(", "));
        return reduction.op().text() + " over " + bound + " of " + name(reduction.body()) + " " + shape(reduction.shape());
      }

      @Override
      public String visit(Definition definition) {
        return "definition " + definition.name() + " of " + name(definition.body()) + " " + shape(definition.shape());
      }

      @Override
      public String visit(Scatter scatter) {
        return "scatter " + scatter.clauses().stream()
            .map(clause -> "[" + list(clause.target()) + "] += " + name(clause.body()))
            .collect(Collectors.joining("; ")) + " " + shape(scatter.shape());
      }
    });
  }

  @Override
  public String visit(Num num) {
    return num.value().toString();
  }

  @Override
  public String visit(Pi pi) {
    return "pi";
  }

  @Override
  public String visit(AxisValue value) {
    return axis(value.axis());
  }

  @Override
  public String visit(Access access) {
    return names.get(access.tensor()) + "[" + list(access.indices()) + "]";
  }

  @Override
  public String visit(Sum sum) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < sum.terms().size(); i++) {
      Rational coefficient = sum.coefficients().get(i);
      text.append(i == 0 ? "" : " + ").append(coefficient.isOne() ? "" : coefficient + " * ").append(name(sum.terms().get(i)));
    }
    return sum.constant().isZero() ? text.toString() : text + " + " + sum.constant();
  }

  @Override
  public String visit(Product product) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < product.bases().size(); i++) {
      Rational exponent = product.exponents().get(i);
      text.append(i == 0 ? "" : " * ").append(name(product.bases().get(i))).append(exponent.isOne() ? "" : "^" + exponent);
    }
    return text.toString();
  }

  @Override
  public String visit(Call call) {
    return call.primitive().text() + "(" + list(call.arguments()) + ")";
  }

  @Override
  public String visit(If conditional) {
    return "if " + name(conditional.condition()) + " then " + name(conditional.then()) + " else " + name(conditional.otherwise());
  }

  @Override
  public String visit(Compare compare) {
    return name(compare.left()) + " " + compare.relation().text() + " " + name(compare.right());
  }

  @Override
  public String visit(Logic logic) {
    return logic.connective().name().toLowerCase(Locale.ROOT) + "(" + list(logic.operands()) + ")";
  }

  @Override
  public String visit(Training training) {
    return "training";
  }
}
