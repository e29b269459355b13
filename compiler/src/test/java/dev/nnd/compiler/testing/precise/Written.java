package dev.nnd.compiler.testing.precise;

import dev.nnd.compiler.syntax.Expression;
import dev.nnd.compiler.testing.Library;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The meaning of a formula as it was written: its syntax tree, evaluated with its derivatives. It knows neither the
 * maths IR nor a rule of the compiler.
 */
final class Written implements Expression.Visitor<Jet> {
  private static final Jet TRUE = Jet.constant(Ball.ONE);
  private static final Jet FALSE = Jet.constant(Ball.ZERO);

  private final Balls b;
  private final Jets j;
  private final Map<String, Jet> names;

  Written(Balls balls, Jets jets, Map<String, Jet> names) {
    this.b = balls;
    this.j = jets;
    this.names = names;
  }

  Jet of(Expression e) {
    return e.accept(this);
  }

  private boolean holds(Expression condition) {
    return !of(condition).value().isExactZero();
  }

  @Override
  public Jet visitNumber(Expression.Number number) {
    BigDecimal value = number.value().stripTrailingZeros();
    BigInteger unscaled = value.unscaledValue();
    BigInteger power = BigInteger.TEN.pow(Math.abs(value.scale()));
    return Jet.constant(value.scale() > 0 ? b.ratio(unscaled, power) : b.ratio(unscaled.multiply(power), BigInteger.ONE));
  }

  @Override
  public Jet visitName(Expression.Name name) {
    Jet value = names.get(name.name());
    if (value != null) {
      return value;
    }
    if (name.name().equals("pi")) {
      return Jet.constant(b.pi());
    }
    throw new IllegalArgumentException(name.name());
  }

  @Override
  public Jet visitNegate(Expression.Negate negate) {
    return j.negate(of(negate.operand()));
  }

  @Override
  public Jet visitSum(Expression.Sum sum) {
    Jet result = FALSE;
    for (Expression.Term term : sum.terms()) {
      Jet value = of(term.value());
      result = j.add(result, term.negative() ? j.negate(value) : value);
    }
    return result;
  }

  @Override
  public Jet visitProduct(Expression.Product product) {
    Jet result = of(product.first());
    for (Expression.Factor factor : product.factors()) {
      Jet value = of(factor.value());
      result = factor.operator() == Expression.Operator.DIVIDE ? j.divide(result, value) : j.multiply(result, value);
    }
    return result;
  }

  @Override
  public Jet visitPower(Expression.Power power) {
    return j.power(of(power.base()), of(power.exponent()));
  }

  @Override
  public Jet visitCompare(Expression.Compare compare) {
    int order = j.compare(of(compare.left()), of(compare.right()));
    boolean holds = switch (compare.comparison()) {
      case LESS -> order < 0;
      case LESS_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_EQUAL -> order >= 0;
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
    };
    return holds ? TRUE : FALSE;
  }

  @Override
  public Jet visitLogical(Expression.Logical logical) {
    boolean and = logical.connective() == Expression.Connective.AND;
    for (Expression operand : logical.operands()) {
      if (holds(operand) != and) {
        return and ? FALSE : TRUE;
      }
    }
    return and ? TRUE : FALSE;
  }

  @Override
  public Jet visitNot(Expression.Not not) {
    return holds(not.operand()) ? FALSE : TRUE;
  }

  @Override
  public Jet visitIf(Expression.If conditional) {
    return holds(conditional.condition()) ? of(conditional.then()) : of(conditional.otherwise());
  }

  @Override
  public Jet visitCall(Expression.Call call) {
    String name = call.function().name();
    List<Jet> arguments = new ArrayList<>();
    call.arguments().forEach(argument -> arguments.add(of(argument.value())));
    Jet x = arguments.get(0);
    return switch (name) {
      case "exp" -> j.exp(x);
      case "log" -> j.log(x);
      case "log2" -> j.divide(j.log(x), j.log(j.constant(2)));
      case "log10" -> j.divide(j.log(x), j.log(j.constant(10)));
      case "sqrt" -> j.sqrt(x);
      case "cbrt" -> j.cbrt(x);
      case "abs" -> j.abs(x);
      case "sign" -> j.sign(x);
      case "floor" -> j.floor(x);
      case "sin" -> j.sin(x);
      case "cos" -> j.cos(x);
      case "asin" -> j.asin(x);
      case "acos" -> j.acos(x);
      case "atan" -> j.atan(x);
      case "erf" -> j.erf(x);
      case "pow" -> j.power(x, arguments.get(1));
      case "max" -> j.max(x, arguments.get(1));
      case "min" -> j.min(x, arguments.get(1));
      case "logsumexp" -> logsumexp(call.arguments().get(0).value());
      default -> defined(name, arguments);
    };
  }

  private Jet logsumexp(Expression vector) {
    Jet sum = FALSE;
    for (Expression element : ((Expression.Tensor) vector).rows().get(0)) {
      sum = j.add(sum, j.exp(of(element)));
    }
    return j.log(sum);
  }

  private Jet defined(String name, List<Jet> arguments) {
    Library.Function function = Library.function(name);
    Map<String, Jet> inner = new HashMap<>();
    for (int i = 0; i < function.parameters().size(); i++) {
      inner.put(function.parameters().get(i),
          i < arguments.size() ? arguments.get(i) : new Written(b, j, Map.of()).of(function.defaults().get(i)));
    }
    return new Written(b, j, inner).of(function.body());
  }

  @Override
  public Jet visitText(Expression.Text text) {
    throw unsupported(text);
  }

  @Override
  public Jet visitPath(Expression.Path path) {
    throw unsupported(path);
  }

  @Override
  public Jet visitTranspose(Expression.Transpose transpose) {
    throw unsupported(transpose);
  }

  @Override
  public Jet visitApply(Expression.Apply apply) {
    throw unsupported(apply);
  }

  @Override
  public Jet visitReduction(Expression.Reduction reduction) {
    throw unsupported(reduction);
  }

  @Override
  public Jet visitIndex(Expression.Index index) {
    throw unsupported(index);
  }

  @Override
  public Jet visitTensor(Expression.Tensor tensor) {
    throw unsupported(tensor);
  }

  private static UnsupportedOperationException unsupported(Expression e) {
    return new UnsupportedOperationException(e.span().text());
  }
}
