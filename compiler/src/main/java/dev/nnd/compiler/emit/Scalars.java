package dev.nnd.compiler.emit;

import com.palantir.javapoet.CodeBlock;
import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Addends;
import dev.nnd.compiler.expr.AxisValue;
import dev.nnd.compiler.expr.Call;
import dev.nnd.compiler.expr.Compare;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.If;
import dev.nnd.compiler.expr.Logic;
import dev.nnd.compiler.expr.Num;
import dev.nnd.compiler.expr.Pi;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.Sum;
import dev.nnd.compiler.expr.Training;
import dev.nnd.runtime.Functions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Scalar expressions as Java; what already has a variable is read from it. */
final class Scalars implements Expr.Visitor<Code> {
  /** The greatest power that is written as a product. */
  private static final Rational LONGEST_PRODUCT = Rational.of(4);

  private final Numbers numbers;
  private final Elements elements;
  private final Map<Expr, Code> variables = new HashMap<>();
  private final Map<Expr, LogSumExp> logSumExps = new HashMap<>();
  /** Of each open block, the expressions that have got a variable in it. */
  private final Deque<List<Expr>> blocks = new ArrayDeque<>();

  Scalars(Numbers numbers, Elements elements) {
    this.numbers = numbers;
    this.elements = elements;
  }

  /** What gets a variable from now on is forgotten when this block closes. */
  void open() {
    blocks.push(new ArrayList<>());
  }

  void close() {
    blocks.pop().forEach(e -> {
      variables.remove(e);
      logSumExps.remove(e);
    });
  }

  void variable(Expr e, String name) {
    alias(e, Code.primary("$L", name));
  }

  /** A logsumexp gets two variables. */
  void variables(Access access, LogSumExp parts) {
    alias(access, parts.sum());
    logSumExps.put(access, parts);
  }

  /** An element of a logsumexp in its two parts. */
  LogSumExp logSumExp(Access access) {
    LogSumExp known = logSumExps.get(access);
    return known != null ? known : elements.logSumExp(access);
  }

  /** To be read as this from now on. */
  void alias(Expr e, Code code) {
    if (variables.put(e, code) == null && !blocks.isEmpty()) {
      blocks.peek().add(e);
    }
  }

  boolean isKnown(Expr e) {
    return variables.containsKey(e);
  }

  Code of(Expr e) {
    Code known = variables.get(e);
    return known != null ? known : e.accept(this);
  }

  @Override
  public Code visit(Num num) {
    Code.Strength strength = num.value().signum() < 0 ? Code.Strength.UNARY : Code.Strength.PRIMARY;
    return Code.of(strength, "$L", numbers.literal(num.value()));
  }

  @Override
  public Code visit(Pi pi) {
    return numbers.isFloat() ? Code.of(Code.Strength.UNARY, "(float) $T.PI", Math.class) : Code.primary("$T.PI", Math.class);
  }

  @Override
  public Code visit(AxisValue axis) {
    return Code.primary("$L", elements.name(axis.axis()));
  }

  @Override
  public Code visit(Access access) {
    return Addends.logSumExp(access).isPresent() ? logSumExp(access).sum() : elements.element(access);
  }

  @Override
  public Code visit(Sum sum) {
    Rational factor = factor(sum);
    if (sum.isScaling() || !factor.isOne()) {
      Rational scale = sum.isScaling() ? sum.coefficients().get(0) : factor;
      Code inner = sum.isScaling() ? of(sum.terms().get(0)) : terms(sum, factor);
      return scaled(scale, inner);
    }
    return terms(sum, Rational.ONE);
  }

  /** What stands before the sum in parentheses: of a logsumexp its coefficient, lest its exponents be rounded otherwise. */
  private static Rational factor(Sum sum) {
    List<Addends> groups = Addends.of(sum);
    boolean isLone = groups.size() == 1 && sum.constant().isZero();
    Optional<Integer> logSumExp = isLone ? groups.get(0).logSumExp() : Optional.empty();
    return logSumExp.map(i -> sum.coefficients().get(i).abs()).orElse(sum.commonFactor());
  }

  /** A lone logsumexp is added last, the maximum before the logarithm; beside others each is in parentheses of its own. */
  private Code terms(Sum sum, Rational divisor) {
    Addition addition = new Addition();
    List<Addends> groups = Addends.of(sum);
    for (Addends group : groups) {
      boolean apart = group.logSumExp().isPresent() && (groups.size() > 1 || !sum.constant().isZero());
      if (apart) {
        Rational coefficient = sum.coefficients().get(group.logSumExp().get()).dividedBy(divisor);
        Rational outer = group.terms().isEmpty() ? coefficient : coefficient.abs();
        Addition difference = new Addition();
        add(sum, group, divisor.times(outer), difference);
        addition.add(outer.signum() < 0, scaled(outer.abs(), difference.code()));
      } else {
        add(sum, group, divisor, addition);
      }
    }
    if (!sum.constant().isZero()) {
      Rational constant = sum.constant().dividedBy(divisor);
      addition.constant(constant.signum() < 0, Code.primary("$L", numbers.literal(constant.abs())));
    }
    return addition.code();
  }

  private void add(Sum sum, Addends group, Rational divisor, Addition addition) {
    for (int i : group.terms()) {
      Rational coefficient = sum.coefficients().get(i).dividedBy(divisor);
      addition.add(coefficient.signum() < 0, scaled(coefficient.abs(), of(sum.terms().get(i))));
    }
    group.logSumExp().ifPresent(i -> {
      Rational coefficient = sum.coefficients().get(i).dividedBy(divisor);
      LogSumExp parts = logSumExp((Access) sum.terms().get(i));
      addition.add(coefficient.signum() < 0, scaled(coefficient.abs(), parts.max()));
      addition.add(coefficient.signum() < 0, scaled(coefficient.abs(), parts.log()));
    });
  }

