package dev.nnd.compiler.expr;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What all notations have in common: the names of indices, the order of terms and their signs, what is above and below
 * a fraction, and that a common factor of all coefficients is printed once. The batch axis is left out.
 */
abstract sealed class FormulaPrinter implements Expr.Visitor<FormulaPrinter.Text> permits Printer, LatexPrinter {
  /** How tightly a printed text holds together. */
  enum Strength {
    CONDITIONAL,
    OR,
    AND,
    NOT,
    COMPARISON,
    SUM,
    PRODUCT,
    NEGATION,
    POWER,
    ATOM
  }

  /**
   * A printed expression.
   *
   * @param text as it stands
   * @param strength of its outermost operator
   */
  record Text(String text, Strength strength) {}

  private static final String AXIS_NAMES = "ijklmnopqrstuvw";

  private final Map<Axis, String> axisNames = new HashMap<>();
  /** What stands for an axis of a reduction that is read there. */
  private final Map<Axis, Text> positions = new HashMap<>();

  private final Map<Expr, Text> printed = new HashMap<>();
  /** Names of indices around this expression, which those of its reductions must not hide. */
  private final Set<String> outer = new HashSet<>();

  /** One of the same notation, for a body with indices of its own. */
  abstract FormulaPrinter inner();

  abstract String parenthesised(String text);

  abstract Text number(Decimals.Ratio magnitude, boolean negative);

  /** A positive coefficient other than one before a term. */
  abstract Text scaled(Decimals.Ratio factor, Text term, Expr expr);

  abstract Text power(Text base, Rational exponent);

  /** @param above the powers with positive exponents, {@code below} the others, both as positive powers */
  abstract Text quotient(List<Text> above, List<Text> below);

  abstract Text indexed(String name, List<Text> indices);

  /** @param bound the names of the indices; none where the reduction is over the batch alone */
  abstract Text reduction(ReduceOp op, List<String> bound, Text body);

  abstract String clause(List<Text> target, Text body);

  abstract Text scatter(List<String> clauses);

  public final String print(Expr e) {
    return whole(e).text();
  }

  /** In parentheses where it would not hold together as a factor of a product. */
  public final String printFactor(Expr e) {
    return within(whole(e), Strength.POWER);
  }

  private Text whole(Expr e) {
    e.axes().stream().filter(axis -> !positions.containsKey(axis)).forEach(this::axisName);
    for (Expr part : Dag.expressions(e)) {
      text(part);
    }
    return printed.get(e);
  }

  final Text text(Expr e) {
    Text known = printed.get(e);
    if (known == null) {
      known = e.accept(this);
      printed.put(e, known);
    }
    return known;
  }

  final String within(Text text, Strength least) {
    return text.strength().compareTo(least) < 0 ? parenthesised(text.text()) : text.text();
  }

  private String axisName(Axis axis) {
    String name = axisNames.get(axis);
    if (name == null) {
      name = freshName(axis.id());
      axisNames.put(axis, name);
    }
    return name;
  }

  /** The first free name from this place of the alphabet on. */
  private String freshName(int from) {
    for (int i = from; ; i++) {
      int round = i / AXIS_NAMES.length();
      String name = AXIS_NAMES.charAt(i % AXIS_NAMES.length()) + (round == 0 ? "" : String.valueOf(round));
      if (!outer.contains(name) && !axisNames.containsValue(name)) {
        return name;
      }
    }
  }

  @Override
  public final Text visit(Num num) {
    return constant(num.value());
  }

  private Text constant(Rational value) {
    return number(Decimals.ratio(value.abs()), value.signum() < 0);
  }

  @Override
  public final Text visit(AxisValue axis) {
    Text position = positions.get(axis.axis());
    return position != null ? position : indexed(axisName(axis.axis()), List.of());
  }

  @Override
  public final Text visit(Access access) {
    Tensor tensor = access.tensor();
    if (tensor instanceof Reduction reduction) {
      return reduction(reduction, access);
    }
    if (tensor instanceof Scatter scatter) {
      return scatter(scatter.clauses().stream().map(clause -> clause(scatter, clause)).toList());
    }
    String name = tensor instanceof Leaf leaf ? leaf.name() : ((Definition) tensor).name();
    return indexed(name, texts(access.indices(), tensor, this));
  }

