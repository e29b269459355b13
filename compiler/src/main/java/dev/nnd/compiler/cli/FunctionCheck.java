package dev.nnd.compiler.cli;

import dev.nnd.compiler.emit.PartialNames;
import dev.nnd.compiler.expr.Range;
import dev.nnd.compiler.load.GeneratedFunction;
import dev.nnd.compiler.semantic.FunctionModel;
import dev.nnd.compiler.semantic.FunctionModel.Argument;
import dev.nnd.runtime.CounterRandom;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;

/**
 * Compares the derivatives of an exported function with central differences of its values, and second derivatives with
 * those of the first, at a random point; arguments with a default are near that.
 */
final class FunctionCheck {
  private static final int MOST_ELEMENTS = 50;
  private static final double PERTURBATION = 0.1;
  private static final int SITE = 1 << 21;
  private static final int ATTEMPTS = 20;

  /** What was found for the derivative that the row names. */
  record Result(String what, String by, List<Integer> shape, int elements, int checked, int kinks, int misses, double largestError) {}

  private final FunctionModel model;
  private final GeneratedFunction function;
  private final long seed;
  /** The arguments, row-major. */
  private final List<double[]> at = new ArrayList<>();

  FunctionCheck(FunctionModel model, GeneratedFunction function, long seed) {
    this.model = model;
    this.function = function;
    this.seed = seed;
  }

  List<Result> run() {
    place();
    List<Result> results = new ArrayList<>();
    String first = model.isOfOneNumber() ? "derivative" : model.isScalar() ? "gradient" : "jacobian";
    double[] value = new double[model.count()];
    double[] together = first(first, value);
    int column = 0;
    for (Argument variable : model.variables()) {
      results.add(check(model.name() + " by " + variable.name(), variable, column, model.count(), together, this::value));
      column += variable.count();
    }
    for (Argument argument : model.arguments()) {
      if (!model.variables().contains(argument)) {
        double[] partial = partial(argument);
        results.add(check(model.name() + " by " + argument.name(), argument, 0, model.count(), partial, this::value));
      }
    }
    if (model.isScalar()) {
      results.addAll(second(first));
    }
    return results;
  }

  // ---- where

