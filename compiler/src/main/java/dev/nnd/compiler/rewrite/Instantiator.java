package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.AxisValue;
import dev.nnd.compiler.expr.Call;
import dev.nnd.compiler.expr.Compare;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.If;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Logic;
import dev.nnd.compiler.expr.Num;
import dev.nnd.compiler.expr.Pi;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Sum;
import dev.nnd.compiler.expr.Training;
import java.util.List;
import java.util.function.UnaryOperator;

/** Builds the right side of a rule, from the leaves up; each new node is finished before it becomes a part. */
final class Instantiator implements Expr.Visitor<Expr> {
  private final ExprPool pool;
  private final Bindings bindings;
  private final UnaryOperator<Expr> finish;

  Instantiator(ExprPool pool, Bindings bindings, UnaryOperator<Expr> finish) {
    this.pool = pool;
    this.bindings = bindings;
    this.finish = finish;
  }

  Expr build(Expr pattern) {
    return pattern.accept(this);
  }

  private List<Expr> build(List<Expr> patterns) {
    return patterns.stream().map(this::build).toList();
  }

  @Override
  public Expr visit(Num num) {
    return pool.num(num.value());
  }

  @Override
  public Expr visit(Pi pi) {
    return pool.pi();
  }

  @Override
  public Expr visit(AxisValue axis) {
    return pool.axis(bindings.axis(axis.axis()).orElseThrow());
  }

  @Override
  public Expr visit(Access access) {
    if (access.tensor() instanceof Leaf variable) {
      return bindings.variable(variable.name())
          .orElseThrow(() -> new IllegalStateException(variable.name() + " stands on the right side only"));
    }
    Reduction reduction = (Reduction) access.tensor();
    List<Axis> bound = reduction.bound().stream()
        .map(axis -> bindings.axis(axis).orElseThrow())
        .toList();
    return finish.apply(pool.reduce(reduction.op(), bound, build(reduction.body())));
  }

  @Override
  public Expr visit(Sum sum) {
    return finish.apply(pool.linear(build(sum.terms()), sum.coefficients(), sum.constant()));
  }

  @Override
  public Expr visit(Product product) {
    return finish.apply(pool.powers(build(product.bases()), product.exponents()));
  }

  @Override
  public Expr visit(Call call) {
    return finish.apply(pool.call(call.primitive(), build(call.arguments())));
  }

  @Override
  public Expr visit(If conditional) {
    return finish.apply(pool.when(
        build(conditional.condition()), build(conditional.then()), build(conditional.otherwise())));
  }

  @Override
  public Expr visit(Compare compare) {
    return finish.apply(pool.compare(compare.relation(), build(compare.left()), build(compare.right())));
  }

  @Override
  public Expr visit(Logic logic) {
    Expr[] operands = build(logic.operands()).toArray(Expr[]::new);
    return finish.apply(switch (logic.connective()) {
      case AND -> pool.and(operands);
      case OR -> pool.or(operands);
      case NOT -> pool.not(operands[0]);
    });
  }

  @Override
  public Expr visit(Training training) {
    return pool.training();
  }
}
