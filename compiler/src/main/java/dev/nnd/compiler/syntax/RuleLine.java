package dev.nnd.compiler.syntax;

import dev.nnd.compiler.diagnostics.Span;
import java.util.List;
import java.util.Optional;

/** A line of a {@code .rules} file. */
public sealed interface RuleLine {

  Span span();

  Optional<String> doc();

  <R> R accept(Visitor<R> visitor);

  /** {@code log_of_square : log(x^2) -> 2 log(x) proved if x > 0}; the conditions all hold. */
  record Rewrite(
      Span span,
      Optional<String> doc,
      Expression.Name name,
      Expression left,
      Expression right,
      Expression.Name soundness,
      List<Expression> conditions)
      implements RuleLine {
    public Rewrite {
      conditions = List.copyOf(conditions);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitRewrite(this);
    }
  }

  /** {@code tanh(x)' = 1 - tanh(x)^2}: one formula an argument. */
  record Derivative(Span span, Optional<String> doc, Expression.Call function, List<Expression> partials) implements RuleLine {
    public Derivative {
      partials = List.copyOf(partials);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitDerivative(this);
    }
  }

  /** One result a form. */
  interface Visitor<R> {
    R visitRewrite(Rewrite rewrite);

    R visitDerivative(Derivative derivative);
  }
}
