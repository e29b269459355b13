package dev.nnd.compiler.testing;

import dev.nnd.compiler.Compiler;
import dev.nnd.compiler.cli.ScalarDerivatives;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Interpreter;
import dev.nnd.compiler.expr.Printer;
import dev.nnd.compiler.rewrite.Trace;
import dev.nnd.compiler.syntax.Expression;
import dev.nnd.compiler.testing.precise.Ball;
import dev.nnd.compiler.testing.precise.Oracle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * The double that a result comes to, against the number that the formula as written is: everywhere in its domain to
 * twelve digits, never an infinity, never no number. A check is one thread's.
 */
public final class StabilityCheck {
  private static final double TOLERANCE = 1e-12;
  /** Just above the subnormal numbers. */
  private static final double VANISHING = 2.3e-308;
  private static final int WANTED_BITS = 50;
  private static final int UNITS = 4;
  private static final List<String> ELEMENTS = List.of("z0", "z1", "z2");

  /**
   * A point at which a result is wrong.
   *
   * @param conditioned what the neighbours of the point say: by how much the true value itself moves, relatively, when
   *     every variable moves by half a unit in its last place; 0 where nothing is excused
   */
  public record Miss(Map<String, Double> point, double actual, Ball expected, double error, double conditioned) {
    /** Whether no algorithm that rounds its inputs could do better. */
    public boolean isInherent() {
      return error <= UNITS * conditioned;
    }
  }

  /**
   * What became of a formula or of a derivative of it.
   *
   * @param what for instance {@code d/dx}
   * @param printed the result
   * @param compared points in the domain
   * @param unknown points at which the judge does not know
   */
  public record Verdict(String what, String printed, int compared, int unknown, List<Miss> misses) {}

  private final Compiler compiler = new Compiler();
  private final Map<Map<String, Double>, Oracle.Outcome> values = new IdentityHashMap<>();
  private boolean rootsAreExcused;
  private final Oracle oracle = new Oracle(WANTED_BITS, 4, Integer.MIN_VALUE);

  /** The verdicts on the value and on the derivative by each variable. */
  public List<Verdict> check(StabilityForms.Form form, List<Map<String, Double>> points) {
    Expression written = Library.parse(form.formula());
    Formulas formulas = new Formulas();
    ExprPool pool = formulas.pool();
    Expr canonical = formulas.read(form.formula());
    start(form.family());
    List<Verdict> verdicts = new ArrayList<>();
    for (String variable : points.get(0).keySet()) {
      Expr derivative = ScalarDerivatives.of(compiler.derivation(), pool, canonical, variable, true, 1);
      verdicts.add(verdict(formulas, "d/d" + variable, derivative, written, variable, points));
    }
    verdicts.add(0, verdict(formulas, "value", compiler.derivation().simplify(pool, new Trace(), canonical), written, "", points));
    return verdicts;
  }

  private void start(String family) {
    values.clear();
    rootsAreExcused = StabilityForms.withRoots().containsKey(family);
  }

  /** The verdicts on a network's stable loss and on its gradient, by the element. */
  public List<Verdict> check(StabilityForms.Net net, List<Map<String, Double>> points) {
    Expression written = Library.parse(net.formula());
    Compiler.Derived derived = CompiledNetwork.derived(net.text());
    List<Verdict> verdicts = new ArrayList<>();
    start(net.family());
    Expr gradient = derived.network().gradients().get(0).ofLoss();
    for (int i = 0; i < ELEMENTS.size(); i++) {
      int element = i;
      verdicts.add(judge("d/d" + ELEMENTS.get(i), printed(gradient), written, ELEMENTS.get(i), points,
          point -> interpreter(point).elements(gradient, List.of(ELEMENTS.size()))[element]));
    }
    Expr loss = derived.network().loss().orElseThrow();
    verdicts.add(0, judge("value", printed(loss), written, "", points, point -> interpreter(point).scalar(loss)));
    return verdicts;
  }

