package dev.nnd.compiler.semantic;

import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Takes each derivative once: formulas that ask for the same one share it. */
final class RememberedDerivatives implements Differentiation.Differentiator {
  private final Differentiation.Differentiator differentiator;
  private final UnaryOperator<Expr> finish;
  private final Map<List<Object>, Optional<Expr>> known = new HashMap<>();

  /** @param finish what is done to every derivative */
  RememberedDerivatives(Differentiation.Differentiator differentiator, UnaryOperator<Expr> finish) {
    this.differentiator = differentiator;
    this.finish = finish;
  }

  @Override
  public Expr pullback(Expr y, List<Axis> axes, Expr v, Tensor x) {
    return once(List.of("pullback", y, axes, v, x), () -> Optional.of(differentiator.pullback(y, axes, v, x))).orElseThrow();
  }

  @Override
  public Expr pushforward(Expr y, Tensor x, Expr v) {
    return once(List.of("pushforward", y, x, v), () -> Optional.of(differentiator.pushforward(y, x, v))).orElseThrow();
  }

  @Override
  public Expr jacobian(Expr y, List<Axis> axes, Tensor x) {
    return once(List.of("jacobian", y, axes, x), () -> Optional.of(differentiator.jacobian(y, axes, x))).orElseThrow();
  }

  @Override
  public Optional<Expr> pointwise(Expr y, List<Axis> axes, Tensor x) {
    return once(List.of("pointwise", y, axes, x), () -> differentiator.pointwise(y, axes, x));
  }

  private Optional<Expr> once(List<Object> question, Supplier<Optional<Expr>> answer) {
    return known.computeIfAbsent(question, key -> answer.get().map(finish));
  }
}
