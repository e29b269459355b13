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
import dev.nnd.compiler.expr.Primitive;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Sum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Matches a pattern against an expression. Sums and products match in any order; where there is a choice, all are
 * tried: the continuation says whether what was found will do.
 */
final class Matcher {
  /** Axes of opened reductions are numbered from here, above all of any body. */
  private static final int OPENED_AXES = 1 << 20;

  private final ExprPool pool;
  private final Bindings bindings = new Bindings();
  private int opened;

  Matcher(ExprPool pool) {
    this.pool = pool;
  }

  Bindings bindings() {
    return bindings;
  }

  boolean match(Expr pattern, Expr subject, BooleanSupplier next) {
    if (pattern instanceof Access access && access.tensor() instanceof Leaf variable) {
      return matchVariable(variable.name(), subject, next);
    }
    if (pattern instanceof Access access && access.tensor() instanceof Reduction reduction) {
      return matchReduction(reduction, subject, next);
    }
    if (pattern instanceof Sum sum && scaledVariable(sum).isPresent()) {
      return pool.scale(sum.coefficients().get(0), scaledVariable(sum).get()) == subject && next.getAsBoolean();
    }
    if (pattern instanceof Sum sum) {
      return new SumMatch(sum, Terms.ofSum(pool, subject), Rational.ONE).exactly(next);
    }
    if (pattern instanceof Product product) {
      return !(subject instanceof Num)
          && new ProductMatch(product, Terms.ofScaledProduct(pool, subject), Rational.ONE).exactly(next);
    }
    if (pattern instanceof Call call) {
      return matchCall(call, subject, next);
    }
    return sameHead(pattern, subject) && matchAll(pattern.children(), subject.children(), 0, next);
  }

  /** What the variable stands for in a pattern such as {@code -x}, once it is known. */
  private Optional<Expr> scaledVariable(Sum pattern) {
    return pattern.isScaling() && pattern.terms().get(0) instanceof Access access && access.tensor() instanceof Leaf leaf
        ? bindings.variable(leaf.name())
        : Optional.empty();
  }

  private boolean sameHead(Expr pattern, Expr subject) {
    if (pattern instanceof Num num) {
      return subject instanceof Num other && num.value().equals(other.value());
    }
    if (pattern instanceof AxisValue value) {
      return subject instanceof AxisValue other && bindings.axis(value.axis()).filter(other.axis()::equals).isPresent();
    }
    if (pattern instanceof Compare compare) {
      return subject instanceof Compare other && compare.relation() == other.relation();
    }
    if (pattern instanceof Logic logic) {
      return subject instanceof Logic other
          && logic.connective() == other.connective()
          && logic.operands().size() == other.operands().size();
    }
    return pattern instanceof Pi && subject instanceof Pi || pattern instanceof If && subject instanceof If;
  }

  private boolean matchVariable(String name, Expr subject, BooleanSupplier next) {
    if (bindings.variable(name).isPresent()) {
      return bindings.variable(name).get() == subject && next.getAsBoolean();
    }
    bindings.bind(name, subject);
    if (next.getAsBoolean()) {
      return true;
    }
    bindings.unbind(name);
    return false;
  }

  private boolean matchCall(Call pattern, Expr subject, BooleanSupplier next) {
    if (pattern.primitive() == Primitive.POW && subject instanceof Product power && power.bases().size() == 1) {
      List<Expr> parts = List.of(power.bases().get(0), pool.num(power.exponents().get(0)));
      return matchAll(pattern.arguments(), parts, 0, next);
    }
    return subject instanceof Call call
        && call.primitive() == pattern.primitive()
        && (matchAll(pattern.arguments(), call.arguments(), 0, next)
            || call.primitive().isSymmetric() && matchAll(pattern.arguments(), reversed(call), 0, next));
  }

  private static List<Expr> reversed(Call call) {
    return List.of(call.arguments().get(1), call.arguments().get(0));
  }

  private boolean matchAll(List<Expr> patterns, List<Expr> subjects, int from, BooleanSupplier next) {
    return from == patterns.size()
        ? next.getAsBoolean()
        : match(patterns.get(from), subjects.get(from), () -> matchAll(patterns, subjects, from + 1, next));
  }

