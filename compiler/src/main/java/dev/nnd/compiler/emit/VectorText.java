package dev.nnd.compiler.emit;

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
import dev.nnd.compiler.expr.ReduceOp;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Sum;
import dev.nnd.compiler.expr.Training;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** One expression as vectors and matrices, as far as it can be said so. */
final class VectorText implements Expr.Visitor<VectorText.Text> {
  /** How tightly a text holds together. */
  enum Strength {
    SUM,
    PRODUCT,
    MATRIX_PRODUCT,
    ATOM
  }

  record Text(String text, Strength strength) {
    String within(Strength least) {
      return strength.compareTo(least) < 0 ? "(" + text + ")" : text;
    }
  }

  private static final int OPENED_AXES = 1 << 22;
  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  private static final int LONGEST_COEFFICIENT = 8;

  private final ExprPool pool;
  private List<Axis> frame = List.of();
  private boolean possible = true;
  private int opened;

  VectorText(ExprPool pool) {
    this.pool = pool;
  }

  boolean isPossible() {
    return possible;
  }

  String print(Expr e, List<Axis> axes) {
    frame = axes;
    return e.accept(this).text();
  }

  private Text atom(String text) {
    return new Text(text, Strength.ATOM);
  }

  private Text impossible() {
    possible = false;
    return atom("?");
  }

  @Override
  public Text visit(Num num) {
    return atom(constant(num.value()));
  }

  private static String constant(Rational value) {
    String exact = value.toString();
    if (value.isInteger() || exact.length() <= 4) {
      return exact;
    }
    String decimal = String.valueOf(value.doubleValue()).replace(".0E", "e").replace("E", "e");
    return decimal.length() <= LONGEST_COEFFICIENT || value.asDecimal().isPresent() ? decimal : exact;
  }

  @Override
  public Text visit(Pi pi) {
    return atom("π");
  }

  @Override
  public Text visit(AxisValue axis) {
    return impossible();
  }

  @Override
  public Text visit(Training training) {
    return atom("training");
  }

  @Override
  public Text visit(Access access) {
    if (access.tensor() instanceof Reduction reduction) {
      return reduction(reduction, access);
    }
    if (access.tensor() instanceof Leaf leaf && leaf.kind() == Leaf.Kind.BATCH_SIZE) {
      return atom("N");
    }
    Optional<String> name = Notation.name(access.tensor());
    return name.isPresent() ? named(name.get(), Notation.visibleIndices(access), frame) : impossible();
  }

  /** A name read at these indices, seen from a frame of axes. */
  private Text named(String name, List<Expr> indices, List<Axis> axes) {
    if (indices.isEmpty() || are(indices, axes)) {
      return atom(name);
    }
    if (indices.size() == 1 && indices.get(0) instanceof Access label && Notation.name(label.tensor()).isPresent()) {
      return atom(name + "[" + Notation.name(label.tensor()).get() + "]");
    }
    if (indices.size() == 2 && axes.size() == 2 && are(List.of(indices.get(1), indices.get(0)), axes)) {
      return atom(name + "ᵀ");
    }
    return impossible();
  }

  static boolean are(List<Expr> indices, List<Axis> axes) {
    if (indices.size() != axes.size()) {
      return false;
    }
    for (int i = 0; i < axes.size(); i++) {
      if (!Notation.is(indices.get(i), axes.get(i))) {
        return false;
      }
    }
    return true;
  }

  // ---- sums and products

  @Override
  public Text visit(Sum sum) {
    if (sum.isScaling()) {
      return scaled(sum.coefficients().get(0), sum.terms().get(0).accept(this));
    }
    List<Text> parts = new ArrayList<>();
    List<Boolean> negative = new ArrayList<>();
    Rational common = sum.coefficients().get(0).abs();
    boolean shared = !common.isOne() && sum.constant().isZero()
        && sum.coefficients().stream().allMatch(c -> c.abs().equals(common));
    for (int i = 0; i < sum.terms().size(); i++) {
      Rational coefficient = sum.coefficients().get(i);
      Text term = sum.terms().get(i).accept(this);
      parts.add(shared ? term : scaled(coefficient.abs(), term));
      negative.add(coefficient.signum() < 0);
    }
    matrixProductsFirst(sum, parts, negative);
    if (!sum.constant().isZero()) {
      boolean leads = negative.stream().allMatch(sign -> sign);
      parts.add(leads ? 0 : parts.size(), atom(constant(sum.constant().abs())));
      negative.add(leads ? 0 : negative.size(), sum.constant().signum() < 0);
    }
    StringBuilder line = new StringBuilder();
    int first = Math.max(0, negative.indexOf(false));
    line.append(negative.get(first) ? "-" : "").append(parts.get(first).within(Strength.PRODUCT));
    for (int i = 0; i < parts.size(); i++) {
      if (i != first) {
        line.append(negative.get(i) ? " - " : " + ").append(parts.get(i).within(Strength.PRODUCT));
      }
    }
    Text text = new Text(line.toString(), Strength.SUM);
    return shared ? scaled(common, text) : text;
  }

