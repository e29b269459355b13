package dev.nnd.compiler.testing;

import dev.nnd.compiler.Compiler;
import dev.nnd.compiler.cli.ScalarDerivatives;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Flattening;
import dev.nnd.compiler.expr.Printer;
import dev.nnd.compiler.expr.UndefinedException;
import dev.nnd.compiler.rewrite.RuleReader;
import dev.nnd.compiler.rewrite.Trace;
import dev.nnd.compiler.semantic.Elaborator;
import dev.nnd.compiler.syntax.Expression;
import dev.nnd.compiler.syntax.Parser;
import dev.nnd.compiler.syntax.RuleLine;
import dev.nnd.compiler.testing.precise.Ball;
import dev.nnd.compiler.testing.precise.Oracle;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** What must hold of the simplified form of a formula and of its derivatives. A check is one thread's. */
public final class SymbolicCheck {
  private static final int POINTS = 10;
  private static final int POINTS_OF_DERIVATIVES = 5;
  private static final int WANTED_BITS = 60;
  /** Sums that cancel are taken for zero below two to this. */
  private static final int NEGLIGIBLE = -300;
  private static final int AGREEING_BITS = 50;
  private static final List<String> VARIABLES = List.of("x", "y", "z");
  private static final double[] SPECIAL = {0, 1, -1, 2, -2, 3, -3, 0.5, -0.5, 4, 0.25, 10};
  private static final double[] SCALES = {1, 1, 4, 4, 30, 1e-3, 1e3, 1e-8};
  private static final String RULES = "/dev/nnd/compiler/rewrite/";

  /** What can be wrong. */
  public enum Kind {
    /** An exception that is no diagnostic. */
    CRASH,
    /** Refused although it has a value. */
    REFUSED,
    /** Another value. */
    VALUE,
    /** Undefined where the formula as written is not. */
    DOMAIN,
    LARGER,
    NOT_IDEMPOTENT,
    NOT_READ_BACK,
    REVERSE_DERIVATIVE,
    FORWARD_DERIVATIVE,
    REVERSE_SECOND_DERIVATIVE,
    FORWARD_SECOND_DERIVATIVE,
    DERIVATIVE_NOT_READ_BACK
  }

  /**
   * The result of a check.
   *
   * @param violations what is wrong, in words
   * @param rejected whether the formula is undefined, and was found to be so
   * @param excused whether a stabilising rule was applied, so that it may be larger
   * @param compared so many values and derivatives
   */
  public record Report(Map<Kind, String> violations, boolean rejected, boolean excused, int compared) {}

  /** A formula of the compiler, or that it has none. */
  private record Read(Optional<Expr> expr, String complaint) {}

  private final Compiler compiler = new Compiler();
  private final Oracle oracle = new Oracle(WANTED_BITS, 3, NEGLIGIBLE);
  private final Set<String> stabilising = new HashSet<>(Set.of("log_of_selection"));

  public SymbolicCheck() {
    RuleReader.lines(RULES + "stabilise.rules").forEach(line -> stabilising.add(((RuleLine.Rewrite) line).name().name()));
    RuleReader.lines(RULES + "simplify.rules").forEach(line -> stabilising.remove(((RuleLine.Rewrite) line).name().name()));
  }

  /** The work on one formula. */
  private final class Case {
    private final String text;
    private final Set<Kind> wanted;
    private final Expression written;
    private final Trace trace = new Trace();
    private final ExprPool pool = new ExprPool(trace, Flattening.FORMULA);
    private final Map<Kind, String> violations = new EnumMap<>(Kind.class);
    private final List<Map<String, Double>> points;
    private int compared;
    private boolean excused;

    Case(String text, Set<Kind> wanted) {
      this.text = text;
      this.wanted = wanted;
      this.written = Library.parse(text);
      this.points = points(new Random(text.length() * 31L + 17));
    }

    private boolean wants(Kind... kinds) {
      for (Kind kind : kinds) {
        if (wanted.contains(kind)) {
          return true;
        }
      }
      return false;
    }

    private void violated(Kind kind, String how) {
      if (wanted.contains(kind)) {
        violations.putIfAbsent(kind, how);
      }
    }

