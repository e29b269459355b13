package dev.nnd.compiler.notation;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.AxisValue;
import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Num;
import dev.nnd.compiler.expr.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The axes of a tensor from which formulas are seen, without that of the batch.
 *
 * @param axes in the order of the tensor
 * @param loose whether axes of size one are overlooked, as a textbook does that writes {@code w x} for a matrix of one
 *     row: what is read so is clear to a reader, but not always .nnd
 */
record Frame(List<Axis> axes, boolean loose) {
  Frame {
    axes = axes.stream().filter(axis -> !axis.isBatch() && !(loose && axis.size() == 1)).toList();
  }

  Frame of(List<Axis> others) {
    return new Frame(others, loose);
  }

  boolean isScalar() {
    return axes.isEmpty();
  }

  Axis last() {
    return axes.get(axes.size() - 1);
  }

  /** Whether an expression has elements of its own along an axis of the frame. */
  boolean meets(Expr e) {
    return e.axes().stream().anyMatch(axes::contains);
  }

  /** The positions of a tensor's axes that count. */
  List<Integer> visible(Tensor tensor) {
    return IntStream.range(0, tensor.rank())
        .filter(i -> tensor.shape().get(i) != Axis.BATCH && !(loose && tensor.shape().get(i) == 1))
        .boxed()
        .toList();
  }

  /** Whether the tensor is read at the frame's axes in this order, and nothing else. */
  private static boolean isRead(Access access, List<Integer> visible, List<Axis> order) {
    return visible.size() == order.size()
        && IntStream.range(0, order.size()).allMatch(i -> isRead(access, visible.get(i), order.get(i)));
  }

  private static boolean isRead(Access access, int position, Axis axis) {
    Expr index = access.indices().get(position);
    return axis.size() == 1
        ? access.tensor().shape().get(position) == 1 && index instanceof Num
        : index instanceof AxisValue value && value.axis().equals(axis) && access.tensor().shape().get(position) == axis.size();
  }

  /** The access as a whole tensor, if it reads one at the frame's axes. */
  Optional<Shaped> whole(Access access, Formula.Symbol symbol) {
    List<Integer> visible = visible(access.tensor());
    if (visible.isEmpty()) {
      return Optional.of(new Shaped(symbol, false));
    }
    if (isRead(access, visible, axes)) {
      return Optional.of(new Shaped(symbol, true));
    }
    return axes.size() == 2 && isRead(access, visible, List.of(axes.get(1), axes.get(0)))
        ? Optional.of(new Shaped(new Formula.Transposed(symbol), true))
        : Optional.empty();
  }

  /** The name of a leaf or definition. */
  static Optional<String> name(Tensor tensor) {
    if (tensor instanceof Leaf leaf) {
      return Optional.of(switch (leaf.kind()) {
        case BATCH_SIZE -> "N";
        case EXAMPLE_WEIGHT -> "class_weight";
        default -> leaf.name();
      });
    }
    return tensor instanceof Definition definition ? Optional.of(definition.name()) : Optional.empty();
  }
}