  /** {@code W x + b} is written in this order. */
  private static void matrixProductsFirst(Sum sum, List<Text> parts, List<Boolean> negative) {
    for (int i = 1; i < sum.terms().size(); i++) {
      if (parts.get(i).strength() == Strength.MATRIX_PRODUCT && parts.get(0).strength() != Strength.MATRIX_PRODUCT) {
        parts.add(0, parts.remove(i));
        negative.add(0, negative.remove(i));
      }
    }
  }

  private Text scaled(Rational factor, Text term) {
    if (factor.isOne()) {
      return term;
    }
    if (factor.signum() < 0) {
      return new Text("-" + scaled(factor.negate(), term).within(Strength.PRODUCT), Strength.PRODUCT);
    }
    if (factor.numerator().equals(Rational.ONE.numerator()) && factor.denominator().bitLength() < 8) {
      return new Text(term.within(Strength.PRODUCT) + " / " + factor.denominator(), Strength.PRODUCT);
    }
    return new Text(constant(factor) + " " + term.within(Strength.PRODUCT), Strength.PRODUCT);
  }

  @Override
  public Text visit(Product product) {
    List<Text> above = new ArrayList<>();
    List<Text> below = new ArrayList<>();
    int vectors = 0;
    for (int i = 0; i < product.bases().size(); i++) {
      Rational exponent = product.exponents().get(i);
      boolean vector = product.bases().get(i).axes().stream().anyMatch(frame::contains);
      vectors += vector && exponent.signum() > 0 ? 1 : 0;
      (exponent.signum() < 0 ? below : above).add(power(product.bases().get(i), exponent.abs()));
    }
    // A matrix product first: (W2ᵀ δ2) ⊙ (1 - h²).
    above.sort((a, b) -> Boolean.compare(b.strength() == Strength.MATRIX_PRODUCT, a.strength() == Strength.MATRIX_PRODUCT));
    String times = vectors > 1 ? " ⊙ " : " ";
    StringJoiner numerator = new StringJoiner(times);
    above.forEach(text -> numerator.add(above.size() > 1 ? text.within(Strength.ATOM) : text.within(Strength.PRODUCT)));
    String text = above.isEmpty() ? "1" : numerator.toString();
    if (!below.isEmpty()) {
      StringJoiner denominator = new StringJoiner(" ");
      below.forEach(part -> denominator.add(part.within(Strength.ATOM)));
      text += " / " + (below.size() > 1 ? "(" + denominator + ")" : denominator);
    }
    return new Text(text, Strength.PRODUCT);
  }

  private Text power(Expr base, Rational exponent) {
    if (exponent.isOne()) {
      return base.accept(this);
    }
    if (exponent.equals(Rational.HALF)) {
      return atom("√(" + base.accept(this).text() + ")");
    }
    String text = base.accept(this).within(Strength.ATOM);
    if (!exponent.isInteger()) {
      return atom(text + "^(" + exponent + ")");
    }
    StringBuilder digits = new StringBuilder();
    exponent.toString().chars().forEach(digit -> digits.append(SUPERSCRIPTS.charAt(digit - '0')));
    return atom(text + digits);
  }

  // ---- functions

  @Override
  public Text visit(Call call) {
    Optional<Expr> logits = softmaxOf(call);
    if (logits.isPresent()) {
      return atom("softmax(" + logits.get().accept(this).text() + ")");
    }
    if (call.primitive() == Primitive.POW) {
      return atom(call.argument().accept(this).within(Strength.ATOM) + "^"
          + call.arguments().get(1).accept(this).within(Strength.ATOM));
    }
    StringJoiner arguments = new StringJoiner(", ", "(", ")");
    call.arguments().forEach(argument -> arguments.add(argument.accept(this).text()));
    return atom(call.primitive().text() + arguments);
  }

