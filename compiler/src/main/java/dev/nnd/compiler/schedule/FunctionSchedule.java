package dev.nnd.compiler.schedule;

import dev.nnd.compiler.derive.DerivedFunction;
import dev.nnd.compiler.expr.ExprPool;
import java.util.List;

/**
 * What the emitter writes down of an exported function.
 *
 * @param function the mathematics
 * @param pool of its expressions
 * @param routines in the order of the class
 */
public record FunctionSchedule(DerivedFunction function, ExprPool pool, List<Routine> routines) {
  public FunctionSchedule {
    routines = List.copyOf(routines);
  }
}
