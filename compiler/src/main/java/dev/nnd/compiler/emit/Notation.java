package dev.nnd.compiler.emit;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.AxisValue;
import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Printer;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.schedule.Step;
import dev.nnd.compiler.schedule.Storage;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Formulas as a textbook prints them: of one example, whole vectors and matrices, {@code h = tanh(W1 x + b1)}. */
public final class Notation {
  private final ExprPool pool;

  public Notation(ExprPool pool) {
    this.pool = pool;
  }

  /** The formula of a step: what it fills and with what. */
  String formula(Step step) {
    Tensor tensor = step.tensor();
    if (step instanceof Step.LogSumExp parts) {
      return parts.maxima().label() + " + " + parts.target().label() + " = " + print(pool.element(tensor), tensor.axes());
    }
    String name = name(tensor).orElse(step.target().label());
    if (step.target() instanceof Storage.Gradient gradient) {
      name = "∂L/∂" + gradient.of().label();
    }
    if (step instanceof Step.Map map) {
      return name + " = " + print(map.element(), tensor.axes());
    }
    return name + " = " + Printer.plain().print(pool.element(tensor));
  }

  /** The name of a leaf or definition. */
  static Optional<String> name(Tensor tensor) {
    if (tensor instanceof Leaf leaf) {
      return Optional.of(leaf.name());
    }
    return tensor instanceof Definition definition ? Optional.of(definition.name()) : Optional.empty();
  }

  /**
   * An expression in vector notation where it has one, else in index notation.
   *
   * @param axes its free axes; the batch axis is left out
   */
  public String print(Expr e, List<Axis> axes) {
    List<Axis> frame = axes.stream().filter(axis -> !axis.isBatch() && axis.size() != 1).toList();
    VectorText vectors = new VectorText(pool);
    String text = vectors.print(e, frame);
    return vectors.isPossible() ? text : Printer.plain().print(e);
  }

  /** Whether an index is the axis itself. */
  static boolean is(Expr index, Axis axis) {
    return index instanceof AxisValue value && value.axis().equals(axis);
  }

  /** The indices without that of the example, and without those of axes of size one. */
  static List<Expr> visibleIndices(Access access) {
    return IntStream.range(0, access.indices().size())
        .filter(i -> access.tensor().shape().get(i) != Axis.BATCH && access.tensor().shape().get(i) != 1)
        .mapToObj(access.indices()::get)
        .toList();
  }
}