  /** A point at which the value is finite. */
  private void place() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      at.clear();
      for (int i = 0; i < model.arguments().size(); i++) {
        at.add(drawn(model.arguments().get(i), SITE + i, attempt));
      }
      boolean finite = true;
      for (double element : value()) {
        finite &= Double.isFinite(element);
      }
      if (finite) {
        return;
      }
    }
    throw new InputException("the value of " + model.name() + " is not finite at random arguments; declare their ranges (in 0..1)");
  }

  private double[] drawn(Argument argument, int site, int attempt) {
    Range range = argument.leaf().facts().range();
    boolean low = Double.isFinite(range.low());
    boolean high = Double.isFinite(range.high());
    double[] elements = new double[argument.count()];
    for (int i = 0; i < elements.length; i++) {
      double uniform = CounterRandom.uniform(seed, site, attempt, 0, i);
      double normal = CounterRandom.normal(seed, site, attempt, 0, i);
      double free = argument.isOptional()
          ? argument.defaults().get(i) + PERTURBATION * normal
          : attempt % 2 == 0 ? normal : PERTURBATION + (1 - 2 * PERTURBATION) * uniform;
      elements[i] = low && high
          ? range.low() + (PERTURBATION + (1 - 2 * PERTURBATION) * uniform) * (range.high() - range.low())
          : low ? range.low() + Math.abs(free - range.low()) : high ? range.high() - Math.abs(range.high() - free) : free;
    }
    return elements;
  }

  // ---- calls

  private List<Object> arguments() {
    List<Object> arguments = new ArrayList<>();
    for (int i = 0; i < at.size(); i++) {
      arguments.add(nested(at.get(i), model.arguments().get(i).leaf().shape()));
    }
    return arguments;
  }

  private double[] value() {
    return result("value", model.shape(), model.isScalar());
  }

  /** What a method returns, or fills. */
  private double[] result(String method, List<Integer> shape, boolean returned) {
    List<Object> arguments = arguments();
    if (returned) {
      return new double[] {function.call(method, arguments)};
    }
    Object target = nested(new double[count(shape)], shape);
    arguments.add(target);
    function.call(method, arguments);
    return flat(target, shape);
  }

  /** The first derivative by all variables, a row for each element of the value; the one beside the value must be the same. */
  private double[] first(String method, double[] value) {
    boolean returned = model.isScalar() && model.isOfOneNumber();
    List<Integer> shape = model.isOfOneNumber()
        ? model.shape()
        : model.isScalar() ? List.of(model.dimension()) : List.of(model.count(), model.dimension());
    double[] alone = result(method, shape, returned);
    List<Object> arguments = arguments();
    Object values = nested(value, model.shape());
    if (!model.isScalar()) {
      arguments.add(values);
    }
    List<Integer> length = returned ? List.of(1) : shape;
    Object target = nested(new double[alone.length], length);
    arguments.add(target);
    double found = function.call("valueAnd" + Character.toUpperCase(method.charAt(0)) + method.substring(1), arguments);
    double[] both = flat(target, length);
    double[] plain = value();
    double[] beside = model.isScalar() ? new double[] {found} : flat(values, model.shape());
    for (int i = 0; i < alone.length; i++) {
      // A derivative that is not the same beside the value is wrong in one of the places.
      alone[i] = same(alone[i], both[i]) ? alone[i] : Double.NaN;
    }
    for (int i = 0; i < plain.length; i++) {
      alone[i * (alone.length / plain.length)] = same(plain[i], beside[i]) ? alone[i * (alone.length / plain.length)] : Double.NaN;
    }
    return alone;
  }

  private static boolean same(double a, double b) {
    return Math.abs(a - b) <= CentralDifference.TOLERANCE * Math.max(1, Math.abs(a));
  }

  private double[] partial(Argument by) {
    boolean number = by.leaf().rank() == 0;
    List<Integer> shape = number ? model.shape() : model.isScalar() ? by.leaf().shape() : List.of(model.count(), by.count());
    return result(PartialNames.of(model).get(by), shape, number && model.isScalar());
  }

  // ---- comparison

  /**
   * @param column of the argument's first element
   * @param rows of the derivatives
   */
  private Result check(
      String what, Argument by, int column, int rows, double[] derivatives, Supplier<double[]> differentiated) {
    double[] elements = at.get(model.arguments().indexOf(by));
    int columns = derivatives.length / rows;
    int total = rows * elements.length;
    int checked = Math.min(total, MOST_ELEMENTS);
    int kinks = 0;
    int misses = 0;
    double largest = 0;
    for (int sample = 0; sample < checked; sample++) {
      int number = (int) ((long) total * sample / checked);
      int row = number / elements.length;
      int element = number % elements.length;
      double before = elements[element];
      DoubleUnaryOperator moved = step -> {
        elements[element] = before + step;
        double result = differentiated.get()[row];
        elements[element] = before;
        return result;
      };
      CentralDifference.Comparison found = CentralDifference.compare(moved, before, derivatives[row * columns + column + element]);
      kinks += found.kink() ? 1 : 0;
      misses += found.isMiss() ? 1 : 0;
      largest = found.kink() ? largest : Math.max(largest, found.error());
    }
    List<Integer> shape = new ArrayList<>(rows == 1 ? List.of() : List.of(rows));
    shape.addAll(by.leaf().shape());
    return new Result(what, by.name(), shape, total, checked, kinks, misses, largest);
  }

  private List<Result> second(String first) {
    List<Result> results = new ArrayList<>();
    int dimension = model.dimension();
    boolean one = model.isOfOneNumber();
    double[] hessian = one ? result("secondDerivative", List.of(), true) : result("hessian", List.of(dimension, dimension), false);
    int column = 0;
    for (Argument variable : model.variables()) {
      results.add(check(
          model.name() + " twice, last by " + variable.name(), variable, column, dimension, hessian,
          () -> result(first, List.of(dimension), one)));
      column += variable.count();
    }
    return results;
  }

  // ---- arrays

  private static int count(List<Integer> shape) {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  /** A number, or arrays of arrays. */
  private static Object nested(double[] elements, List<Integer> shape) {
    return shape.isEmpty() ? elements[0] : nested(elements, 0, shape);
  }

  private static Object nested(double[] elements, int from, List<Integer> shape) {
    int length = shape.get(0);
    if (shape.size() == 1) {
      double[] row = new double[length];
      System.arraycopy(elements, from, row, 0, length);
      return row;
    }
    List<Integer> inner = shape.subList(1, shape.size());
    int[] lengths = shape.stream().mapToInt(Integer::intValue).toArray();
    Object rows = Array.newInstance(double.class, lengths);
    for (int i = 0; i < length; i++) {
      Array.set(rows, i, nested(elements, from + i * count(inner), inner));
    }
    return rows;
  }

  private static double[] flat(Object array, List<Integer> shape) {
    double[] elements = new double[count(shape)];
    copy(array, shape, elements, 0);
    return elements;
  }

  private static void copy(Object array, List<Integer> shape, double[] into, int from) {
    if (shape.size() == 1) {
      System.arraycopy(array, 0, into, from, shape.get(0));
      return;
    }
    List<Integer> inner = shape.subList(1, shape.size());
    for (int i = 0; i < shape.get(0); i++) {
      copy(Array.get(array, i), inner, into, from + i * count(inner));
    }
  }
}
