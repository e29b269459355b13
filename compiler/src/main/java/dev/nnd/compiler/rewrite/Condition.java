package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.Comparison;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Num;
import dev.nnd.compiler.expr.Range;

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

  /** That a variable stands for a constant that is no even integer. */
  record IsUneven(Expr variable) implements Condition {
    @Override
    public boolean holds(ExprPool pool, Instantiation with) {
      return with.of(variable) instanceof Num num && !num.value().isEven();
    }
  }

  /** That a variable stands for something that has a finite value wherever its parts have. */
  record IsDefined(Expr variable) implements Condition {
    @Override
    public boolean holds(ExprPool pool, Instantiation with) {
      return pool.isTotal(with.of(variable));
    }
  }

  /** The expression that stands for a pattern. */
  @FunctionalInterface
  interface Instantiation {
    Expr of(Expr pattern);
  }
}
