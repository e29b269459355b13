package dev.nnd.compiler.expr;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What all notations have in common: the names of indices, and how sums and products are arranged. The batch axis is
 * left out.
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

  /** @param literal of a number that is not negative, such as {@code 0.25} or {@code 1e-7} */
  abstract Text number(String literal);

  abstract Text exponential(Text argument);

  /** @param exponent above zero, other than one */
  abstract Text power(Text base, Rational exponent);

  /**
   * @param above the factors above the line, at least one
   * @param below the factors below it, where there is one
   */
  abstract Text quotient(List<Text> above, List<Text> below);

  abstract Text indexed(String name, List<Text> indices);

  /** An index that runs below a bound. */
  abstract String bounded(String name, int bound);

  /** @param bound the names of the indices; none where the reduction is over the batch alone */
  abstract Text reduction(ReduceOp op, List<String> bound, Text body);

  abstract String clause(List<Text> target, Text body);

  abstract Text scatter(List<String> clauses);

  /** An element of a vector that is written out. */
  abstract Text literal(List<Text> elements, Text index);

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
    Text magnitude = magnitude(value.abs());
    return value.signum() < 0 ? new Text("-" + magnitude.text(), Strength.NEGATION) : magnitude;
  }

  private Text magnitude(Rational value) {
    return Coefficient.decimal(value).map(this::number).orElseGet(() -> quotient(
        List.of(number(value.numerator().toString())), List.of(number(value.denominator().toString()))));
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
    if (tensor instanceof Scatter scatter && isLiteral(scatter)) {
      List<Text> elements = scatter.clauses().stream().map(clause -> inner().whole(clause.body())).toList();
      return literal(elements, whole(access.indices().get(0)));
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

  /** A vector written out, element by element. */
  private static boolean isLiteral(Scatter scatter) {
    List<Scatter.Clause> clauses = scatter.clauses();
    if (scatter.rank() != 1 || clauses.size() != scatter.shape().get(0)) {
      return false;
    }
    return IntStream.range(0, clauses.size()).allMatch(i -> clauses.get(i).axes().isEmpty()
        && clauses.get(i).target().get(0) instanceof Num place
        && place.value().equals(Rational.of(i)));
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
    List<String> bound = reduction.bound().stream()
        .filter(axis -> !axis.isBatch())
        .map(axis -> isFixed(reduction.body(), axis) ? inner.axisName(axis) : bounded(inner.axisName(axis), axis.size()))
        .toList();
    Text body = inner.whole(reduction.body());
    // A sum over the batch alone is left out, as the batch is.
    return bound.isEmpty() && reduction.op() == ReduceOp.SUM ? body : reduction(reduction.op(), bound, body);
  }

  /** Whether an access in the body has the axis as an index of its own, which says its range. */
  private static boolean isFixed(Expr body, Axis axis) {
    return Dag.expressions(body).stream()
        .filter(Access.class::isInstance)
        .flatMap(access -> ((Access) access).indices().stream())
        .anyMatch(index -> index instanceof AxisValue value && value.axis().equals(axis));
  }

  @Override
  public final Text visit(Sum sum) {
    return arranged(Arrangement.of(sum));
  }

  private Text arranged(Arrangement<Expr> arrangement) {
    Arrangement.Part<Expr> first = arrangement.first();
    Text leading = magnitude(first);
    if (arrangement.parts().size() == 1) {
      return first.negative() ? new Text("-" + within(leading, Strength.PRODUCT), Strength.NEGATION) : leading;
    }
    StringBuilder line = new StringBuilder(first.negative() ? "-" : "").append(within(leading, Strength.PRODUCT));
    for (Arrangement.Part<Expr> part : arrangement.parts()) {
      if (part != first) {
        line.append(part.negative() ? " - " : " + ").append(within(magnitude(part), Strength.PRODUCT));
      }
    }
    return new Text(line.toString(), Strength.SUM);
  }

  /** A part without its sign. */
  private Text magnitude(Arrangement.Part<Expr> part) {
    if (part instanceof Arrangement.Group<Expr> group) {
      return quotient(group.factor(), List.of(arranged(group.sum())), List.of());
    }
    Optional<Expr> term = ((Arrangement.Single<Expr>) part).term();
    if (term.isEmpty()) {
      return magnitude(part.factor());
    }
    if (term.get() instanceof Product product) {
      return quotient(part.factor(), Factors.of(product));
    }
    Optional<Factors.Exponential> decay = part.factor().isOne() ? Optional.empty() : Factors.Exponential.inverse(term.get());
    return decay.isPresent()
        ? quotient(part.factor(), List.of(), List.of(power(decay.get())))
        : quotient(part.factor(), List.of(text(term.get())), List.of());
  }

  @Override
  public final Text visit(Product product) {
    return quotient(Rational.ONE, Factors.of(product));
  }

  private Text quotient(Rational coefficient, Factors factors) {
    return quotient(
        coefficient,
        factors.above().stream().map(this::power).toList(),
        factors.below().stream().map(this::power).toList());
  }

  private Text quotient(Rational coefficient, List<Text> factors, List<Text> divisors) {
    Coefficient written = Coefficient.of(coefficient, !factors.isEmpty());
    List<Text> above = withNumber(written.above(), factors);
    List<Text> below = withNumber(written.below(), divisors);
    return above.size() == 1 && below.isEmpty() ? above.get(0) : quotient(above, below);
  }

  private List<Text> withNumber(Optional<String> number, List<Text> factors) {
    List<Text> all = new ArrayList<>();
    number.ifPresent(literal -> all.add(number(literal)));
    all.addAll(factors);
    return all;
  }

  private Text power(Factors.Power power) {
    if (power instanceof Factors.Exponential exponential) {
      return exponential(arranged(exponential.argument()));
    }
    Text base = power instanceof Factors.Single single ? text(single.base()) : raised((Factors.Together) power);
    return power.exponent().isOne() ? base : power(base, power.exponent());
  }

  private Text raised(Factors.Together together) {
    return quotient(together.coefficient(), together.inside());
  }
}
