package dev.nnd.compiler.expr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/**
 * Makes every node of a compilation, each once: what is built of equal parts is the same object. The constructors
 * bring an expression into canonical form, so that {@code x + x}, {@code 2x} and {@code 3x - x} are one node.
 */
public final class ExprPool {
  private final Map<Object, Node> nodes = new HashMap<>();
  private final CanonicalTrace trace;
  private final Flattening flattening;
  private final Reducer reducer = new Reducer(this);
  private final Substitution substitution = new Substitution(this);
  private final Ranges ranges = new Ranges();
  private final Totality totality = new Totality(this::range);
  private final Size size = new Size();
  private final Leaf batchSize;
  private int nextId;
  private long operands;

  /** For formulas. */
  public ExprPool() {
    this(CanonicalTrace.SILENT, Flattening.FORMULA);
  }

  public ExprPool(CanonicalTrace trace, Flattening flattening) {
    this.trace = trace;
    this.flattening = flattening;
    this.batchSize =
        leaf(Leaf.Kind.BATCH_SIZE, "batch size", List.of(), new LeafFacts(Range.closed(1, Double.POSITIVE_INFINITY), false, true));
  }

  CanonicalTrace trace() {
    return trace;
  }

  Flattening flattening() {
    return flattening;
  }

  // ---- constants and leaves

  public Expr num(Rational value) {
    return intern(List.of("num", value), id -> new Num(id, Fingerprint.of("num").with(value), value));
  }

  public Expr num(long value) {
    return num(Rational.of(value));
  }

  public Expr zero() {
    return num(Rational.ZERO);
  }

  public Expr one() {
    return num(Rational.ONE);
  }

  public Expr pi() {
    return intern(List.of("pi"), id -> new Pi(id, Fingerprint.of("pi")));
  }

  /** The condition {@code training}. */
  public Expr training() {
    return intern(List.of("training"), id -> new Training(id, Fingerprint.of("training")));
  }

  public Expr axis(Axis axis) {
    return axis.size() == 1
        ? zero()
        : intern(List.of("axis", axis), id -> new AxisValue(id, Fingerprint.of("axis").with(axis), axis));
  }

  public Leaf leaf(Leaf.Kind kind, String name, List<Integer> shape, LeafFacts facts) {
    return leaf(kind, name, shape, facts, List.of());
  }

  /** A literal tensor. */
  public Leaf constant(String name, List<Integer> shape, List<Rational> values) {
    Range range = Range.closed(
        values.stream().mapToDouble(Rational::doubleValue).min().orElse(0),
        values.stream().mapToDouble(Rational::doubleValue).max().orElse(0));
    return leaf(Leaf.Kind.CONSTANT, name, shape, LeafFacts.in(range), values);
  }

  private Leaf leaf(Leaf.Kind kind, String name, List<Integer> shape, LeafFacts facts, List<Rational> values) {
    Fingerprint print = Fingerprint.of(kind.name()).with(name);
    for (int size : shape) {
      print = print.with(size);
    }
    for (Rational value : values) {
      print = print.with(value);
    }
    long structure = print.structure();
    return intern(
        Arrays.asList("leaf", kind, name, shape, facts, values),
        id -> new Leaf(id, structure, kind, name, shape, facts, values));
  }

  /** A scalar free variable. */
  public Expr variable(String name) {
    return access(leaf(Leaf.Kind.VARIABLE, name, List.of(), LeafFacts.NONE), List.of());
  }

  /** The number of examples of the batch. */
  public Expr batchSize() {
    return access(batchSize, List.of());
  }

  // ---- accesses and definitions

  /** @throws IllegalArgumentException when there is not one index for each axis */
  public Expr access(Tensor tensor, List<Expr> indices) {
    if (indices.size() != tensor.rank()) {
      throw new IllegalArgumentException(tensor.rank() + " indices wanted, " + indices.size() + " given");
    }
    if (tensor instanceof Leaf leaf && leaf.kind() == Leaf.Kind.CONSTANT && leaf.values().size() == 1) {
      return num(leaf.values().get(0));
    }
    if (tensor instanceof Scatter scatter) {
      Optional<Expr> element = scatter.element(this, indices);
      if (element.isPresent()) {
        return element.get();
      }
    }
    List<Expr> copy = List.copyOf(indices);
    Fingerprint print = Fingerprint.of("access").with(tensor.structure()).with(copy);
    return intern(
        List.of("access", tensor, copy), id -> new Access(id, print, axesOf(copy), tensor, copy));
  }

