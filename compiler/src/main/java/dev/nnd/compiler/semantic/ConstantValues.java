package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.AxisValue;
import dev.nnd.compiler.expr.Call;
import dev.nnd.compiler.expr.Compare;
import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.If;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Logic;
import dev.nnd.compiler.expr.Num;
import dev.nnd.compiler.expr.Pi;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Scatter;
import dev.nnd.compiler.expr.Sum;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.expr.Training;
import dev.nnd.compiler.semantic.Value.Quantity;
import dev.nnd.runtime.Functions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The numbers that a constant expression stands for: where a parameter starts, the bounds of a range, a setting. */
final class ConstantValues {
  private final Reporter reporter;
  private final Span span;
  private final String what;
  private final Map<Tensor, double[]> known = new HashMap<>();

  private ConstantValues(Reporter reporter, Span span, String what) {
    this.reporter = reporter;
    this.span = span;
    this.what = what;
  }

  /** All elements, row-major; one for a scalar. */
  static List<Double> of(Quantity value, Span span, String what, Reporter reporter) {
    ConstantValues values = new ConstantValues(reporter, span, what);
    List<Double> result = new ArrayList<>();
    forEach(value.axes(), at -> result.add(values.at(value.element(), at)));
    return result;
  }

  /** A single number. */
  static double of(Expr scalar, Span span, String what, Reporter reporter) {
    return of(Quantity.scalar(scalar), span, what, reporter).get(0);
  }

  private static void forEach(List<Axis> axes, Consumer<Map<Axis, Integer>> action) {
    forEach(axes, 0, new HashMap<>(), action);
  }

  private static void forEach(List<Axis> axes, int next, Map<Axis, Integer> at, Consumer<Map<Axis, Integer>> action) {
    if (next == axes.size()) {
      action.accept(Map.copyOf(at));
      return;
    }
    for (int i = 0; i < axes.get(next).size(); i++) {
      at.put(axes.get(next), i);
      forEach(axes, next + 1, at, action);
    }
  }

