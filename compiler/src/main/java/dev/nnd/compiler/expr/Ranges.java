package dev.nnd.compiler.expr;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A small sign and range analysis: from what declarations promise, upwards. */
final class Ranges implements Expr.Visitor<Range> {
  private static final Range UNIT = Range.open(0, 1);
  private static final Range SYMMETRIC = Range.open(-1, 1);
  private final Map<Node, Range> known = new HashMap<>();

  Range of(Expr root) {
    Range result = known.get(root);
    if (result != null) {
      return result;
    }
    for (Node node : Dag.nodes(List.of(root), known::containsKey)) {
      known.put(node, node instanceof Expr e ? e.accept(this) : tensor((Tensor) node));
    }
    return known.get(root);
  }

  private Range tensor(Tensor tensor) {
    return tensor.accept(new Tensor.Visitor<>() {
      @Override
      public Range visit(Leaf leaf) {
        return leaf.facts().range();
      }

      @Override
      public Range visit(Reduction reduction) {
        return reduction(reduction);
      }

      private Range reduction(Reduction reduction) {
        Range body = known.get(reduction.body());
        return switch (reduction.op()) {
          case MAX, MIN -> body;
          case SUM, PROD -> body.isPositive()
              ? Range.POSITIVE
              : body.isNonNegative() ? Range.NON_NEGATIVE : Range.ALL;
          case ARGMAX, ARGMIN -> Range.NON_NEGATIVE;
          case LOGSUMEXP -> Range.ALL;
          case NORM -> body.isNonZero() ? Range.POSITIVE : Range.NON_NEGATIVE;
        };
      }

      @Override
      public Range visit(Definition definition) {
        return known.get(definition.body());
      }

      @Override
      public Range visit(Scatter scatter) {
        boolean nonNegative = scatter.clauses().stream().allMatch(clause -> known.get(clause.body()).isNonNegative());
        return nonNegative ? Range.NON_NEGATIVE : Range.ALL;
      }
    });
  }

  @Override
  public Range visit(Num num) {
    double value = num.value().doubleValue();
    return Range.closed(value, value);
  }

  @Override
  public Range visit(Pi pi) {
    return Range.open(3, 4);
  }

  @Override
  public Range visit(AxisValue axis) {
    return Range.closed(0, axis.axis().isBatch() ? Double.POSITIVE_INFINITY : axis.axis().size() - 1);
  }

  @Override
  public Range visit(Access access) {
    return known.get(access.tensor());
  }

  @Override
  public Range visit(Sum sum) {
    double constant = sum.constant().doubleValue();
    Range range = Range.closed(constant, constant);
    for (int i = 0; i < sum.terms().size(); i++) {
      range = range.plus(known.get(sum.terms().get(i)).times(sum.coefficients().get(i).doubleValue()));
    }
    return range;
  }

  @Override
  public Range visit(Product product) {
    boolean positive = true;
    boolean nonNegative = true;
    boolean bounded = true;
    for (int i = 0; i < product.bases().size(); i++) {
      Rational exponent = product.exponents().get(i);
      Range base = known.get(product.bases().get(i));
      boolean even = exponent.isEven() || !exponent.isInteger();
      nonNegative &= even || base.isNonNegative();
      positive &= base.isPositive() || even && base.isNonZero();
      bounded &= exponent.signum() > 0 && base.low() >= -1 && base.high() <= 1;
    }
    if (bounded) {
      return nonNegative ? new Range(0, 1, positive, false) : Range.closed(-1, 1);
    }
    return positive ? Range.POSITIVE : nonNegative ? Range.NON_NEGATIVE : Range.ALL;
  }

  @Override
  public Range visit(Call call) {
    Range argument = known.get(call.argument());
    return switch (call.primitive()) {
      case EXP -> Range.POSITIVE;
      case SOFTPLUS -> Range.POSITIVE;
      case LOGISTIC -> UNIT;
      case TANH -> argument.isNonNegative() ? new Range(0, 1, argument.isPositive(), true) : SYMMETRIC;
      case ERF -> argument.isNonNegative() ? new Range(0, 1, argument.isPositive(), true) : SYMMETRIC;
      case ERFC -> Range.open(0, 2);
      case ABS -> argument.isNonZero() ? Range.POSITIVE : Range.NON_NEGATIVE;
      case COSH -> Range.closed(1, Double.POSITIVE_INFINITY);
      case SIN, COS, SIGN -> Range.closed(-1, 1);
      case MAX -> {
        Range other = known.get(call.arguments().get(1));
        yield larger(argument, other);
      }
      case MIN -> {
        Range other = known.get(call.arguments().get(1));
        yield larger(argument.negate(), other.negate()).negate();
      }
      case STOP_GRADIENT, BATCH_MEAN, GIVEN_DERIVATIVE -> argument;
      case POW -> argument.isPositive() ? Range.POSITIVE : argument.isNonNegative() ? Range.NON_NEGATIVE : Range.ALL;
      case LOG1P, EXPM1, SINH, ASINH, ATAN, ASIN, ATANH, CBRT, TAN ->
          argument.isPositive() && call.primitive() != Primitive.TAN
              ? Range.POSITIVE
              : argument.isNonNegative() && call.primitive() != Primitive.TAN ? Range.NON_NEGATIVE : Range.ALL;
      case LOG1MEXP -> Range.POSITIVE.negate();
      case LOGIT -> argument.plus(Range.closed(-0.5, -0.5)).sign();
      case LOGADDEXP -> {
        double low = Math.max(argument.low(), known.get(call.arguments().get(1)).low());
        yield Range.open(low, Double.POSITIVE_INFINITY);
      }
      case HYPOT -> {
        Range a = argument.magnitude();
        Range b = known.get(call.arguments().get(1)).magnitude();
        Range larger = larger(a, b);
        boolean positive = a.isPositive() || b.isPositive();
        yield new Range(larger.low(), Double.POSITIVE_INFINITY, positive && larger.low() == 0, true);
      }
      case LOG, LOG2, LOG10, ACOS, ACOSH, FLOOR -> Range.ALL;
    };
  }

  /** Of the larger of two values. */
  private static Range larger(Range a, Range b) {
    boolean lowOpen = a.low() == b.low() ? a.lowOpen() || b.lowOpen() : a.low() > b.low() ? a.lowOpen() : b.lowOpen();
    boolean highOpen =
        a.high() == b.high() ? a.highOpen() && b.highOpen() : a.high() > b.high() ? a.highOpen() : b.highOpen();
    return new Range(Math.max(a.low(), b.low()), Math.max(a.high(), b.high()), lowOpen, highOpen);
  }

  @Override
  public Range visit(If conditional) {
    return known.get(conditional.then()).union(known.get(conditional.otherwise()));
  }

  @Override
  public Range visit(Compare compare) {
    return Range.closed(0, 1);
  }

  @Override
  public Range visit(Logic logic) {
    return Range.closed(0, 1);
  }

  @Override
  public Range visit(Training training) {
    return Range.closed(0, 1);
  }
}