  private boolean matchReduction(Reduction pattern, Expr subject, BooleanSupplier next) {
    if (!(subject instanceof Access access)
        || !(access.tensor() instanceof Reduction reduction)
        || reduction.op() != pattern.op()
        || reduction.bound().size() != pattern.bound().size()) {
      return false;
    }
    Map<Axis, Expr> opening = new HashMap<>();
    for (int i = 0; i < reduction.rank(); i++) {
      opening.put(new Axis(i, reduction.shape().get(i)), access.indices().get(i));
    }
    for (int i = 0; i < reduction.bound().size(); i++) {
      Axis open = new Axis(OPENED_AXES + opened++, reduction.bound().get(i).size());
      opening.put(reduction.bound().get(i), pool.axis(open));
      bindings.bind(pattern.bound().get(i), open);
    }
    if (match(pattern.body(), pool.substitute(reduction.body(), opening), next)) {
      return true;
    }
    pattern.bound().forEach(bindings::unbind);
    return false;
  }

  /** A part of the sum at the root: what is left over, and the common coefficient, come with the match. */
  boolean matchPart(Sum pattern, Sum subject, Remainder found) {
    return new SumMatch(pattern, Terms.ofSum(pool, subject), Rational.ZERO).partly(found);
  }

  /** A part of the product at the root, with a common exponent. */
  boolean matchPart(Product pattern, Product subject, Remainder found) {
    return new ProductMatch(pattern, Terms.ofProduct(subject), Rational.ZERO).partly(found);
  }

  /** What a partial match leaves. */
  @FunctionalInterface
  interface Remainder {
    /**
     * @param scale the common coefficient or exponent
     * @param rest the terms or factors that were not used
     */
    boolean found(Rational scale, Terms rest);
  }

  /**
   * Terms with their coefficients, or bases with their exponents.
   *
   * @param items the expressions
   * @param weights a coefficient or an exponent for each
   * @param constant of a sum
   */
  record Terms(List<Expr> items, List<Rational> weights, Rational constant) {
    static Terms ofSum(ExprPool pool, Expr e) {
      if (e instanceof Sum sum) {
        return new Terms(sum.terms(), sum.coefficients(), sum.constant());
      }
      return e instanceof Num num
          ? new Terms(List.of(), List.of(), num.value())
          : new Terms(List.of(e), List.of(Rational.ONE), Rational.ZERO);
    }

    /** With a coefficient as a factor. */
    static Terms ofScaledProduct(ExprPool pool, Expr e) {
      if (!(e instanceof Sum sum) || !sum.isScaling()) {
        return ofProduct(e);
      }
      Terms factors = ofProduct(sum.terms().get(0));
      List<Expr> items = new ArrayList<>(factors.items());
      List<Rational> weights = new ArrayList<>(factors.weights());
      items.add(pool.num(sum.coefficients().get(0)));
      weights.add(Rational.ONE);
      return new Terms(items, weights, Rational.ZERO);
    }

    static Terms ofProduct(Expr e) {
      return e instanceof Product product
          ? new Terms(product.bases(), product.exponents(), Rational.ZERO)
          : new Terms(List.of(e), List.of(Rational.ONE), Rational.ZERO);
    }
  }

  /** The assignment of a pattern's terms to a subject's. */
  private abstract class MultisetMatch {
    private final List<Expr> patterns = new ArrayList<>();
    private final List<Rational> patternWeights = new ArrayList<>();
    final Terms subject;
    private final boolean[] used;
    /** The ratio of the weights of subject and pattern; zero while it is open. */
    Rational scale;

    MultisetMatch(List<Expr> patterns, List<Rational> weights, Terms subject, Rational scale) {
      this.subject = subject;
      this.used = new boolean[subject.items().size()];
      this.scale = scale;
      // Variables match anything: they come last and take what the others leave.
      for (boolean variables : new boolean[] {false, true}) {
        for (int i = 0; i < patterns.size(); i++) {
          if (isOpenVariable(patterns.get(i)) == variables) {
            this.patterns.add(patterns.get(i));
            this.patternWeights.add(weights.get(i));
          }
        }
      }
    }

    /** Whether what is not a term agrees under this scale. */
    abstract boolean constantAgrees();

    /** Whether terms of these weights are something of this weight. */
    boolean isMultiple(List<Rational> weights, Rational divisor) {
      return true;
    }

    /** These terms, each weight divided by this one, as one expression. */
    abstract Expr together(List<Expr> items, List<Rational> weights, Rational divisor);

    private static boolean isVariable(Expr pattern) {
      return pattern instanceof Access access && access.tensor() instanceof Leaf;
    }

    private boolean isOpenVariable(Expr pattern) {
      return pattern instanceof Access access
          && access.tensor() instanceof Leaf leaf
          && bindings.variable(leaf.name()).isEmpty();
    }

