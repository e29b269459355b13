package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.Call;
import dev.nnd.compiler.expr.Comparison;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Node;
import dev.nnd.compiler.expr.Num;
import dev.nnd.compiler.expr.Primitive;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.Range;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What a rule asks of the expressions that its variables stand for. */
public sealed interface Condition {

  /** Whether it is proved, of the instantiated expressions. */
  boolean holds(ExprPool pool, Instantiation with);

  /** A relation to be proved by the range analysis, such as {@code x > 0}. */
  record Relation(Comparison relation, Expr left, Expr right) implements Condition {
    @Override
    public boolean holds(ExprPool pool, Instantiation with) {
      Range difference = pool.range(pool.subtract(with.of(left), with.of(right)));
      return switch (relation) {
        case GREATER -> difference.isPositive();
        case GREATER_EQUAL -> difference.isNonNegative();
        case LESS -> difference.isNegative();
        case LESS_EQUAL -> difference.isNonPositive();
        case NOT_EQUAL -> difference.isNonZero();
        case EQUAL -> difference.low() == 0 && difference.high() == 0;
      };
    }
  }

  /** That a variable stands for a constant. */
  record IsConstant(Expr variable) implements Condition {
    @Override
    public boolean holds(ExprPool pool, Instantiation with) {
      return with.of(variable) instanceof Num;
    }
  }

  /** That a variable stands for an integer constant. */
  record IsInteger(Expr variable) implements Condition {
    @Override
    public boolean holds(ExprPool pool, Instantiation with) {
      return with.of(variable) instanceof Num num && num.value().isInteger();
    }
  }

  /** That a variable stands for an even constant. */
  record IsEven(Expr variable) implements Condition {
    @Override
    public boolean holds(ExprPool pool, Instantiation with) {
      return with.of(variable) instanceof Num num && num.value().isEven();
    }
  }

  /** That a variable stands for something that has a finite value wherever its parts have. */
  record IsDefined(Expr variable) implements Condition {
    private static final Set<Primitive> PARTIAL = EnumSet.of(
        Primitive.LOG, Primitive.LOG1P, Primitive.LOG2, Primitive.LOG10, Primitive.TAN, Primitive.ASIN,
        Primitive.ACOS, Primitive.ACOSH, Primitive.ATANH, Primitive.POW);

    @Override
    public boolean holds(ExprPool pool, Instantiation with) {
      return Dag.nodes(List.of(with.of(variable))).stream().allMatch(IsDefined::isTotal);
    }

    private static boolean isTotal(Node node) {
      if (node instanceof Product product) {
        return product.exponents().stream().allMatch(e -> e.isInteger() && e.signum() > 0);
      }
      return !(node instanceof Call call && PARTIAL.contains(call.primitive()));
    }
  }

  /** The expression that stands for a pattern. */
  @FunctionalInterface
  interface Instantiation {
    Expr of(Expr pattern);
  }
}
