package dev.nnd.compiler.steps;

import dev.nnd.compiler.expr.Call;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.If;
import dev.nnd.compiler.expr.Primitive;
import java.util.EnumSet;
import java.util.Set;

/** What counts as the derivative where there is a kink or a step. */
public enum Convention {
  ABS("abs'(0) = 0"),
  EXTREMUM("of equal arguments of max and min the first one counts"),
  STEP("sign and floor have derivative 0 everywhere"),
  BRANCH("an if has the derivative of the branch that is taken");

  private final String text;

  Convention(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  /** Those that the steps of a graph make use of. */
  public static Set<Convention> of(Graph graph) {
    Set<Convention> used = EnumSet.noneOf(Convention.class);
    for (Step step : graph.steps()) {
      for (Expr e : Dag.expressions(step.formula())) {
        if (e instanceof If) {
          used.add(BRANCH);
        } else if (e instanceof Call call) {
          add(call.primitive(), used);
        }
      }
    }
    return used;
  }

  private static void add(Primitive primitive, Set<Convention> used) {
    switch (primitive) {
      case ABS -> used.add(ABS);
      case MIN, MAX -> used.add(EXTREMUM);
      case SIGN, FLOOR -> used.add(STEP);
      default -> { }
    }
  }
}
