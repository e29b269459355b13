package dev.nnd.compiler.emit;

import dev.nnd.compiler.derive.DerivedFunction;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.notation.Formula;
import dev.nnd.compiler.notation.Notation;
import dev.nnd.compiler.semantic.FunctionModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The derivation of an exported function as a textbook would print it: its formulas, then those of its derivatives. */
public final class FunctionHeader {
  private final DerivedFunction function;
  private final FunctionModel model;
  private final Notation notation;
  private final Set<Tensor> told = new HashSet<>();

  public FunctionHeader(ExprPool pool, DerivedFunction function) {
    this.function = function;
    this.model = function.model();
    this.notation = Notation.textbook(pool);
  }

  /** The lines, those of each order of derivative in a block. */
  public List<String> derivation() {
    told.clear();
    List<List<FormulaLine>> blocks = new ArrayList<>();
    List<Expr> values = new ArrayList<>(function.values().stream().map(DerivedFunction.Named::element).toList());
    values.add(function.result());
    List<FormulaLine> forward = definitions(values);
    forward.add(value());
    blocks.add(forward);
    List<FormulaLine> first = definitions(function.first().stream().map(DerivedFunction.First::element).toList());
    function.first().forEach(derivative -> first.add(line(derivative)));
    blocks.add(first);
    List<FormulaLine> second = definitions(function.second().stream().map(DerivedFunction.Second::element).toList());
    function.second().forEach(derivative -> second.add(line(derivative)));
    blocks.add(second);
    return FormulaLine.aligned(blocks);
  }

  private List<FormulaLine> definitions(Collection<Expr> roots) {
    List<FormulaLine> lines = new ArrayList<>();
    for (Tensor tensor : Dag.tensors(roots)) {
      if (told.add(tensor) && tensor instanceof Definition definition) {
        lines.add(FormulaLine.of(notation, definition));
      }
    }
    return lines;
  }

  FormulaLine value() {
    return FormulaLine.of(
        notation, new Formula.Symbol(model.name()), DerivedFunction.axes(model.shape()), function.result());
  }

  FormulaLine line(DerivedFunction.First derivative) {
    Formula name = new Formula.Derivative(model.name(), derivative.by().name());
    return FormulaLine.of(notation, name, DerivedFunction.axes(function.shape(derivative)), derivative.element());
  }

  FormulaLine line(DerivedFunction.Second derivative) {
    String by = derivative.by().name();
    String then = derivative.then().name();
    String name = "∂²" + model.name() + "/" + (by.equals(then) ? "∂" + by + "²" : "∂" + by + "∂" + then);
    return FormulaLine.of(
        notation, new Formula.Symbol(name), DerivedFunction.axes(DerivedFunction.shape(derivative)), derivative.element());
  }
}