  private double at(Expr e, Map<Axis, Integer> at) {
    double value = e.accept(new Evaluation(at));
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw reporter.reject(Diagnostic.of(Code.UNDEFINED_VALUE, span, what + " has no finite value"));
    }
    return value;
  }

  private Rejection notConstant() {
    return reporter.reject(Diagnostic.of(Code.NOT_CONSTANT, span, what));
  }

  private double[] elements(Tensor tensor) {
    double[] values = known.get(tensor);
    if (values == null) {
      values = compute(tensor);
      known.put(tensor, values);
    }
    return values;
  }

  private double[] compute(Tensor tensor) {
    long count = Limits.elements(tensor.shape());
    if (count > Limits.NODES) {
      throw notConstant();
    }
    if (tensor instanceof Leaf leaf && leaf.kind() == Leaf.Kind.CONSTANT) {
      return leaf.values().stream().mapToDouble(value -> value.doubleValue()).toArray();
    }
    double[] values = new double[(int) count];
    if (tensor instanceof Definition definition) {
      forEach(tensor.axes(), at -> values[position(tensor, at)] = at(definition.body(), at));
    } else if (tensor instanceof Scatter scatter) {
      for (Scatter.Clause clause : scatter.clauses()) {
        forEach(clause.axes(), at -> values[position(tensor, clause.target(), at)] += at(clause.body(), at));
      }
    } else if (tensor instanceof Reduction reduction) {
      forEach(tensor.axes(), at -> values[position(tensor, at)] = reduce(reduction, at));
    } else {
      throw notConstant();
    }
    return values;
  }

  private double reduce(Reduction reduction, Map<Axis, Integer> at) {
    List<Double> values = new ArrayList<>();
    forEach(reduction.bound(), bound -> {
      Map<Axis, Integer> all = new HashMap<>(at);
      all.putAll(bound);
      values.add(at(reduction.body(), all));
    });
    double greatest = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    return switch (reduction.op()) {
      case SUM -> values.stream().mapToDouble(Double::doubleValue).sum();
      case PROD -> values.stream().mapToDouble(Double::doubleValue).reduce(1, (a, b) -> a * b);
      case MAX -> greatest;
      case MIN -> least;
      case LOGSUMEXP -> greatest + Functions.log(values.stream().mapToDouble(value -> Functions.exp(value - greatest)).sum());
      case ARGMAX -> values.indexOf(greatest);
      case ARGMIN -> values.indexOf(least);
    };
  }

  private static int position(Tensor tensor, Map<Axis, Integer> at) {
    int position = 0;
    for (Axis axis : tensor.axes()) {
      position = position * axis.size() + at.getOrDefault(axis, 0);
    }
    return position;
  }

  private int position(Tensor tensor, List<Expr> indices, Map<Axis, Integer> at) {
    int position = 0;
    for (int i = 0; i < indices.size(); i++) {
      position = position * tensor.shape().get(i) + (int) at(indices.get(i), at);
    }
    return position;
  }

  /** The value at a position. */
  private final class Evaluation implements Expr.Visitor<Double> {
    private final Map<Axis, Integer> at;

    Evaluation(Map<Axis, Integer> at) {
      this.at = at;
    }

    private double value(Expr e) {
      return e.accept(this);
    }

    private boolean holds(Expr e) {
      return value(e) != 0;
    }

    @Override
    public Double visit(Num num) {
      return num.value().doubleValue();
    }

    @Override
    public Double visit(Pi pi) {
      return Math.PI;
    }

    @Override
    public Double visit(AxisValue axis) {
      return (double) at.get(axis.axis());
    }

    @Override
    public Double visit(Access access) {
      return elements(access.tensor())[position(access.tensor(), access.indices(), at)];
    }

    @Override
    public Double visit(Sum sum) {
      double total = sum.constant().doubleValue();
      for (int i = 0; i < sum.terms().size(); i++) {
        total += sum.coefficients().get(i).doubleValue() * value(sum.terms().get(i));
      }
      return total;
    }

    @Override
    public Double visit(Product product) {
      double total = 1;
      for (int i = 0; i < product.bases().size(); i++) {
        total *= StrictMath.pow(value(product.bases().get(i)), product.exponents().get(i).doubleValue());
      }
      return total;
    }

    @Override
    public Double visit(Call call) {
      double x = value(call.argument());
      return switch (call.primitive()) {
        case EXP -> Functions.exp(x);
        case LOG -> Functions.log(x);
        case LOG1P -> Functions.log1p(x);
        case EXPM1 -> Functions.expm1(x);
        case LOG2 -> Functions.log2(x);
        case LOG10 -> Functions.log10(x);
        case CBRT -> Functions.cbrt(x);
        case ABS -> Math.abs(x);
        case SIGN -> Functions.sign(x);
        case SIN -> Functions.sin(x);
        case COS -> Functions.cos(x);
        case TAN -> Functions.tan(x);
        case ASIN -> Functions.asin(x);
        case ACOS -> Functions.acos(x);
        case ATAN -> Functions.atan(x);
        case SINH -> Functions.sinh(x);
        case COSH -> Functions.cosh(x);
        case TANH -> Functions.tanh(x);
        case ASINH -> Functions.asinh(x);
        case ACOSH -> Functions.acosh(x);
        case ATANH -> Functions.atanh(x);
        case ERF -> Functions.erf(x);
        case ERFC -> Functions.erfc(x);
        case FLOOR -> Functions.floor(x);
        case LOGISTIC -> Functions.logistic(x);
        case SOFTPLUS -> Functions.softplus(x);
        case STOP_GRADIENT -> x;
        case POW -> Functions.pow(x, value(call.arguments().get(1)));
        case MIN -> Math.min(x, value(call.arguments().get(1)));
        case MAX -> Math.max(x, value(call.arguments().get(1)));
      };
    }

    @Override
    public Double visit(If conditional) {
      return value(holds(conditional.condition()) ? conditional.then() : conditional.otherwise());
    }

    @Override
    public Double visit(Compare compare) {
      return compare.relation().test(value(compare.left()), value(compare.right())) ? 1.0 : 0.0;
    }

    @Override
    public Double visit(Logic logic) {
      boolean holds = switch (logic.connective()) {
        case AND -> logic.operands().stream().allMatch(this::holds);
        case OR -> logic.operands().stream().anyMatch(this::holds);
        case NOT -> !holds(logic.operands().get(0));
      };
      return holds ? 1.0 : 0.0;
    }

    @Override
    public Double visit(Training training) {
      throw notConstant();
    }
  }
}
