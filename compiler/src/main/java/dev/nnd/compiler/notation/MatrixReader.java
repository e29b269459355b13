package dev.nnd.compiler.notation;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Affine;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.AxisValue;
import dev.nnd.compiler.expr.Call;
import dev.nnd.compiler.expr.Compare;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.If;
import dev.nnd.compiler.expr.Logic;
import dev.nnd.compiler.expr.Num;
import dev.nnd.compiler.expr.Pi;
import dev.nnd.compiler.expr.Primitive;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Scatter;
import dev.nnd.compiler.expr.Sum;
import dev.nnd.compiler.expr.Training;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads an expression over the axes of a frame as a formula of vectors and matrices. Every part of it must be a tensor
 * over the whole frame or a single number: that is what the language combines without indices.
 */
final class MatrixReader implements Expr.Visitor<Shaped> {
  private final ExprPool pool;
  private final Frame frame;
  private final int depth;
  /** All readers of one formula, each once: what two of them ask for is read once. */
  private final Map<Place, MatrixReader> family;
  /** Nothing for what has no matrix form. */
  private final Map<Expr, Optional<Shaped>> read = new HashMap<>();

  /** From where something is read: over these axes, within so many reductions. */
  private record Place(List<Axis> axes, int depth) {}

  MatrixReader(ExprPool pool, Frame frame) {
    this(pool, frame, 0, new HashMap<>());
  }

  private MatrixReader(ExprPool pool, Frame frame, int depth, Map<Place, MatrixReader> family) {
    this.pool = pool;
    this.frame = frame;
    this.depth = depth;
    this.family = family;
    family.put(new Place(frame.axes(), depth), this);
  }

  private MatrixReader at(Frame other, int otherDepth) {
    MatrixReader known = family.get(new Place(other.axes(), otherDepth));
    return known != null ? known : new MatrixReader(pool, other, otherDepth, family);
  }

  /** The same, seen from other axes. */
  MatrixReader over(List<Axis> axes) {
    return at(frame.of(axes), depth);
  }

  /** The same, within a reduction. */
  MatrixReader inside() {
    return at(frame, depth + 1);
  }

  Frame frame() {
    return frame;
  }

  /** Within how many reductions. */
  int depth() {
    return depth;
  }

  ExprPool pool() {
    return pool;
  }

  /** @throws NoMatrixForm where there is none */
  Shaped read(Expr e) {
    Optional<Shaped> known = read.get(e);
    if (known == null) {
      try {
        known = Optional.of(e.accept(this));
      } catch (NoMatrixForm none) {
        known = Optional.empty();
      }
      read.put(e, known);
    }
    return known.orElseThrow(NoMatrixForm::new);
  }

  /** Read as a tensor over the whole frame. */
  Formula tensor(Expr e) {
    Shaped shaped = read(e);
    if (!shaped.tensor() && !frame.isScalar()) {
      throw new NoMatrixForm();
    }
    return shaped.formula();
  }

  static Shaped combined(Formula formula, List<Shaped> parts) {
    return new Shaped(formula, parts.stream().anyMatch(Shaped::tensor));
  }

  private List<Shaped> all(List<Expr> parts) {
    return parts.stream().map(this::read).toList();
  }

  // ---- leaves

  @Override
  public Shaped visit(Num num) {
    return new Shaped(new Formula.Number(num.value()), false);
  }

  @Override
  public Shaped visit(Pi pi) {
    return new Shaped(new Formula.Constant("pi"), false);
  }

  @Override
  public Shaped visit(AxisValue axis) {
    throw new NoMatrixForm();
  }

  @Override
  public Shaped visit(Training training) {
    return new Shaped(new Formula.Constant("training"), false);
  }

  @Override
  public Shaped visit(Access access) {
    if (access.tensor() instanceof Reduction reduction) {
      return new ReductionReader(this).read(reduction, access);
    }
    if (access.tensor() instanceof Scatter scatter) {
      return read(new ScatterReading(pool, scatter, access).resolve().orElseThrow(NoMatrixForm::new));
    }
    Formula.Symbol symbol = new Formula.Symbol(Frame.name(access.tensor()).orElseThrow(NoMatrixForm::new));
    return frame.whole(access, symbol).orElseGet(() -> part(access, symbol));
  }

