package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Comparison;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.LeafFacts;
import dev.nnd.compiler.expr.Num;
import dev.nnd.compiler.expr.Range;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.semantic.Value.Quantity;
import dev.nnd.compiler.syntax.Expression;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * {@code bernoulli(p)}, {@code uniform(a, b)}, {@code normal(m, s)}: a number of its own for each example, each element
 * of the arguments, and each position of the indices around.
 */
final class NoiseFunctions {
  private static final Map<String, List<String>> PARAMETERS =
      Map.of("bernoulli", List.of("p"), "uniform", List.of("a", "b"), "normal", List.of("m", "s"));

  private final Context context;
  private final ExprPool pool;

  NoiseFunctions(Context context) {
    this.context = context;
    this.pool = context.pool();
  }

  static Set<String> names() {
    return PARAMETERS.keySet();
  }

  Quantity call(String name, Expression.Call call) {
    if (!context.run().hasExamples()) {
      throw context.reporter().reject(Diagnostic.of(Code.OUTSIDE_OF_NETWORK, call.span(), name));
    }
    List<String> parameters = PARAMETERS.get(name);
    Map<String, Expression> bound =
        Arguments.bind(name, call.span(), parameters, parameters, call.arguments(), context.reporter());
    List<Operand> operands =
        context.reporter().all(parameters, parameter -> context.expressions().operand(bound.get(parameter)));
    List<Extent> extents = Pointwise.extents(operands, "`" + name + "`", context.reporter());
    context.run().limits().checkTensor(positions(extents), call.span());
    Expr first = operands.get(0).value().element();
    Expr last = operands.get(operands.size() - 1).value().element();
    return new Quantity(extents, switch (name) {
      case "bernoulli" -> bernoulli(operands.get(0), extents);
      case "uniform" -> pool.add(first, pool.multiply(pool.subtract(last, first), unit(extents)));
      default -> normal(first, operands.get(1), extents);
    });
  }

  private Expr bernoulli(Operand probability, List<Extent> extents) {
    Expr p = probability.value().element();
    if (!(p instanceof Num num)) {
      return pool.when(pool.compare(Comparison.LESS, unit(extents), p), pool.one(), pool.zero());
    }
    Rational value = num.value();
    if (value.signum() < 0 || value.compareTo(Rational.ONE) > 0) {
      throw context.reporter().reject(
          Diagnostic.of(Code.BAD_SETTING, probability.span(), "p", "a probability, in 0..1, and not "
              + value.asDecimal().map(BigDecimal::toPlainString).orElseGet(value::toString)));
    }
    return value.isInteger() ? p : pool.when(pool.compare(Comparison.LESS, unit(extents), p), pool.one(), pool.zero());
  }

  private Expr normal(Expr mean, Operand deviation, List<Extent> extents) {
    Expr s = deviation.value().element();
    if (s instanceof Num num && num.value().signum() < 0) {
      throw context.reporter().reject(
          Diagnostic.of(Code.BAD_SETTING, deviation.span(), "s", "at least 0, and not " + num.value()));
    }
    return pool.add(mean, pool.multiply(s, drawn(Leaf.Kind.NORMAL_NOISE, extents, LeafFacts.NONE)));
  }

  /** Uniform in 0..1. */
  private Expr unit(List<Extent> extents) {
    return drawn(Leaf.Kind.UNIFORM_NOISE, extents, LeafFacts.in(Range.closed(0, 1)));
  }

  /** The positions of the indices around, and those of the arguments. */
  private List<Extent> positions(List<Extent> extents) {
    return Stream.concat(context.indices().stream().map(axis -> Extent.of(axis.size())), extents.stream()).toList();
  }

  private Expr drawn(Leaf.Kind kind, List<Extent> extents, LeafFacts facts) {
    List<Integer> shape = Extent.sizes(positions(extents));
    List<Expr> at = new ArrayList<>();
    context.indices().forEach(axis -> at.add(pool.axis(axis)));
    IntStream.range(0, extents.size()).forEach(i -> at.add(pool.axis(new Axis(i, extents.get(i).size()))));
    String site = context.site().name();
    return pool.access(context.run().noise(kind, site.isEmpty() ? "noise" : site + ".noise", shape, facts), at);
  }
}
