package dev.nnd.compiler.expr;

import java.util.List;
import java.util.stream.IntStream;

/** What an {@link Access} reads: a leaf that is given, or a definition with a body over its own axes. */
public abstract sealed class Tensor extends Node permits Leaf, Reduction, Definition, Scatter {
  private final List<Integer> shape;

  Tensor(int id, long structure, List<Integer> shape) {
    super(id, structure);
    this.shape = List.copyOf(shape);
  }

  /** The sizes; {@link Axis#BATCH} for the batch axis. */
  public final List<Integer> shape() {
    return shape;
  }

  public final int rank() {
    return shape.size();
  }

  /** The free axes of the body: 0, 1, … with the sizes of the shape. */
  public final List<Axis> axes() {
    return IntStream.range(0, rank()).mapToObj(i -> new Axis(i, shape.get(i))).toList();
  }

  /** Whether there is an element for each example. */
  public final boolean isBatched() {
    return rank() > 0 && shape.get(0) == Axis.BATCH;
  }

  /** The expressions this is defined by; none for a leaf. */
  public abstract List<Expr> bodies();

  public abstract <R> R accept(Visitor<R> visitor);

  /** One method for each kind of tensor. */
  public interface Visitor<R> {
    R visit(Leaf leaf);

    R visit(Reduction reduction);

    R visit(Definition definition);

    R visit(Scatter scatter);
  }
}