  private Code scaled(Rational factor, Code term) {
    if (factor.isOne()) {
      return term;
    }
    if (factor.signum() < 0) {
      return Code.of(Code.Strength.UNARY, "-$L", scaled(factor.negate(), term).within(Code.Strength.UNARY));
    }
    if (factor.isInteger() || factor.asDecimal().isPresent()) {
      return Code.of(
          Code.Strength.PRODUCT, "$L * $L", numbers.literal(factor), term.within(Code.Strength.UNARY));
    }
    Rational numerator = Rational.of(factor.numerator(), Rational.ONE.numerator());
    Rational denominator = Rational.of(factor.denominator(), Rational.ONE.numerator());
    return Code.of(
        Code.Strength.PRODUCT, "$L / $L", scaled(numerator, term).within(Code.Strength.PRODUCT),
        numbers.literal(denominator));
  }

  @Override
  public Code visit(Product product) {
    List<Code> above = new ArrayList<>();
    List<Code> below = new ArrayList<>();
    for (int i = 0; i < product.bases().size(); i++) {
      Rational exponent = product.exponents().get(i);
      (exponent.signum() < 0 ? below : above).add(power(product.bases().get(i), exponent.abs()));
    }
    if (below.isEmpty()) {
      return product(above);
    }
    Code dividend = above.isEmpty() ? Code.primary("$L", numbers.one()) : product(above);
    return Code.of(
        Code.Strength.PRODUCT, "$L / $L", dividend.within(Code.Strength.PRODUCT),
        product(below).within(Code.Strength.UNARY));
  }

  /** The factors of a product, each as a whole. */
  Code product(List<Code> factors) {
    if (factors.size() == 1) {
      return factors.get(0);
    }
    CodeBlock text = factors.stream()
        .map(factor -> factor.within(Code.Strength.UNARY))
        .collect(CodeBlock.joining(" * "));
    return new Code(text, Code.Strength.PRODUCT);
  }

  /** A power with a positive exponent. */
  Code power(Expr base, Rational exponent) {
    if (exponent.isOne()) {
      return of(base);
    }
    if (exponent.equals(Rational.HALF)) {
      return Code.primary("$T.sqrt($L)", Functions.class, of(base).block());
    }
    boolean simple = of(base).strength() == Code.Strength.PRIMARY && (isKnown(base) || base instanceof Access);
    if (simple && exponent.isInteger() && exponent.compareTo(LONGEST_PRODUCT) <= 0) {
      return product(Collections.nCopies(exponent.intValue(), of(base)));
    }
    return Code.primary("$T.pow($L, $L)", Functions.class, of(base).block(), numbers.literal(exponent));
  }

  @Override
  public Code visit(Call call) {
    List<Code> arguments = call.arguments().stream().map(this::of).toList();
    return switch (call.primitive()) {
      case ABS -> Code.primary("$T.abs($L)", Math.class, arguments.get(0).block());
      case MAX -> Code.primary("$T.max($L, $L)", Math.class, arguments.get(0).block(), arguments.get(1).block());
      case MIN -> Code.primary("$T.min($L, $L)", Math.class, arguments.get(0).block(), arguments.get(1).block());
      case STOP_GRADIENT, GIVEN_DERIVATIVE -> arguments.get(0);
      case BATCH_MEAN -> throw new IllegalStateException("a mean over the batch without a batch axis");
      default -> Code.primary(
          "$T.$L($L)", Functions.class, call.primitive().text(),
          arguments.stream().map(Code::block).collect(CodeBlock.joining(", ")));
    };
  }

  @Override
  public Code visit(If conditional) {
    return Code.of(
        Code.Strength.CONDITIONAL, "$L ? $L : $L",
        of(conditional.condition()).within(Code.Strength.OR),
        of(conditional.then()).within(Code.Strength.OR),
        of(conditional.otherwise()).within(Code.Strength.CONDITIONAL));
  }

  @Override
  public Code visit(Compare compare) {
    boolean equality = compare.relation().text().endsWith("=") && "=!".indexOf(compare.relation().text().charAt(0)) >= 0;
    return Code.of(
        equality ? Code.Strength.EQUALITY : Code.Strength.RELATION, "$L $L $L",
        of(compare.left()).within(Code.Strength.SUM),
        compare.relation().text(),
        of(compare.right()).within(Code.Strength.SUM));
  }

  @Override
  public Code visit(Logic logic) {
    if (logic.operands().isEmpty()) {
      return Code.primary("$L", logic.isTrue());
    }
    return switch (logic.connective()) {
      case NOT -> Code.of(Code.Strength.UNARY, "!$L", of(logic.operands().get(0)).within(Code.Strength.PRIMARY));
      case AND -> connected(logic, " && ", Code.Strength.AND);
      case OR -> connected(logic, " || ", Code.Strength.OR);
    };
  }

  private Code connected(Logic logic, String connective, Code.Strength strength) {
    Code.Strength inner = strength == Code.Strength.OR ? Code.Strength.AND : Code.Strength.EQUALITY;
    CodeBlock text = logic.operands().stream()
        .map(operand -> of(operand).within(inner))
        .collect(CodeBlock.joining(connective));
    return new Code(text, strength);
  }

  @Override
  public Code visit(Training training) {
    throw new IllegalStateException("`training` is fixed when a graph is built");
  }
}
