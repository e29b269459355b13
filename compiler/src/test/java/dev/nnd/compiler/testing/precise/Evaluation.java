package dev.nnd.compiler.testing.precise;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.AxisValue;
import dev.nnd.compiler.expr.Call;
import dev.nnd.compiler.expr.Compare;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.If;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Logic;
import dev.nnd.compiler.expr.Num;
import dev.nnd.compiler.expr.Pi;
import dev.nnd.compiler.expr.Primitive;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Sum;
import dev.nnd.compiler.expr.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The value of the formulas of a rule, in high precision. A variable has several values: in a reduction that of the
 * position, outside the first.
 */
public final class Evaluation implements Expr.Visitor<Big> {
  private final Precision p;
  private final Map<String, List<Big>> variables;
  private int position;

  public Evaluation(Precision precision, Map<String, List<Big>> variables) {
    this.p = precision;
    this.variables = variables;
  }

  /** @throws ArithmeticException where it is undefined */
  public Big of(Expr e) {
    return e.accept(this);
  }

  private Big of(Rational value) {
    return p.divide(new Big(value.numerator(), 0), new Big(value.denominator(), 0));
  }

  @Override
  public Big visit(Num num) {
    return of(num.value());
  }

  @Override
  public Big visit(Pi pi) {
    return p.pi();
  }

  @Override
  public Big visit(AxisValue axis) {
    return Big.of(position);
  }

  @Override
  public Big visit(Access access) {
    if (access.tensor() instanceof Leaf leaf) {
      return variables.get(leaf.name()).get(position);
    }
    return reduction((Reduction) access.tensor());
  }

  private Big reduction(Reduction reduction) {
    List<Big> terms = new ArrayList<>();
    int count = variables.values().iterator().next().size();
    for (position = 0; position < count; position++) {
      terms.add(of(reduction.body()));
    }
    position = 0;
    return switch (reduction.op()) {
      case SUM -> terms.stream().reduce(Big.ZERO, p::add);
      case PROD -> terms.stream().reduce(Big.ONE, p::multiply);
      case MAX -> terms.stream().reduce((a, b) -> p.compare(a, b) >= 0 ? a : b).orElseThrow();
      case MIN -> terms.stream().reduce((a, b) -> p.compare(a, b) <= 0 ? a : b).orElseThrow();
      case LOGSUMEXP -> p.log(terms.stream().map(p::exp).reduce(Big.ZERO, p::add));
      case NORM -> p.sqrt(terms.stream().map(term -> p.multiply(term, term)).reduce(Big.ZERO, p::add));
      case ARGMAX, ARGMIN -> throw new UnsupportedOperationException(reduction.op().text());
    };
  }

  @Override
  public Big visit(Sum sum) {
    Big result = of(sum.constant());
    for (int i = 0; i < sum.terms().size(); i++) {
      result = p.add(result, p.multiply(of(sum.coefficients().get(i)), of(sum.terms().get(i))));
    }
    return result;
  }

  @Override
  public Big visit(Product product) {
    Big result = Big.ONE;
    for (int i = 0; i < product.bases().size(); i++) {
      result = p.multiply(result, power(of(product.bases().get(i)), product.exponents().get(i)));
    }
    return result;
  }

  private Big power(Big base, Rational exponent) {
    return exponent.equals(Rational.HALF) ? p.sqrt(base) : p.power(base, of(exponent));
  }

  @Override
  public Big visit(Call call) {
    Big x = of(call.argument());
    return call.primitive().arity() == 1 ? apply(call.primitive(), x) : apply(call.primitive(), x, of(call.arguments().get(1)));
  }

  private Big apply(Primitive primitive, Big x, Big y) {
    return switch (primitive) {
      case POW -> p.power(x, y);
      case MAX -> p.compare(y, x) > 0 ? y : x;
      case MIN -> p.compare(y, x) < 0 ? y : x;
      case LOGADDEXP -> p.log(p.add(p.exp(x), p.exp(y)));
      case HYPOT -> p.sqrt(p.add(p.multiply(x, x), p.multiply(y, y)));
      default -> throw new UnsupportedOperationException(primitive.text());
    };
  }

  private Big apply(Primitive primitive, Big x) {
    return switch (primitive) {
      case EXP -> p.exp(x);
      case EXPM1 -> p.subtract(p.exp(x), Big.ONE);
      case LOG -> p.log(x);
      case LOG1P -> p.log(p.add(Big.ONE, x));
      case LOG2 -> p.divide(p.log(x), p.log(Big.of(2)));
      case LOG10 -> p.divide(p.log(x), p.log(Big.of(10)));
      case CBRT -> x.isZero() ? x : p.multiply(Big.of(x.signum()), p.exp(p.divide(p.log(x.abs()), Big.of(3))));
      case ABS -> x.abs();
      case SIGN -> Big.of(x.signum());
      case SIN -> p.sin(x);
      case COS -> p.cos(x);
      case TAN -> p.divide(p.sin(x), p.cos(x));
      case ASIN -> p.asin(x);
      case ACOS -> p.subtract(p.pi().scaled(-1), p.asin(x));
      case ATAN -> p.atan(x);
      case SINH -> p.subtract(p.exp(x), p.exp(x.negate())).scaled(-1);
      case COSH -> p.add(p.exp(x), p.exp(x.negate())).scaled(-1);
      case TANH -> p.subtract(Big.ONE, p.divide(Big.of(2), p.add(Big.ONE, p.exp(x.scaled(1)))));
      case ASINH -> p.multiply(Big.of(x.signum()), p.log(p.add(x.abs(), p.sqrt(p.add(p.multiply(x, x), Big.ONE)))));
      case ACOSH -> acosh(x);
      case ATANH -> p.log(p.divide(p.add(Big.ONE, x), p.subtract(Big.ONE, x))).scaled(-1);
      case ERF -> p.erf(x);
      case ERFC -> p.subtract(Big.ONE, p.erf(x));
      case FLOOR -> new Big(x.floor(), 0);
      case LOGISTIC -> p.divide(Big.ONE, p.add(Big.ONE, p.exp(x.negate())));
      case SOFTPLUS -> p.log(p.add(Big.ONE, p.exp(x)));
      case STOP_GRADIENT, BATCH_MEAN -> x;
      case LOG1MEXP -> p.log(p.subtract(Big.ONE, p.exp(x)));
      case LOGIT -> p.log(p.divide(x, p.subtract(Big.ONE, x)));
      case LOGADDEXP, HYPOT, POW, MIN, MAX, GIVEN_DERIVATIVE -> throw new UnsupportedOperationException(primitive.text());
    };
  }

  private Big acosh(Big x) {
    return p.log(p.add(x, p.multiply(p.sqrt(p.subtract(x, Big.ONE)), p.sqrt(p.add(x, Big.ONE)))));
  }

  @Override
  public Big visit(If conditional) {
    return of(conditional.condition()).isZero() ? of(conditional.otherwise()) : of(conditional.then());
  }

  @Override
  public Big visit(Compare compare) {
    int order = p.compare(of(compare.left()), of(compare.right()));
    return compare.relation().test(order) ? Big.ONE : Big.ZERO;
  }

  @Override
  public Big visit(Logic logic) {
    boolean value = switch (logic.connective()) {
      case AND -> logic.operands().stream().noneMatch(operand -> of(operand).isZero());
      case OR -> logic.operands().stream().anyMatch(operand -> !of(operand).isZero());
      case NOT -> of(logic.operands().get(0)).isZero();
    };
    return value ? Big.ONE : Big.ZERO;
  }

  @Override
  public Big visit(Training training) {
    return Big.ONE;
  }
}
