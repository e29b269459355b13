package dev.nnd.compiler.derive;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Call;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.If;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Logic;
import dev.nnd.compiler.expr.Primitive;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The derivatives of the primitives, as {@code derivatives.rules} lists them. */
public final class DerivativeTable {
  /**
   * A line of the table.
   *
   * @param arguments the names that stand for the arguments
   * @param partials the derivative by each argument, of these names
   */
  public record Line(List<String> arguments, List<Expr> partials) {
    public Line {
      arguments = List.copyOf(arguments);
      partials = List.copyOf(partials);
    }
  }

  private final Map<Primitive, Line> lines;

  /** @throws IllegalArgumentException when a primitive that can be in a formula of a batch has no line */
  public DerivativeTable(Map<Primitive, Line> lines) {
    this.lines = new EnumMap<>(lines);
    for (Primitive primitive : Primitive.values()) {
      if (!this.lines.containsKey(primitive) && primitive != Primitive.BATCH_MEAN) {
        throw new IllegalArgumentException("no derivative for " + primitive.text());
      }
    }
  }

  public Map<Primitive, Line> lines() {
    return Map.copyOf(lines);
  }

  /** The derivative of a call by one of its arguments; nothing where it is zero. */
  Optional<Expr> partial(ExprPool pool, Call call, int argument) {
    Line line = lines.get(call.primitive());
    Expr formula = line.partials().get(argument);
    if (formula.isZero()) {
      return Optional.empty();
    }
    // The table has a pool of its own: what it holds is made anew in the pool of the compilation.
    return Optional.of(built(pool, formula, leaf -> call.arguments().get(line.arguments().indexOf(leaf.name()))));
  }

  /** A branch that is known not to be taken may have no value: it is not made. */
  private static Expr built(ExprPool pool, Expr formula, Function<Leaf, Expr> arguments) {
    if (formula instanceof Access access && access.tensor() instanceof Leaf leaf) {
      return arguments.apply(leaf);
    }
    if (formula instanceof If conditional) {
      Expr condition = built(pool, conditional.condition(), arguments);
      boolean never = condition instanceof Logic logic && logic.isFalse();
      boolean always = condition instanceof Logic logic && logic.isTrue();
      Expr then = never ? pool.zero() : built(pool, conditional.then(), arguments);
      return pool.when(condition, then, always ? pool.zero() : built(pool, conditional.otherwise(), arguments));
    }
    return pool.adopt(formula, formula.children().stream().map(child -> built(pool, child, arguments)).toList());
  }
}