  private static List<Text> texts(List<Expr> indices, Tensor tensor, FormulaPrinter printer) {
    List<Text> texts = new ArrayList<>();
    for (int i = 0; i < indices.size(); i++) {
      if (tensor.shape().get(i) != Axis.BATCH) {
        texts.add(printer.whole(indices.get(i)));
      }
    }
    return texts;
  }

  /** Each clause has indices of its own. */
  private String clause(Scatter scatter, Scatter.Clause clause) {
    FormulaPrinter inner = inner();
    clause.axes().stream().filter(axis -> !axis.isBatch()).forEach(inner::axisName);
    return clause(texts(clause.target(), scatter, inner), inner.whole(clause.body()));
  }

  private Text reduction(Reduction reduction, Access access) {
    FormulaPrinter inner = inner();
    inner.outer.addAll(outer);
    inner.outer.addAll(axisNames.values());
    for (int i = 0; i < reduction.rank(); i++) {
      inner.positions.put(new Axis(i, reduction.shape().get(i)), text(access.indices().get(i)));
    }
    List<String> bound = reduction.bound().stream().filter(axis -> !axis.isBatch()).map(inner::axisName).toList();
    Text body = inner.whole(reduction.body());
    // A sum over the batch alone is left out, as the batch is.
    return bound.isEmpty() && reduction.op() == ReduceOp.SUM ? body : reduction(reduction.op(), bound, body);
  }

  @Override
  public final Text visit(Sum sum) {
    if (sum.isScaling()) {
      return signed(sum.coefficients().get(0), text(sum.terms().get(0)), sum.terms().get(0));
    }
    Rational factor = sum.commonFactor();
    if (!factor.isOne()) {
      List<Rational> reduced = sum.coefficients().stream().map(c -> c.dividedBy(factor)).toList();
      Text inner = new Text(terms(sum.terms(), reduced, sum.constant().dividedBy(factor)), Strength.SUM);
      return signed(factor, inner, sum);
    }
    return new Text(terms(sum.terms(), sum.coefficients(), sum.constant()), Strength.SUM);
  }

  private String terms(List<Expr> terms, List<Rational> coefficients, Rational constant) {
    List<Text> parts = new ArrayList<>();
    List<Boolean> negative = new ArrayList<>();
    for (int i = 0; i < terms.size(); i++) {
      parts.add(signed(coefficients.get(i).abs(), text(terms.get(i)), terms.get(i)));
      negative.add(coefficients.get(i).signum() < 0);
    }
    if (!constant.isZero()) {
      parts.add(constant(constant.abs()));
      negative.add(constant.signum() < 0);
    }
    int first = Math.max(0, negative.indexOf(false));
    StringBuilder line = new StringBuilder();
    line.append(negative.get(first) ? "-" : "").append(within(parts.get(first), Strength.PRODUCT));
    for (int i = 0; i < parts.size(); i++) {
      if (i != first) {
        line.append(negative.get(i) ? " - " : " + ").append(within(parts.get(i), Strength.PRODUCT));
      }
    }
    return line.toString();
  }

  private Text signed(Rational factor, Text term, Expr expr) {
    if (factor.isOne()) {
      return term;
    }
    if (factor.signum() < 0) {
      Text positive = signed(factor.negate(), term, expr);
      return new Text("-" + within(positive, Strength.PRODUCT), Strength.NEGATION);
    }
    return scaled(Decimals.ratio(factor), term, expr);
  }

  @Override
  public final Text visit(Product product) {
    List<Text> above = powers(product, false);
    List<Text> below = powers(product, true);
    return below.isEmpty() && above.size() == 1 ? above.get(0) : quotient(above, below);
  }

  /** The powers above or below the fraction. */
  final List<Text> powers(Product product, boolean below) {
    List<Text> powers = new ArrayList<>();
    for (int i = 0; i < product.bases().size(); i++) {
      Rational exponent = product.exponents().get(i);
      if (exponent.signum() < 0 == below) {
        Text base = text(product.bases().get(i));
        powers.add(exponent.abs().isOne() ? base : power(base, exponent.abs()));
      }
    }
    return powers;
  }
}