  /** Some axes of the tensor are those of the frame, in their order; at the others it is read at a position. */
  private Shaped part(Access access, Formula.Symbol symbol) {
    List<Formula.Subscript> subscripts = new ArrayList<>();
    List<Axis> along = new ArrayList<>();
    for (int i : frame.visible(access.tensor())) {
      Expr index = access.indices().get(i);
      if (!frame.meets(index)) {
        subscripts.add(new Formula.At(over(List.of()).read(index).formula()));
      } else {
        Affine affine = Affine.of(index).orElseThrow(NoMatrixForm::new);
        Axis axis = onlyAxis(affine);
        int size = access.tensor().shape().get(i);
        boolean inside = affine.offset() >= 0 && affine.offset() + axis.size() <= size;
        if (!inside) {
          throw new NoMatrixForm();
        }
        along.add(axis);
        subscripts.add(axis.size() == size ? new Formula.All() : new Formula.Range(affine.offset(), affine.offset() + axis.size()));
      }
    }
    while (!subscripts.isEmpty() && subscripts.get(subscripts.size() - 1) instanceof Formula.All) {
      subscripts.remove(subscripts.size() - 1);
    }
    Formula part = new Formula.Part(symbol, subscripts);
    if (along.isEmpty() || along.equals(frame.axes())) {
      return new Shaped(part, !along.isEmpty());
    }
    if (along.size() == 2 && List.of(along.get(1), along.get(0)).equals(frame.axes())) {
      return new Shaped(new Formula.Transposed(part), true);
    }
    throw new NoMatrixForm();
  }

  private static Axis onlyAxis(Affine affine) {
    boolean single = affine.coefficients().size() == 1 && affine.coefficients().values().stream().allMatch(c -> c == 1);
    if (!single) {
      throw new NoMatrixForm();
    }
    return affine.coefficients().keySet().iterator().next();
  }

  // ---- arithmetic

  @Override
  public Shaped visit(Sum sum) {
    if (!frame.isScalar()) {
      Optional<Shaped> softmax = new SoftmaxReader(pool, this).logarithm(sum);
      if (softmax.isPresent()) {
        return softmax.get();
      }
    }
    List<Shaped> parts = all(sum.terms());
    if (sum.isScaling()) {
      return new Shaped(Terms.scaled(sum.coefficients().get(0), parts.get(0).formula()), parts.get(0).tensor());
    }
    List<Formula.Term> terms = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      terms.add(Terms.term(sum.coefficients().get(i), parts.get(i).formula()));
    }
    return combined(new Formula.Linear(terms, sum.constant()), parts);
  }

  @Override
  public Shaped visit(Product product) {
    return BatchMeans.of(pool, product).map(this::read)
        .orElseGet(() -> new Contraction(this, List.of()).of(product.bases(), product.exponents()));
  }

  // ---- functions

  @Override
  public Shaped visit(Call call) {
    if (call.primitive() == Primitive.GIVEN_DERIVATIVE) {
      return read(call.argument());
    }
    Optional<Shaped> softmax = frame.isScalar() ? Optional.empty() : new SoftmaxReader(pool, this).softmax(call);
    if (softmax.isPresent()) {
      return softmax.get();
    }
    List<Shaped> arguments = all(call.arguments());
    return combined(
        new Formula.Applied(call.primitive(), arguments.stream().map(Shaped::formula).toList()), arguments);
  }

  @Override
  public Shaped visit(If conditional) {
    List<Shaped> parts = all(conditional.children());
    boolean tensor = parts.stream().anyMatch(Shaped::tensor);
    return new Shaped(
        new Formula.Choice(parts.get(0).formula(), parts.get(1).formula(), parts.get(2).formula(), tensor), tensor);
  }

  @Override
  public Shaped visit(Compare compare) {
    List<Shaped> sides = all(compare.children());
    return combined(new Formula.Related(compare.relation(), sides.get(0).formula(), sides.get(1).formula()), sides);
  }

  @Override
  public Shaped visit(Logic logic) {
    List<Shaped> operands = all(logic.operands());
    return combined(new Formula.Joined(logic.connective(), operands.stream().map(Shaped::formula).toList()), operands);
  }
}
