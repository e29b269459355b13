package dev.nnd.compiler.expr;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Evaluates expressions in double, straight from their meaning: slow, simple, and the judge of what is emitted.
 * Reductions run in row-major order of their bound axes.
 */
public final class Interpreter {
  private final Function<Leaf, double[]> leaves;
  private final int batchSize;
  private final boolean training;
  private final Optional<DoubleUnaryOperator> rounding;
  private final Map<Tensor, double[]> values = new HashMap<>();
  private final Map<Tensor, LogSumExp> logSumExps = new HashMap<>();
  private final Map<Product, Factors> factors = new HashMap<>();
  private final Map<Sum, List<Addends>> addends = new HashMap<>();

  /** The elements of a logsumexp, in two parts that are not rounded to one. */
  private record LogSumExp(double[] maxima, double[] logarithms) {}

  /**
   * @param leaves the elements of each leaf, row-major, the batch axis first where there is one
   * @param batchSize the length of the batch axis
   */
  public Interpreter(Function<Leaf, double[]> leaves, int batchSize, boolean training) {
    this(leaves, batchSize, training, Optional.empty());
  }

  /** One that rounds each result once more, to tell how far rounding matters; positions stay exact. */
  public Interpreter(Function<Leaf, double[]> leaves, int batchSize, boolean training, DoubleUnaryOperator rounding) {
    this(leaves, batchSize, training, Optional.of(rounding));
  }

  private Interpreter(
      Function<Leaf, double[]> leaves, int batchSize, boolean training, Optional<DoubleUnaryOperator> rounding) {
    this.leaves = leaves;
    this.batchSize = batchSize;
    this.training = training;
    this.rounding = rounding;
  }

  /** The value of an expression without free axes. */
  public double scalar(Expr e) {
    return elements(e, List.of())[0];
  }

  /** The value of an expression without free axes, and those of all parts of it that it took, outside of tensors. */
  public Map<Expr, Double> parts(Expr e) {
    evaluateTensors(e);
    Evaluation evaluation = new Evaluation(Map.of());
    evaluation.of(e);
    return Map.copyOf(evaluation.known);
  }

  /** All elements of an expression over the axes 0, 1, … of these sizes, row-major. */
  public double[] elements(Expr e, List<Integer> shape) {
    evaluateTensors(e);
    return tabulate(e, axes(shape, 0));
  }

  private void evaluateTensors(Expr e) {
    for (Tensor tensor : Dag.tensors(List.of(e))) {
      if (!values.containsKey(tensor)) {
        values.put(tensor, evaluate(tensor));
      }
    }
  }

  private static List<Axis> axes(List<Integer> shape, int from) {
    return IntStream.range(0, shape.size())
        .mapToObj(i -> new Axis(from + i, shape.get(i)))
        .toList();
  }

  private int size(int size) {
    return size == Axis.BATCH ? batchSize : size;
  }

  private int count(List<Axis> axes) {
    return axes.stream().mapToInt(axis -> size(axis.size())).reduce(1, Math::multiplyExact);
  }

  private double[] tabulate(Expr e, List<Axis> axes) {
    double[] result = new double[count(axes)];
    Map<Axis, Integer> at = new HashMap<>();
    for (int i = 0; i < result.length; i++) {
      place(axes, i, at);
      result[i] = new Evaluation(at).of(e);
    }
    return result;
  }

  /** Sets the axes to the position of this row-major number. */
  private void place(List<Axis> axes, int number, Map<Axis, Integer> at) {
    int rest = number;
    for (int i = axes.size() - 1; i >= 0; i--) {
      int size = size(axes.get(i).size());
      at.put(axes.get(i), rest % size);
      rest /= size;
    }
  }

