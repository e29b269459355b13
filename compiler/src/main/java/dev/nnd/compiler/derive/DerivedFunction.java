package dev.nnd.compiler.derive;

import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.semantic.FunctionModel;
import dev.nnd.compiler.semantic.FunctionModel.Argument;
import java.util.ArrayList;
import java.util.List;

/**
 * An exported function in stable form, and its derivatives.
 *
 * @param model what was elaborated
 * @param values the named values in order, over their own axes 0, 1, …
 * @param result over the axes of its shape
 * @param first the derivative by each argument, in their order
 * @param second of a single number, by each pair of variables, the first of which is not after the other; none where they
 *     are not wanted
 */
public record DerivedFunction(
    FunctionModel model, List<Named> values, Expr result, List<First> first, List<Second> second) {
  public DerivedFunction {
    values = List.copyOf(values);
    first = List.copyOf(first);
    second = List.copyOf(second);
  }

  /** A value of the function's block. */
  public record Named(String name, List<Integer> shape, Expr element) {
    public Named {
      shape = List.copyOf(shape);
    }
  }

  /** @param element over the axes of the result, then those of the argument */
  public record First(Argument by, Expr element) {}

  /** @param element over the axes of the one, then those of the other */
  public record Second(Argument by, Argument then, Expr element) {}

  /** The derivative by an argument. */
  public First by(Argument argument) {
    return first.stream().filter(derivative -> derivative.by().equals(argument)).findFirst().orElseThrow();
  }

  /** The axes of such a shape. */
  public static List<Axis> axes(List<Integer> shape) {
    List<Axis> axes = new ArrayList<>();
    for (int size : shape) {
      axes.add(new Axis(axes.size(), size));
    }
    return axes;
  }

  /** The shape of a derivative: what is derived, then what it is derived by. */
  public static List<Integer> shape(List<Integer> of, Argument by) {
    List<Integer> shape = new ArrayList<>(of);
    shape.addAll(by.leaf().shape());
    return shape;
  }

  /** The shape of the derivative by an argument. */
  public List<Integer> shape(First derivative) {
    return shape(model.shape(), derivative.by());
  }

  /** The shape of a second derivative. */
  public static List<Integer> shape(Second derivative) {
    return shape(derivative.by().leaf().shape(), derivative.then());
  }
}