  private static String printed(Expr e) {
    StringBuilder text = new StringBuilder(Printer.plain().print(e));
    Dag.tensors(List.of(e)).forEach(tensor -> {
      if (tensor instanceof Definition definition) {
        text.append("; ").append(definition.name()).append(" = ").append(Printer.plain().print(definition.body()));
      }
    });
    return text.toString();
  }

  private static Interpreter interpreter(Map<String, Double> point) {
    return new Interpreter(leaf -> ELEMENTS.stream().mapToDouble(point::get).toArray(), 1, true);
  }

  /** On what the printed text comes to when it is read back. */
  private Verdict verdict(Formulas formulas, String what, Expr result, Expression written, String variable, List<Map<String, Double>> points) {
    String text = Printer.plain().print(result);
    Expr read = Boolean.getBoolean("direct") ? result : formulas.read(text);
    return judge(what, text, written, variable, points,
        point -> new Interpreter(leaf -> new double[] {point.get(leaf.name())}, 1, true).scalar(read));
  }

  /** Judges values, or derivatives by a variable where it is not empty, however they are computed. */
  private Verdict judge(String what, String printed, Expression written, String variable, List<Map<String, Double>> points,
      ToDoubleFunction<Map<String, Double>> actual) {
    int order = variable.isEmpty() ? 0 : 1;
    List<Miss> misses = new ArrayList<>();
    int compared = 0;
    int unknown = 0;
    for (Map<String, Double> point : points) {
      Oracle.Outcome outcome = outcome(written, point, variable, order);
      unknown += outcome.kind() == Oracle.Kind.UNKNOWN ? 1 : 0;
      if (!outcome.isValue() || Double.isInfinite(outcome.jet().derivative(order).toDouble())) {
        continue;
      }
      Ball expected = outcome.jet().derivative(order);
      compared++;
      double found = actual.applyAsDouble(point);
      double error = error(found, expected);
      if (!(error <= TOLERANCE)) {
        double conditioned = rootsAreExcused ? conditioned(written, variable, order, point, expected) : 0;
        misses.add(new Miss(new TreeMap<>(point), found, expected, error, conditioned));
      }
    }
    return new Verdict(what, printed, compared, unknown, misses);
  }

  /** Values are found on the way to the first derivative, which is taken first; so they are kept. */
  private Oracle.Outcome outcome(Expression written, Map<String, Double> point, String variable, int order) {
    Optional<Oracle.Outcome> known = Optional.ofNullable(values.get(point));
    if (order == 0 && known.isPresent()) {
      return known.get();
    }
    Oracle.Outcome outcome = oracle.derivatives(written, point, variable, order);
    if (outcome.isValue()) {
      values.put(point, outcome);
    }
    return outcome;
  }

  /** Relative; of a true value below the normal numbers no digit counts, so that whatever is as small will do. */
  private double error(double actual, Ball expected) {
    double nearest = expected.toDouble();
    if (Double.isNaN(actual) || Double.isInfinite(actual)) {
      return Double.POSITIVE_INFINITY;
    }
    if (Math.abs(nearest) < Double.MIN_NORMAL) {
      return Math.abs(actual) <= VANISHING ? 0 : Math.abs(actual - nearest) / Double.MIN_NORMAL;
    }
    return Math.abs(oracle.relativeError(actual, expected));
  }

  private double conditioned(Expression written, String variable, int order, Map<String, Double> point, Ball expected) {
    double sum = 0;
    for (String moved : point.keySet()) {
      double largest = 0;
      for (double to : new double[] {Math.nextUp(point.get(moved)), Math.nextDown(point.get(moved))}) {
        Map<String, Double> beside = new HashMap<>(point);
        beside.put(moved, to);
        Oracle.Outcome outcome = oracle.derivatives(written, beside, variable, order);
        if (outcome.isValue() && Double.isFinite(outcome.jet().derivative(order).toDouble())) {
          largest = Math.max(largest, error(outcome.jet().derivative(order).toDouble(), expected));
        }
      }
      sum += largest / 2;
    }
    return sum;
  }
}
