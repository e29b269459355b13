package dev.nnd.compiler.semantic;

import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.syntax.Declaration.FnDecl;
import java.util.List;
import java.util.Optional;

/**
 * An elaborated function that is exported: its arguments are free variables.
 *
 * @param source the name of the file, without folders
 * @param packageName the Java package; empty for the unnamed one
 * @param declaration as it is written
 * @param arguments in their order
 * @param values the named values of its block, in order
 * @param shape of the result; empty for a single number
 * @param result over the axes 0, 1, … of the shape
 */
public record FunctionModel(
    String source,
    String packageName,
    FnDecl declaration,
    List<Argument> arguments,
    List<Model.Value> values,
    List<Integer> shape,
    Expr result) {
  public FunctionModel {
    arguments = List.copyOf(arguments);
    values = List.copyOf(values);
    shape = List.copyOf(shape);
  }

  /**
   * An argument.
   *
   * @param leaf a free variable; its range is one that every call must keep to
   * @param defaults the elements where a call leaves it out, row-major; empty where a call must give it
   */
  public record Argument(Leaf leaf, List<Double> defaults) {
    public Argument {
      defaults = List.copyOf(defaults);
    }

    public String name() {
      return leaf.name();
    }

    public boolean isOptional() {
      return !defaults.isEmpty();
    }

    /** How many numbers it consists of. */
    public int count() {
      return leaf.shape().stream().reduce(1, Math::multiplyExact);
    }
  }

  public String name() {
    return declaration.name().name();
  }

  public Optional<String> doc() {
    return declaration.doc();
  }

  public boolean isScalar() {
    return shape.isEmpty();
  }

  /** How many numbers the result consists of. */
  public int count() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  /** What the gradient is taken by: the arguments without a default, or all where each has one. */
  public List<Argument> variables() {
    List<Argument> required = arguments.stream().filter(argument -> !argument.isOptional()).toList();
    return required.isEmpty() ? arguments : required;
  }

  /** Whether it is a function of one number, apart from arguments with a default. */
  public boolean isOfOneNumber() {
    return variables().size() == 1 && variables().get(0).leaf().rank() == 0;
  }

  /** How many numbers the variables consist of; the components of a gradient. */
  public int dimension() {
    return variables().stream().mapToInt(Argument::count).reduce(0, Math::addExact);
  }
}
