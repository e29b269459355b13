package dev.nnd.compiler.emit;

import dev.nnd.compiler.derive.DerivedFunction;
import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.AxisValue;
import dev.nnd.compiler.expr.Compare;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Scatter;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.notation.Formula;
import dev.nnd.compiler.notation.Notation;
import dev.nnd.compiler.notation.TextbookText;
import dev.nnd.compiler.schedule.Unrolling;
import dev.nnd.compiler.semantic.FunctionModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The derivation of an exported function as a textbook would print it: its formulas, then those of its derivatives. */
public final class FunctionHeader {
  private static final int MOST_ELEMENTS = 16;

  private final DerivedFunction function;
  private final FunctionModel model;
  private final Notation notation;
  private final ExprPool pool;
  private final Set<String> told = new HashSet<>();

  public FunctionHeader(ExprPool pool, DerivedFunction function) {
    this.pool = pool;
    this.function = function;
    this.model = function.model();
    this.notation = Notation.textbook(pool);
  }

  /** The lines, those of each order of derivative in a block. */
  public List<String> derivation() {
    told.clear();
    List<Expr> values = new ArrayList<>(function.values().stream().map(DerivedFunction.Named::element).toList());
    values.add(function.result());
    List<FormulaLine> forward = definitions(values);
    forward.addAll(value());
    List<FormulaLine> first = definitions(function.first().stream().map(DerivedFunction.First::element).toList());
    function.first().forEach(derivative -> first.addAll(lines(derivative)));
    List<FormulaLine> second = definitions(function.second().stream().map(DerivedFunction.Second::element).toList());
    function.second().forEach(derivative -> second.addAll(lines(derivative)));
    return FormulaLine.aligned(List.of(forward, first, second));
  }

  private List<FormulaLine> definitions(Collection<Expr> roots) {
    List<FormulaLine> lines = new ArrayList<>();
    for (Tensor tensor : Dag.tensors(roots)) {
      if (tensor instanceof Definition definition && told.add(definition.name())) {
        lines.addAll(lines(new Formula.Symbol(definition.name()), definition.shape(), definition.body()));
      }
    }
    return lines;
  }

  List<FormulaLine> value() {
    return lines(new Formula.Symbol(model.name()), model.shape(), function.result());
  }

  List<FormulaLine> lines(DerivedFunction.First derivative) {
    Formula name = new Formula.Derivative(model.name(), derivative.by().name());
    return lines(name, function.shape(derivative), derivative.element());
  }

  List<FormulaLine> lines(DerivedFunction.Second derivative) {
    String by = derivative.by().name();
    String then = derivative.then().name();
    Formula name = new Formula.Symbol("∂²" + model.name() + "/" + (by.equals(then) ? "∂" + by + "²" : "∂" + by + "∂" + then));
    return lines(name, DerivedFunction.shape(derivative), derivative.element());
  }

  /** What has no form of whole vectors and matrices is told element by element, if there are few. */
  private List<FormulaLine> lines(Formula name, List<Integer> shape, Expr e) {
    List<Axis> axes = DerivedFunction.axes(shape);
    Notation.Equation equation = notation.equation(name, axes, e);
    Optional<List<List<Expr>>> elements = equation.indexed() && readsPositions(e)
        ? new Unrolling(pool).elements(List.of(e), List.of(shape))
        : Optional.empty();
    if (elements.isEmpty() || elements.get().get(0).size() > MOST_ELEMENTS) {
      return List.of(FormulaLine.of(notation, name, axes, e));
    }
    String whole = TextbookText.left(notation.equation(name, List.of(), pool.zero()));
    List<FormulaLine> lines = new ArrayList<>();
    for (int k = 0; k < elements.get().get(0).size(); k++) {
      Formula element = new Formula.Symbol(whole + position(k, shape));
      lines.add(FormulaLine.of(notation, element, List.of(), elements.get().get(0).get(k)));
    }
    return lines;
  }

  /** Whether it is one formula for some elements and another for others. */
  private static boolean readsPositions(Expr e) {
    return Dag.expressions(e).stream().anyMatch(part ->
        part instanceof Compare && part.children().stream().anyMatch(AxisValue.class::isInstance)
            || part instanceof Access access && access.tensor() instanceof Scatter);
  }

  private static String position(int number, List<Integer> shape) {
    List<Integer> position = new ArrayList<>();
    int rest = number;
    for (int axis = shape.size() - 1; axis >= 0; axis--) {
      position.add(0, rest % shape.get(axis));
      rest /= shape.get(axis);
    }
    return position.toString();
  }
}