  /** {@code exp(u - logsumexp(u))} is the softmax of u, by its definition. */
  private Optional<Expr> softmaxOf(Call call) {
    if (call.primitive() != Primitive.EXP || !(call.argument() instanceof Sum sum)) {
      return Optional.empty();
    }
    for (int i = 0; i < sum.terms().size(); i++) {
      if (sum.coefficients().get(i).isMinusOne()
          && sum.terms().get(i) instanceof Access access
          && access.tensor() instanceof Reduction reduction
          && reduction.op() == ReduceOp.LOGSUMEXP
          && reduction.bound().size() == 1
          && !frame.isEmpty()) {
        Expr logits = pool.add(sum, access);
        Map<Axis, Expr> along = new HashMap<>();
        for (int a = 0; a < reduction.rank(); a++) {
          along.put(reduction.axes().get(a), access.indices().get(a));
        }
        Axis last = frame.get(frame.size() - 1);
        along.put(reduction.bound().get(0), pool.axis(last));
        if (reduction.bound().get(0).size() == last.size() && pool.substitute(reduction.body(), along) == logits) {
          return Optional.of(logits);
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public Text visit(If conditional) {
    String condition = conditional.condition().accept(this).text();
    if (conditional.otherwise() instanceof Num num && num.value().isZero()) {
      Text then = conditional.then().accept(this);
      return new Text(
          (then.text().equals("1") ? "" : then.within(Strength.ATOM) + (frame.isEmpty() ? " " : " ⊙ ")) + "[" + condition + "]",
          Strength.PRODUCT);
    }
    return new Text(
        "if " + condition + " then " + conditional.then().accept(this).text() + " else "
            + conditional.otherwise().accept(this).text(),
        Strength.SUM);
  }

  @Override
  public Text visit(Compare compare) {
    return new Text(
        compare.left().accept(this).text() + " " + compare.relation().text() + " " + compare.right().accept(this).text(),
        Strength.SUM);
  }

  @Override
  public Text visit(Logic logic) {
    String connective = switch (logic.connective()) {
      case AND -> " and ";
      case OR -> " or ";
      case NOT -> "not ";
    };
    StringJoiner joined = new StringJoiner(logic.connective() == Logic.Connective.NOT ? "" : connective,
        logic.connective() == Logic.Connective.NOT ? connective : "", "");
    logic.operands().forEach(operand -> joined.add(operand.accept(this).text()));
    return new Text(joined.toString(), Strength.SUM);
  }

  // ---- reductions

  private Text reduction(Reduction reduction, Access access) {
    Map<Axis, Expr> opening = new HashMap<>();
    List<Axis> bound = new ArrayList<>();
    for (int i = 0; i < reduction.rank(); i++) {
      opening.put(reduction.axes().get(i), access.indices().get(i));
    }
    for (Axis axis : reduction.bound()) {
      Axis open = new Axis(OPENED_AXES + opened++, axis.size());
      opening.put(axis, pool.axis(open));
      if (!axis.isBatch()) {
        bound.add(open);
      }
    }
    Expr body = pool.substitute(reduction.body(), opening);
    if (bound.isEmpty()) {
      // The sum over the batch is left out.
      return MatrixProducts.outerProduct(body, frame).orElseGet(() -> body.accept(this));
    }
    if (reduction.op() == ReduceOp.SUM && bound.size() == 1) {
      Optional<Text> product = MatrixProducts.of(body, bound.get(0), frame);
      if (product.isPresent()) {
        return product.get();
      }
    }
    boolean whole = access.axes().stream().noneMatch(frame::contains);
    if (!whole) {
      return impossible();
    }
    List<Axis> outer = frame;
    frame = bound;
    Text inner = body.accept(this);
    frame = outer;
    return switch (reduction.op()) {
      case SUM -> new Text("Σ " + inner.within(Strength.PRODUCT), Strength.PRODUCT);
      case PROD -> new Text("Π " + inner.within(Strength.PRODUCT), Strength.PRODUCT);
      case NORM -> atom("‖" + inner.text() + "‖");
      default -> atom(reduction.op().text() + "(" + inner.text() + ")");
    };
  }
}
