package dev.nnd.compiler.notation;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.AxisValue;
import dev.nnd.compiler.expr.Call;
import dev.nnd.compiler.expr.Compare;
import dev.nnd.compiler.expr.Comparison;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Definition;
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
import dev.nnd.compiler.expr.Scatter;
import dev.nnd.compiler.expr.Sum;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.expr.Training;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads an expression in index notation. The indices of the frame are i, j, … in its order, those of reductions the
 * next free letters; an index takes no name that a value has. The batch axis is left out.
 */
final class IndexReader implements Expr.Visitor<Formula> {
  private static final String LETTERS = "ijklmnopqrstuvw";

  private final ExprPool pool;
  private final Map<Axis, Formula> positions;
  private final Set<String> taken;
  private final Map<Expr, Formula> read = new HashMap<>();

  private IndexReader(ExprPool pool, Map<Axis, Formula> positions, Set<String> taken) {
    this.pool = pool;
    this.positions = new HashMap<>(positions);
    this.taken = new HashSet<>(taken);
  }

  /** For expressions over these axes that read these tensors. */
  static IndexReader of(ExprPool pool, List<Axis> axes, Expr root) {
    IndexReader reader = new IndexReader(pool, Map.of(), names(root));
    axes.stream().filter(axis -> !axis.isBatch()).forEach(reader::open);
    Set<Axis> others = new TreeSet<>(root.axes());
    others.stream().filter(axis -> !axis.isBatch() && !reader.positions.containsKey(axis)).forEach(reader::open);
    return reader;
  }