    Report run() {
      boolean rejected = false;
      try {
        Read read = read(text);
        if (read.expr().isEmpty()) {
          rejected = refused(read.complaint());
        } else {
          check(read.expr().get());
        }
      } catch (UndefinedException undefined) {
        rejected = refused(undefined.getMessage());
      } catch (RuntimeException | StackOverflowError e) {
        violated(Kind.CRASH, e + " at " + (e.getStackTrace().length > 0 ? e.getStackTrace()[0] : ""));
      }
      return new Report(violations, rejected, excused, compared);
    }

    private Read read(String formula) {
      DiagnosticSink sink = new DiagnosticSink();
      Optional<Expr> expr = Parser.parseExpression(new SourceFile("formula", formula), sink)
          .flatMap(parsed -> Elaborator.scalar(
              parsed, pool, compiler.library(), compiler.derivation().differentiation(new Trace()), sink));
      return sink.hasErrors() || expr.isEmpty()
          ? new Read(Optional.empty(), sink.diagnostics().isEmpty() ? "" : sink.diagnostics().get(0).title())
          : new Read(expr, "");
    }

    private Expr simplified(Expr e) {
      return compiler.derivation().simplify(pool, trace, e);
    }

    private static String print(Expr e) {
      return Printer.plain().print(e);
    }

    /** Whether it has no value anywhere. */
    private boolean refused(String why) {
      for (Map<String, Double> point : points) {
        if (wants(Kind.REFUSED) && oracle.value(written, point).isValue()) {
          violated(Kind.REFUSED, why + ", but defined at " + new TreeMap<>(point));
          return true;
        }
      }
      return true;
    }

    private void check(Expr canonical) {
      if (wants(Kind.NOT_READ_BACK)) {
        readBack(Kind.NOT_READ_BACK, canonical, "the canonical form");
      }
      int before = trace.rules().size();
      Expr result = simplified(canonical);
      String printed = print(result);
      excused = trace.rules().subList(Math.min(before, trace.rules().size()), trace.rules().size()).stream().anyMatch(stabilising::contains);
      readBack(Kind.NOT_READ_BACK, result, "the result");
      Optional<Expression> resultWritten = Parser.parseExpression(new SourceFile("result", printed), new DiagnosticSink());
      if (resultWritten.isEmpty()) {
        return;
      }
      if (wants(Kind.LARGER) && !excused) {
        int was = WrittenSize.of(written);
        int is = WrittenSize.of(resultWritten.get());
        if (is > was) {
          violated(Kind.LARGER, printed + " of " + is + " operators, was " + was);
        }
      }
      if (wants(Kind.NOT_IDEMPOTENT)) {
        String again = read(printed).expr().map(e -> print(simplified(e))).orElse("refused");
        if (!again.equals(printed)) {
          violated(Kind.NOT_IDEMPOTENT, printed + " becomes " + again);
        }
      }
      if (wants(Kind.VALUE, Kind.DOMAIN)) {
        compareValues(printed, resultWritten.get());
      }
      if (wants(Kind.REVERSE_DERIVATIVE, Kind.FORWARD_DERIVATIVE, Kind.REVERSE_SECOND_DERIVATIVE, Kind.FORWARD_SECOND_DERIVATIVE,
          Kind.DERIVATIVE_NOT_READ_BACK)) {
        compareDerivatives(canonical);
      }
    }

    private void readBack(Kind kind, Expr e, String what) {
      String printed = print(e);
      Read again = read(printed);
      if (again.expr().isEmpty()) {
        violated(kind, what + " " + printed + " is refused: " + again.complaint());
      } else if (again.expr().get() != e) {
        violated(kind, what + " " + printed + " is read as " + print(again.expr().get()));
      }
    }

    private void compareValues(String printed, Expression result) {
      for (Map<String, Double> point : points) {
        Oracle.Outcome expected = oracle.value(written, point);
        if (expected.isValue()) {
          compare(Kind.VALUE, Kind.DOMAIN, printed, expected.jet().value(), oracle.value(result, point), point);
        }
      }
    }

    private void compare(Kind value, Kind domain, String printed, Ball expected, Oracle.Outcome actual, Map<String, Double> point) {
      compared++;
      if (actual.kind() == Oracle.Kind.UNDEFINED) {
        violated(domain, printed + " is undefined, should be " + expected + " at " + new TreeMap<>(point));
      } else if (actual.isValue() && !oracle.agree(expected, actual.jet().value(), AGREEING_BITS)) {
        violated(value, printed + " = " + actual.jet().value() + ", should be " + expected + " at " + new TreeMap<>(point));
      }
    }