  /** The element at the tensor's own axes. */
  public Expr element(Tensor tensor) {
    return access(tensor, tensor.axes().stream().map(this::axis).toList());
  }

  /**
   * {@code op(bound: body)} as an expression over the other axes of the body: a definition of its own, read there.
   */
  public Expr reduce(ReduceOp op, List<Axis> bound, Expr body) {
    return reducer.reduce(op, bound, body);
  }

  /**
   * The reduction as it is written, for the pattern of a rule: there a variable may stand for what depends on the
   * bound axes although it does not show them.
   */
  public Expr pattern(ReduceOp op, List<Axis> bound, Expr body) {
    return element(internReduction(op, List.of(), bound, body));
  }

  Reduction internReduction(ReduceOp op, List<Integer> shape, List<Axis> bound, Expr body) {
    Fingerprint print = Fingerprint.of(op.name()).with(shape.size()).with(body);
    for (Axis axis : bound) {
      print = print.with(axis);
    }
    long structure = print.structure();
    return intern(
        List.of("reduce", op, shape, bound, body),
        id -> new Reduction(id, structure, shape, op, List.copyOf(bound), body));
  }

  /**
   * A named definition over the axes {@code 0 … rank-1} of its body, opaque to its users.
   *
   * @param shape the sizes of these axes
   */
  public Definition define(String name, List<Integer> shape, Expr body) {
    long structure = Fingerprint.of("define").with(name).with(body).structure();
    return intern(
        List.of("define", name, shape, body), id -> new Definition(id, structure, name, shape, body));
  }

  /** A named definition over these axes of the body, read at them. */
  public Expr named(String name, Collection<Axis> axes, Expr body) {
    List<Axis> ordered = Axis.batchFirst(axes);
    Map<Axis, Expr> numbering = new HashMap<>();
    for (Axis axis : ordered) {
      numbering.put(axis, axis(new Axis(numbering.size(), axis.size())));
    }
    List<Integer> shape = ordered.stream().map(Axis::size).toList();
    return access(define(name, shape, substitute(body, numbering)), ordered.stream().map(this::axis).toList());
  }

  /** @throws IllegalArgumentException for a clause with another number of targets than axes of the tensor */
  public Scatter scatter(List<Integer> shape, List<Scatter.Clause> clauses) {
    Fingerprint print = Fingerprint.of("scatter");
    for (int size : shape) {
      print = print.with(size);
    }
    for (Scatter.Clause clause : clauses) {
      if (clause.target().size() != shape.size()) {
        throw new IllegalArgumentException(shape.size() + " targets wanted, " + clause.target().size() + " given");
      }
      print = print.with(clause.target()).with(clause.body());
    }
    long structure = print.structure();
    return intern(List.of("scatter", shape, clauses), id -> new Scatter(id, structure, shape, clauses));
  }

  // ---- arithmetic

  public Expr add(Expr... terms) {
    return add(Arrays.asList(terms));
  }

  public Expr add(Collection<Expr> terms) {
    LinearBuilder sum = new LinearBuilder(this);
    terms.forEach(term -> sum.add(term, Rational.ONE));
    return sum.build();
  }

  public Expr subtract(Expr left, Expr right) {
    return new LinearBuilder(this).add(left, Rational.ONE).add(right, Rational.MINUS_ONE).build();
  }

  public Expr negate(Expr e) {
    return scale(Rational.MINUS_ONE, e);
  }

  public Expr scale(Rational factor, Expr e) {
    return factor.isOne() ? e : new LinearBuilder(this).add(e, factor).build();
  }

  /** {@code constant + Σ coefficient term}. */
  public Expr linear(List<Expr> terms, List<Rational> coefficients, Rational constant) {
    LinearBuilder sum = new LinearBuilder(this).add(one(), constant);
    for (int i = 0; i < terms.size(); i++) {
      sum.add(terms.get(i), coefficients.get(i));
    }
    return sum.build();
  }

