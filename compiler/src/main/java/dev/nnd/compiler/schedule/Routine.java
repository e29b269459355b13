package dev.nnd.compiler.schedule;

import dev.nnd.compiler.semantic.FunctionModel.Argument;
import java.util.List;
import java.util.Optional;

/**
 * A method of an exported function's class.
 *
 * @param kind what it computes
 * @param by of a partial derivative, the argument
 * @param results the arrays that it fills, in order
 * @param returned what it returns, if anything
 * @param placement where everything lies
 * @param steps in order
 */
public record Routine(
    Kind kind, Optional<Argument> by, List<Result> results, Optional<Storage> returned, Placement placement, List<Step> steps) {
  public Routine {
    results = List.copyOf(results);
    steps = List.copyOf(steps);
  }

  /** What a routine computes. */
  public enum Kind {
    VALUE,
    /** The first derivative by all variables: a derivative, a gradient or a Jacobian. */
    FIRST,
    /** Both, what they share computed once. */
    VALUE_AND_FIRST,
    /** The second derivative by all variables. */
    SECOND,
    /** The derivative by one argument, in the shape of that. */
    PARTIAL
  }

  /**
   * An array that the caller passes to be filled.
   *
   * @param lengths of the array, of the arrays within it, and so on
   */
  public record Result(String label, List<Integer> lengths) {
    public Result {
      lengths = List.copyOf(lengths);
    }
  }
}