    private void compareDerivatives(Expr canonical) {
      Set<String> names = new HashSet<>();
      points.get(0).keySet().stream().filter(name -> text.contains(name)).forEach(names::add);
      List<String> candidates = VARIABLES.stream().filter(names::contains).toList();
      if (candidates.isEmpty()) {
        return;
      }
      String variable = candidates.get(Math.floorMod(text.length(), candidates.size()));
      List<Oracle.Outcome> expected = new ArrayList<>();
      for (Map<String, Double> point : points.subList(0, POINTS_OF_DERIVATIVES)) {
        expected.add(oracle.derivatives(written, point, variable, 2));
      }
      boolean anywhere = expected.stream().anyMatch(Oracle.Outcome::isValue);
      derivative(Kind.REVERSE_DERIVATIVE, canonical, variable, true, 1, expected, anywhere);
      derivative(Kind.FORWARD_DERIVATIVE, canonical, variable, false, 1, expected, anywhere);
      derivative(Kind.REVERSE_SECOND_DERIVATIVE, canonical, variable, true, 2, expected, anywhere);
      derivative(Kind.FORWARD_SECOND_DERIVATIVE, canonical, variable, false, 2, expected, anywhere);
    }

    private void derivative(
        Kind kind, Expr canonical, String variable, boolean reverse, int order, List<Oracle.Outcome> expected, boolean anywhere) {
      if (!wants(kind, Kind.DERIVATIVE_NOT_READ_BACK)) {
        return;
      }
      Expr derivative;
      try {
        derivative = ScalarDerivatives.of(compiler.derivation(), pool, canonical, variable, reverse, order);
      } catch (UndefinedException undefined) {
        if (anywhere) {
          violated(kind, "by " + variable + " refused: " + undefined.getMessage());
        }
        return;
      }
      String printed = print(derivative);
      readBack(Kind.DERIVATIVE_NOT_READ_BACK, derivative, "the derivative of order " + order);
      Optional<Expression> parsed = Parser.parseExpression(new SourceFile("derivative", printed), new DiagnosticSink());
      if (!wants(kind) || parsed.isEmpty()) {
        return;
      }
      for (int i = 0; i < expected.size(); i++) {
        if (expected.get(i).isValue()) {
          compare(kind, kind, "by " + variable + ": " + printed, expected.get(i).jet().derivative(order),
              oracle.value(parsed.get(), points.get(i)), points.get(i));
        }
      }
    }
  }

  private static List<Map<String, Double>> points(Random random) {
    List<Map<String, Double>> points = new ArrayList<>();
    for (int i = 0; i < POINTS; i++) {
      Map<String, Double> point = new TreeMap<>();
      for (String variable : VARIABLES) {
        double value = random.nextInt(100) < (i < POINTS_OF_DERIVATIVES ? 25 : 60)
            ? SPECIAL[random.nextInt(SPECIAL.length)]
            : SCALES[random.nextInt(SCALES.length)] * (2 * random.nextDouble() - 1);
        point.put(variable, i % 3 == 0 ? Math.abs(value) : value);
      }
      points.add(point);
    }
    return points;
  }

  /** Checks a formula for everything. */
  public Report check(String formula) {
    return check(formula, Set.of(Kind.values()));
  }

  private Report check(String formula, Set<Kind> wanted) {
    return new Case(formula, wanted).run();
  }

  /** The smallest formula that still has a violation of this kind. */
  public RandomExpression shrink(RandomExpression failing, Kind kind) {
    RandomExpression smallest = failing;
    for (Optional<RandomExpression> next = Optional.of(failing); next.isPresent(); ) {
      smallest = next.get();
      next = smallest.shrunk().stream()
          .filter(candidate -> check(candidate.text(), Set.of(kind)).violations().containsKey(kind))
          .findFirst();
    }
    return smallest;
  }

  /** What is wrong with a formula in this way. */
  public String violation(RandomExpression e, Kind kind) {
    return check(e.text(), Set.of(kind)).violations().getOrDefault(kind, "");
  }
}