  /** What the formula names; it ends where it names a definition. */
  private static Set<String> names(Expr root) {
    Set<String> names = new TreeSet<>();
    Set<Expr> seen = new HashSet<>();
    Deque<Expr> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      for (Expr e : Dag.expressions(open.pop())) {
        if (seen.add(e) && e instanceof Access access) {
          Optional<String> name = Frame.name(access.tensor());
          name.ifPresentOrElse(
              path -> names.add(path.contains(".") ? path.substring(0, path.indexOf('.')) : path),
              () -> access.tensor().bodies().forEach(open::push));
        }
      }
    }
    return names;
  }

  /** The index that stands for an axis. */
  String index(Axis axis) {
    return ((Formula.Index) positions.get(axis)).name();
  }

  private String open(Axis axis) {
    for (int i = 0; ; i++) {
      int round = i / LETTERS.length();
      String name = LETTERS.charAt(i % LETTERS.length()) + (round == 0 ? "" : String.valueOf(round));
      if (taken.add(name)) {
        positions.put(axis, new Formula.Index(name));
        return name;
      }
    }
  }

  Formula read(Expr e) {
    Formula known = read.get(e);
    if (known == null) {
      known = e.accept(this);
      read.put(e, known);
    }
    return known;
  }

  private List<Formula> all(List<Expr> parts) {
    return parts.stream().map(this::read).toList();
  }

  @Override
  public Formula visit(Num num) {
    return new Formula.Number(num.value());
  }

  @Override
  public Formula visit(Pi pi) {
    return new Formula.Constant("pi");
  }

  @Override
  public Formula visit(AxisValue axis) {
    return positions.get(axis.axis());
  }

  @Override
  public Formula visit(Training training) {
    return new Formula.Constant("training");
  }

  @Override
  public Formula visit(Access access) {
    return access.tensor().accept(new Tensor.Visitor<>() {
      @Override
      public Formula visit(Leaf leaf) {
        return element(access);
      }

      @Override
      public Formula visit(Reduction reduction) {
        return reduction(reduction, access);
      }

      @Override
      public Formula visit(Definition definition) {
        return element(access);
      }

      @Override
      public Formula visit(Scatter scatter) {
        return new ScatterReading(pool, scatter, access).resolve().map(IndexReader.this::read)
            .orElseGet(() -> scattered(scatter, access));
      }
    });
  }

  private Formula element(Access access) {
    List<Formula> indices = new ArrayList<>();
    for (int i = 0; i < access.indices().size(); i++) {
      if (access.tensor().shape().get(i) != Axis.BATCH) {
        indices.add(read(access.indices().get(i)));
      }
    }
    Formula symbol = new Formula.Symbol(Frame.name(access.tensor()).orElseThrow());
    return indices.isEmpty() ? symbol : new Formula.Element(symbol, indices);
  }

  private Formula reduction(Reduction reduction, Access access) {
    Map<Axis, Formula> inside = new HashMap<>();
    for (int i = 0; i < reduction.rank(); i++) {
      if (reduction.shape().get(i) != Axis.BATCH) {
        inside.put(reduction.axes().get(i), read(access.indices().get(i)));
      }
    }
    IndexReader inner = new IndexReader(pool, inside, taken);
    List<Formula.Bound> bound = new ArrayList<>();
    for (Axis axis : reduction.bound()) {
      if (!axis.isBatch()) {
        bound.add(new Formula.Bound(inner.open(axis), axis.size(), !IndexRange.isFixed(axis, reduction.body())));
      }
    }
    Formula body = inner.read(reduction.body());
    // A sum over the batch alone is left out, as the batch is.
    return bound.isEmpty() && reduction.op() == ReduceOp.SUM ? body : new Formula.Over(reduction.op(), bound, body);
  }

  /** Clause by clause the sum of what falls on the element; an axis of which the target is one is read there. */
  private Formula scattered(Scatter scatter, Access access) {
    List<Formula.Term> clauses = new ArrayList<>();
    for (Scatter.Clause clause : scatter.clauses()) {
      clauses.add(new Formula.Term(Rational.ONE, clause(scatter, clause, access)));
    }
    return clauses.size() == 1 ? clauses.get(0).value() : new Formula.Linear(clauses, Rational.ZERO);
  }

  private Formula clause(Scatter scatter, Scatter.Clause clause, Access access) {
    IndexReader inner = new IndexReader(pool, Map.of(), taken);
    List<Integer> selected = new ArrayList<>();
    for (int i = 0; i < scatter.rank(); i++) {
      int size = scatter.shape().get(i);
      Expr target = clause.target().get(i);
      boolean whole = target instanceof AxisValue value
          && value.axis().size() == size && !inner.positions.containsKey(value.axis());
      if (size != Axis.BATCH && whole) {
        inner.positions.put(((AxisValue) target).axis(), read(access.indices().get(i)));
      } else if (size != Axis.BATCH && size != 1) {
        selected.add(i);
      }
    }
    List<Formula.Bound> bound = new ArrayList<>();
    for (Axis axis : clause.axes()) {
      if (!axis.isBatch() && !inner.positions.containsKey(axis)) {
        bound.add(new Formula.Bound(inner.open(axis), axis.size(), !IndexRange.isFixed(axis, clause.body())));
      }
    }
    Formula body = inner.read(clause.body());
    List<Formula> conditions = new ArrayList<>();
    for (int i : selected) {
      conditions.add(new Formula.Related(
          Comparison.EQUAL, read(access.indices().get(i)), inner.read(clause.target().get(i))));
    }
    if (!conditions.isEmpty()) {
      Formula condition = conditions.size() == 1 ? conditions.get(0) : new Formula.Joined(Logic.Connective.AND, conditions);
      body = new Formula.Choice(condition, body, new Formula.Number(Rational.ZERO), false);
    }
    return bound.isEmpty() ? body : new Formula.Over(ReduceOp.SUM, bound, body);
  }

  @Override
  public Formula visit(Sum sum) {
    List<Formula.Term> terms = new ArrayList<>();
    for (int i = 0; i < sum.terms().size(); i++) {
      terms.add(new Formula.Term(sum.coefficients().get(i), read(sum.terms().get(i))));
    }
    return new Formula.Linear(terms, sum.constant());
  }

  @Override
  public Formula visit(Product product) {
    Optional<Expr> mean = BatchMeans.of(pool, product);
    if (mean.isPresent()) {
      return read(mean.get());
    }
    List<Formula.Factor> factors = new ArrayList<>();
    for (int i = 0; i < product.bases().size(); i++) {
      factors.add(new Formula.Factor(read(product.bases().get(i)), product.exponents().get(i), false));
    }
    return new Formula.Product(factors);
  }

  @Override
  public Formula visit(Call call) {
    if (call.primitive() == Primitive.GIVEN_DERIVATIVE) {
      return read(call.argument());
    }
    return new Formula.Applied(call.primitive(), all(call.arguments()));
  }

  @Override
  public Formula visit(If conditional) {
    List<Formula> parts = all(conditional.children());
    return new Formula.Choice(parts.get(0), parts.get(1), parts.get(2), false);
  }

  @Override
  public Formula visit(Compare compare) {
    return new Formula.Related(compare.relation(), read(compare.left()), read(compare.right()));
  }

  @Override
  public Formula visit(Logic logic) {
    return new Formula.Joined(logic.connective(), all(logic.operands()));
  }
}