    boolean exactly(BooleanSupplier next) {
      return assign(0, true, () -> constantAgrees() && rest().items().isEmpty() && next.getAsBoolean());
    }

    boolean partly(Remainder found) {
      return assign(0, false, () -> constantAgrees() && found.found(scale, rest()));
    }

    private boolean assign(int index, boolean exact, BooleanSupplier next) {
      if (index == patterns.size()) {
        return next.getAsBoolean();
      }
      Expr pattern = patterns.get(index);
      Rational weight = patternWeights.get(index);
      if (isVariable(pattern) && index == patterns.size() - 1 && exact) {
        return absorb(pattern, weight, next);
      }
      for (int i = 0; i < used.length; i++) {
        if (!used[i] && tryTerm(i, pattern, weight, () -> assign(index + 1, exact, next))) {
          return true;
        }
      }
      return false;
    }

    private boolean tryTerm(int i, Expr pattern, Rational weight, BooleanSupplier next) {
      Rational ratio = subject.weights().get(i).dividedBy(weight);
      Rational before = scale;
      if (!before.isZero() && !before.equals(ratio)) {
        return false;
      }
      used[i] = true;
      scale = ratio;
      if (match(pattern, subject.items().get(i), next)) {
        return true;
      }
      used[i] = false;
      scale = before;
      return false;
    }

    private boolean absorb(Expr pattern, Rational weight, BooleanSupplier next) {
      Terms rest = rest();
      if (rest.items().isEmpty() || isBareNegation(weight) && rest.weights().stream().anyMatch(w -> w.signum() > 0)) {
        return false;
      }
      Rational divisor = weight.times(scale.isZero() ? Rational.ONE : scale);
      if (!isMultiple(rest.weights(), divisor)) {
        return false;
      }
      boolean[] before = used.clone();
      Arrays.fill(used, true);
      Expr all = together(rest.items(), rest.weights(), divisor);
      if (match(pattern, all, next)) {
        return true;
      }
      System.arraycopy(before, 0, used, 0, used.length);
      return false;
    }

    /** The pattern {@code -x} is for what is negative throughout, or a rule about it would match its own result. */
    private boolean isBareNegation(Rational weight) {
      return patterns.size() == 1 && weight.signum() < 0 && subject.constant().isZero();
    }

    private Terms rest() {
      List<Expr> items = new ArrayList<>();
      List<Rational> weights = new ArrayList<>();
      for (int i = 0; i < used.length; i++) {
        if (!used[i]) {
          items.add(subject.items().get(i));
          weights.add(subject.weights().get(i));
        }
      }
      return new Terms(items, weights, subject.constant());
    }
  }

  private final class SumMatch extends MultisetMatch {
    private final Sum pattern;
    /** A part without a constant leaves the subject's constant to the remainder. */
    private boolean partial;

    SumMatch(Sum pattern, Terms subject, Rational scale) {
      super(pattern.terms(), pattern.coefficients(), subject, scale);
      this.pattern = pattern;
    }

    @Override
    boolean constantAgrees() {
      return partial && pattern.constant().isZero()
          || subject.constant().equals(pattern.constant().times(scale));
    }

    @Override
    boolean partly(Remainder found) {
      partial = true;
      return super.partly(found);
    }

    @Override
    Expr together(List<Expr> items, List<Rational> weights, Rational divisor) {
      return pool.linear(items, weights.stream().map(w -> w.dividedBy(divisor)).toList(), Rational.ZERO);
    }
  }

  private final class ProductMatch extends MultisetMatch {
    private final Product pattern;

    ProductMatch(Product pattern, Terms subject, Rational scale) {
      super(pattern.bases(), pattern.exponents(), subject, scale);
      this.pattern = pattern;
    }

    @Override
    boolean constantAgrees() {
      // A common exponent must be whole, lest a sign is lost. There is no sqrt(x) to be found in x, nor in x^2.
      return scale.isInteger()
          && pattern.exponents().stream().allMatch(e -> e.isInteger() || !e.times(scale).isInteger());
    }

    /** x is a square only where it is not negative; and x^2 is the root of x^4 only up to the sign. */
    @Override
    boolean isMultiple(List<Rational> weights, Rational divisor) {
      return divisor.abs().isOne() || weights.stream().map(weight -> weight.dividedBy(divisor))
          .allMatch(quotient -> quotient.isInteger() && (divisor.isInteger() || !quotient.isEven()));
    }

    @Override
    Expr together(List<Expr> items, List<Rational> weights, Rational divisor) {
      return pool.powers(items, weights.stream().map(w -> w.dividedBy(divisor)).toList());
    }
  }
}