  Expr internSum(List<Expr> terms, List<Rational> coefficients, Rational constant) {
    count(terms.size());
    Fingerprint print = Fingerprint.of("sum").with(constant);
    for (int i = 0; i < terms.size(); i++) {
      print = print.with(terms.get(i), coefficients.get(i));
    }
    Fingerprint result = print;
    return intern(
        List.of("sum", terms, coefficients, constant),
        id -> new Sum(id, result, axesOf(terms), List.copyOf(terms), List.copyOf(coefficients), constant));
  }

  public Expr multiply(Expr... factors) {
    return multiply(Arrays.asList(factors));
  }

  public Expr multiply(Collection<Expr> factors) {
    PowerBuilder product = new PowerBuilder(this);
    factors.forEach(factor -> product.multiply(factor, Rational.ONE));
    return product.build();
  }

  /** @throws UndefinedException when the divisor is zero */
  public Expr divide(Expr dividend, Expr divisor) {
    return new PowerBuilder(this).multiply(dividend, Rational.ONE).multiply(divisor, Rational.MINUS_ONE).build();
  }

  /** {@code Π base^exponent}. */
  public Expr powers(List<Expr> bases, List<Rational> exponents) {
    PowerBuilder product = new PowerBuilder(this);
    for (int i = 0; i < bases.size(); i++) {
      product.multiply(bases.get(i), exponents.get(i));
    }
    return product.build();
  }

  /** What is left of a product without one of its factors; an expression that is no product is its only factor. */
  public Expr without(Expr e, int factor) {
    if (!(e instanceof Product product)) {
      return one();
    }
    List<Expr> bases = new ArrayList<>(product.bases());
    List<Rational> exponents = new ArrayList<>(product.exponents());
    bases.remove(factor);
    exponents.remove(factor);
    return powers(bases, exponents);
  }

  /** Here {@code 0^0} is 1. */
  public Expr power(Expr base, Rational exponent) {
    return exponent.isZero() ? one() : new PowerBuilder(this).multiply(base, exponent).build();
  }

  public Expr power(Expr base, Expr exponent) {
    return call(Primitive.POW, base, exponent);
  }

  public Expr sqrt(Expr e) {
    return power(e, Rational.HALF);
  }

  Expr internProduct(List<Expr> bases, List<Rational> exponents) {
    count(bases.size());
    Fingerprint print = Fingerprint.of("product");
    for (int i = 0; i < bases.size(); i++) {
      print = print.with(bases.get(i), exponents.get(i));
    }
    Fingerprint result = print;
    return intern(
        List.of("product", bases, exponents),
        id -> new Product(id, result, axesOf(bases), List.copyOf(bases), List.copyOf(exponents)));
  }

  // ---- functions and conditions

  public Expr call(Primitive primitive, Expr... arguments) {
    return call(primitive, Arrays.asList(arguments));
  }

  public Expr call(Primitive primitive, List<Expr> arguments) {
    return Folding.fold(this, primitive, arguments).orElseGet(() -> internCall(primitive, arguments));
  }

  private Expr internCall(Primitive primitive, List<Expr> arguments) {
    List<Expr> copy = List.copyOf(arguments);
    return intern(
        List.of("call", primitive, copy),
        id -> new Call(id, Fingerprint.of(primitive.text()).with(copy), axesOf(copy), primitive, copy));
  }

  /** {@code if condition then … else …}; a coefficient leaves it where the other branch is zero. */
  public Expr when(Expr condition, Expr then, Expr otherwise) {
    if (condition instanceof Logic logic && (logic.isTrue() || logic.isFalse())) {
      return logic.isTrue() ? then : otherwise;
    }
    if (then == otherwise) {
      return then;
    }
    if (otherwise.isZero() && then instanceof Sum scaled && scaled.isScaling()) {
      return scale(scaled.coefficients().get(0), when(condition, scaled.terms().get(0), otherwise));
    }
    if (then.isZero() && otherwise instanceof Sum scaled && scaled.isScaling()) {
      return scale(scaled.coefficients().get(0), when(condition, then, scaled.terms().get(0)));
    }
    List<Expr> parts = List.of(condition, then, otherwise);
    return intern(
        List.of("if", parts),
        id -> new If(id, Fingerprint.of("if").with(parts), axesOf(parts), condition, then, otherwise));
  }