  private double[] evaluate(Tensor tensor) {
    return tensor.accept(new Tensor.Visitor<>() {
      @Override
      public double[] visit(Leaf leaf) {
        return switch (leaf.kind()) {
          case CONSTANT -> leaf.values().stream().mapToDouble(Rational::doubleValue).toArray();
          case BATCH_SIZE -> new double[] {batchSize};
          default -> leaves.apply(leaf);
        };
      }

      @Override
      public double[] visit(Reduction reduction) {
        return reduction.op() == ReduceOp.LOGSUMEXP ? logSumExp(reduction) : reduce(reduction);
      }

      @Override
      public double[] visit(Definition definition) {
        return tabulate(definition.body(), definition.axes());
      }

      @Override
      public double[] visit(Scatter scatter) {
        return Interpreter.this.scatter(scatter);
      }
    });
  }

  private double[] reduce(Reduction reduction) {
    double[] result = new double[count(reduction.axes())];
    for (int i = 0; i < result.length; i++) {
      result[i] = Terms.reduce(reduction.op(), terms(reduction, i));
    }
    return result;
  }

  private double[] logSumExp(Reduction reduction) {
    double[] result = new double[count(reduction.axes())];
    LogSumExp parts = new LogSumExp(new double[result.length], new double[result.length]);
    for (int i = 0; i < result.length; i++) {
      double[] terms = terms(reduction, i);
      parts.maxima[i] = Terms.reduce(ReduceOp.MAX, terms);
      parts.logarithms[i] = Terms.logOfSum(terms, parts.maxima[i]);
      result[i] = parts.maxima[i] + parts.logarithms[i];
    }
    logSumExps.put(reduction, parts);
    return result;
  }

  /** What is reduced to the element of this row-major number. */
  private double[] terms(Reduction reduction, int number) {
    Map<Axis, Integer> at = new HashMap<>();
    place(reduction.axes(), number, at);
    double[] terms = new double[count(reduction.bound())];
    for (int k = 0; k < terms.length; k++) {
      place(reduction.bound(), k, at);
      terms[k] = new Evaluation(at).of(reduction.body());
    }
    return terms;
  }

  private double[] scatter(Scatter scatter) {
    double[] result = new double[count(scatter.axes())];
    Map<Axis, Integer> at = new HashMap<>();
    for (Scatter.Clause clause : scatter.clauses()) {
      int positions = count(clause.axes());
      for (int i = 0; i < positions; i++) {
        place(clause.axes(), i, at);
        Evaluation evaluation = new Evaluation(at);
        if (isWithin(scatter, clause.target(), evaluation)) {
          result[offset(scatter, clause.target(), evaluation)] += evaluation.of(clause.body());
        }
      }
    }
    return result;
  }

  private boolean isWithin(Scatter scatter, List<Expr> target, Evaluation evaluation) {
    for (int i = 0; i < target.size(); i++) {
      double index = evaluation.of(target.get(i));
      if (index < 0 || index >= size(scatter.shape().get(i))) {
        return false;
      }
    }
    return true;
  }

  private int offset(Tensor tensor, List<Expr> indices, Evaluation evaluation) {
    int offset = 0;
    for (int i = 0; i < indices.size(); i++) {
      int size = size(tensor.shape().get(i));
      int index = (int) evaluation.of(indices.get(i));
      if (index < 0 || index >= size) {
        throw new IndexOutOfBoundsException("index " + index + " of an axis of " + size);
      }
      offset = offset * size + index;
    }
    return offset;
  }

  /** One position of the axes; what is shared is computed once, what an {@code if} leaves out is not. */
  private final class Evaluation implements Expr.Visitor<Double> {
    private final Map<Axis, Integer> at;
    private final Map<Expr, Double> known = new HashMap<>();

    Evaluation(Map<Axis, Integer> at) {
      this.at = at;
    }

    double of(Expr e) {
      Double value = known.get(e);
      if (value == null) {
        value = rounding.isPresent() && isRounded(e)
            ? Double.valueOf(rounding.get().applyAsDouble(e.accept(this)))
            : e.accept(this);
        known.put(e, value);
      }
      return value;
    }

    private static boolean isRounded(Expr e) {
      return e instanceof Call || e instanceof Product || e instanceof Sum && Affine.of(e).isEmpty();
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
      return values.get(access.tensor())[offset(access.tensor(), access.indices(), this)];
    }

    @Override
    public Double visit(Sum sum) {
      double result = sum.constant().doubleValue();
      for (Addends group : addends.computeIfAbsent(sum, Addends::of)) {
        if (group.logSumExp().isPresent()) {
          result += difference(sum, group, group.logSumExp().get());
        } else {
          for (int i : group.terms()) {
            result += sum.coefficients().get(i).doubleValue() * of(sum.terms().get(i));
          }
        }
      }
      return result;
    }

    private double difference(Sum sum, Addends group, int logSumExp) {
      Rational coefficient = sum.coefficients().get(logSumExp);
      double result = 0;
      for (int i : group.terms()) {
        result += sum.coefficients().get(i).dividedBy(coefficient).doubleValue() * of(sum.terms().get(i));
      }
      Access access = (Access) sum.terms().get(logSumExp);
      of(access);
      LogSumExp parts = logSumExps.get(access.tensor());
      int at = offset(access.tensor(), access.indices(), this);
      return coefficient.doubleValue() * (result + parts.maxima[at] + parts.logarithms[at]);
    }

    @Override
    public Double visit(Product product) {
      return quotient(1, factors.computeIfAbsent(product, Factors::of));
    }

    /** In the order in which it is written: a quotient of squares is the square of a quotient, which does not overflow. */
    private double quotient(double coefficient, Factors written) {
      double above = coefficient;
      for (Factors.Power power : written.above()) {
        above *= power(power);
      }
      double below = 1;
      for (Factors.Power power : written.below()) {
        below *= power(power);
      }
      return above / below;
    }

    private double power(Factors.Power power) {
      if (power instanceof Factors.Exponential exponential) {
        return StrictMath.exp(of(exponential.argument()));
      }
      double base = power instanceof Factors.Single single ? of(single.base()) : raised((Factors.Together) power);
      double exponent = power.exponent().doubleValue();
      return exponent == 0.5 ? Math.sqrt(base) : StrictMath.pow(base, exponent);
    }

    private double of(Arrangement<Expr> arrangement) {
      double result = 0;
      for (Arrangement.Part<Expr> part : arrangement.parts()) {
        double magnitude = part.factor().doubleValue() * (part instanceof Arrangement.Group<Expr> group
            ? of(group.sum())
            : ((Arrangement.Single<Expr>) part).term().map(this::of).orElse(1.0));
        result += part.negative() ? -magnitude : magnitude;
      }
      return result;
    }

    private double raised(Factors.Together together) {
      return quotient(together.coefficient().doubleValue(), together.inside());
    }

    @Override
    public Double visit(Call call) {
      double second = call.arguments().size() > 1 ? of(call.arguments().get(1)) : 0;
      return Scalars.apply(call.primitive(), of(call.argument()), second);
    }

    @Override
    public Double visit(If conditional) {
      return of(conditional.condition()) != 0 ? of(conditional.then()) : of(conditional.otherwise());
    }

    @Override
    public Double visit(Compare compare) {
      return compare.relation().test(of(compare.left()), of(compare.right())) ? 1.0 : 0.0;
    }

    @Override
    public Double visit(Logic logic) {
      return switch (logic.connective()) {
        case AND -> logic.operands().stream().allMatch(operand -> of(operand) != 0) ? 1.0 : 0.0;
        case OR -> logic.operands().stream().anyMatch(operand -> of(operand) != 0) ? 1.0 : 0.0;
        case NOT -> of(logic.operands().get(0)) != 0 ? 0.0 : 1.0;
      };
    }

    @Override
    public Double visit(Training unused) {
      return training ? 1.0 : 0.0;
    }
  }
}