  public Expr compare(Comparison relation, Expr left, Expr right) {
    if (relation == Comparison.EQUAL && left instanceof AxisValue a && right instanceof AxisValue b
        && a.axis().compareTo(b.axis()) > 0) {
      return compare(relation, right, left); // one Kronecker delta, however it is written
    }
    return Folding.compare(this, relation, left, right).orElseGet(() -> {
      List<Expr> sides = List.of(left, right);
      return intern(
          List.of("compare", relation, sides),
          id -> new Compare(
              id, Fingerprint.of(relation.text()).with(sides), axesOf(sides), relation, left, right));
    });
  }

  public Expr truth(boolean value) {
    return logic(value ? Logic.Connective.AND : Logic.Connective.OR, List.of());
  }

  public Expr and(Expr... operands) {
    return Folding.connect(this, Logic.Connective.AND, Arrays.asList(operands));
  }

  public Expr or(Expr... operands) {
    return Folding.connect(this, Logic.Connective.OR, Arrays.asList(operands));
  }

  public Expr not(Expr operand) {
    return Folding.negate(this, operand);
  }

  Expr logic(Logic.Connective connective, List<Expr> operands) {
    List<Expr> copy = List.copyOf(operands);
    return intern(
        List.of("logic", connective, copy),
        id -> new Logic(
            id, Fingerprint.of(connective.name()).with(copy), axesOf(copy), connective, copy));
  }

  // ---- passes

  /** A formula over a tensor's axes, read at these indices. */
  public Expr at(Expr formula, Tensor tensor, List<Expr> indices) {
    Map<Axis, Expr> replacements = new HashMap<>();
    for (int i = 0; i < indices.size(); i++) {
      replacements.put(new Axis(i, tensor.shape().get(i)), indices.get(i));
    }
    return substitute(formula, replacements);
  }

  /** The row-major number of the place at which these axes stand. */
  public Expr position(List<Axis> axes) {
    Expr position = zero();
    for (Axis axis : axes) {
      position = add(scale(Rational.of(axis.size()), position), axis(axis));
    }
    return position;
  }

  /** The expression with other expressions for some of its free axes. */
  public Expr substitute(Expr e, Map<Axis, Expr> replacements) {
    return substitution.apply(e, replacements);
  }

  /** The same node with other children, made anew and so in canonical form. */
  public Expr rebuild(Expr e, List<Expr> children) {
    return e.children().equals(children) ? e : e.accept(new Rebuild(this, children));
  }

  /** The same tensor with other bodies, made anew, as an expression over its own axes. */
  public Expr rebuild(Tensor tensor, UnaryOperator<Expr> bodies) {
    return tensor.accept(new TensorRebuild(this, bodies));
  }

  /** A node of another pool made in this one, of children that are of this one. */
  public Expr adopt(Expr e, List<Expr> children) {
    return e.accept(new Rebuild(this, children));
  }

  /** An interval that holds all values of the expression. */
  public Range range(Expr e) {
    return ranges.of(e);
  }

  /** The number of operators and calls in the printed expression. */
  public long size(Expr e) {
    return size.of(e);
  }

  /** Whether the expression has a finite value wherever the leaves beneath it have. */
  public boolean isTotal(Expr e) {
    return totality.of(e);
  }

  // ---- interning

  /** Of what is made, used or not: the derivative of a product of n factors has n² of them. */
  private void count(int parts) {
    operands += parts;
    if (operands > flattening.operands()) {
      throw new TooLargeException(flattening.operands());
    }
  }

  @SuppressWarnings("unchecked")
  private <N extends Node> N intern(Object key, IntFunction<N> make) {
    Node known = nodes.get(key);
    if (known == null) {
      known = make.apply(nextId++);
      nodes.put(key, known);
    }
    return (N) known;
  }

  /** The union of the children's axes; most often that of the first. */
  private static List<Axis> axesOf(List<Expr> children) {
    List<Axis> first = List.of();
    boolean same = true;
    for (Expr child : children) {
      if (first.isEmpty()) {
        first = child.axes();
      } else if (!child.axes().isEmpty() && !child.axes().equals(first)) {
        same = false;
        break;
      }
    }
    if (same) {
      return first;
    }
    TreeSet<Axis> union = new TreeSet<>();
    children.forEach(child -> union.addAll(child.axes()));
    return new ArrayList<>(union);
  }
}
