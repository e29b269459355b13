package dev.nnd.compiler.schedule;

import dev.nnd.compiler.derive.DerivedFunction;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.schedule.Routine.Kind;
import dev.nnd.compiler.schedule.Routine.Result;
import dev.nnd.compiler.schedule.Storage.Passed;
import dev.nnd.compiler.semantic.FunctionModel;
import dev.nnd.compiler.semantic.FunctionModel.Argument;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Makes the schedule of an exported function. The variables together are one vector, its components in the order of the
 * arguments, each row-major: so lie gradients, the columns of Jacobians, and the rows and columns of Hessians.
 */
public final class FunctionScheduler {
  private final ExprPool pool;
  private final DerivedFunction function;
  private final FunctionModel model;

  private FunctionScheduler(ExprPool pool, DerivedFunction function) {
    this.pool = pool;
    this.function = function;
    this.model = function.model();
  }

  public static FunctionSchedule schedule(ExprPool pool, DerivedFunction function) {
    return new FunctionSchedule(function, pool, new FunctionScheduler(pool, valueOnly(pool, function)).routines());
  }

  /** Derivatives that authors gave have done their work. */
  private static DerivedFunction valueOnly(ExprPool pool, DerivedFunction function) {
    List<Expr> elements = new ArrayList<>(List.of(function.result()));
    function.first().forEach(derivative -> elements.add(derivative.element()));
    function.second().forEach(derivative -> elements.add(derivative.element()));
    Iterator<Expr> plain = ValueOnly.of(pool, elements).iterator();
    return new DerivedFunction(
        function.model(), function.values(), plain.next(),
        function.first().stream().map(derivative -> new DerivedFunction.First(derivative.by(), plain.next())).toList(),
        function.second().stream()
            .map(derivative -> new DerivedFunction.Second(derivative.by(), derivative.then(), plain.next()))
            .toList());
  }

  private List<Routine> routines() {
    List<Routine> routines = new ArrayList<>();
    routines.add(value());
    routines.add(first());
    routines.add(valueAndFirst());
    if (!function.second().isEmpty()) {
      routines.add(second());
    }
    for (Argument argument : model.arguments()) {
      boolean isFirst = model.variables().equals(List.of(argument)) && argument.leaf().rank() <= 1;
      if (!isFirst) {
        routines.add(partial(argument));
      }
    }
    return routines;
  }

  private RoutineBuilder routine(Kind kind) {
    return new RoutineBuilder(pool, model, kind, Optional.empty());
  }

  /** The name of a result, which no argument has. */
  private String label(String wanted) {
    return model.arguments().stream().anyMatch(argument -> argument.name().equals(wanted)) ? wanted + ".result" : wanted;
  }

  // ---- what they compute

  private Routine value() {
    RoutineBuilder routine = routine(Kind.VALUE);
    value(routine);
    return routine.build();
  }

  private void value(RoutineBuilder routine) {
    if (model.isScalar()) {
      routine.returns("value", function.result());
    } else {
      String label = label("value");
      routine.fills(new Result(label, model.shape()));
      routine.root(label, model.shape(), function.result(), Passed.nested(label, model.shape().size()));
    }
  }

  private Routine first() {
    RoutineBuilder routine = routine(Kind.FIRST);
    if (model.isScalar() && model.isOfOneNumber()) {
      routine.returns("derivative", function.by(model.variables().get(0)).element());
    } else {
      first(routine);
    }
    return routine.build();
  }

  private Routine valueAndFirst() {
    RoutineBuilder routine = routine(Kind.VALUE_AND_FIRST);
    value(routine);
    first(routine);
    return routine.build();
  }

  private void first(RoutineBuilder routine) {
    if (model.isOfOneNumber()) {
      Argument by = model.variables().get(0);
      List<Integer> lengths = model.isScalar() ? List.of(1) : model.shape();
      String label = label("derivative");
      routine.fills(new Result(label, lengths));
      Passed target = model.isScalar()
          ? new Passed(label, List.of(new Storage.Dimension(0, 0)))
          : Passed.nested(label, model.shape().size());
      routine.root(label, model.shape(), function.by(by).element(), target);
      return;
    }
    String label = label(model.isScalar() ? "gradient" : "jacobian");
    routine.fills(new Result(label, model.isScalar() ? List.of(model.dimension()) : List.of(model.count(), model.dimension())));
    int offset = 0;
    for (Argument by : model.variables()) {
      rowOrRows(routine, label, function.by(by), offset);
      offset += by.count();
    }
  }

  /** The columns of one argument: of a gradient, or of a Jacobian whose rows are the elements of the result. */
  private void rowOrRows(RoutineBuilder routine, String label, DerivedFunction.First derivative, int offset) {
    List<Storage.Dimension> dimensions = new ArrayList<>();
    if (!model.isScalar()) {
      dimensions.add(new Storage.Dimension(model.shape().size(), 0));
    }
    dimensions.add(new Storage.Dimension(derivative.by().leaf().rank(), offset));
    routine.root(label, function.shape(derivative), derivative.element(), new Passed(label, dimensions));
  }

  private Routine second() {
    RoutineBuilder routine = routine(Kind.SECOND);
    if (model.isOfOneNumber()) {
      routine.returns("secondDerivative", function.second().get(0).element());
      return routine.build();
    }
    String label = label("hessian");
    routine.fills(new Result(label, List.of(model.dimension(), model.dimension())));
    for (DerivedFunction.Second block : function.second()) {
      routine.symmetric(label, block, offset(block.by()), offset(block.then()));
    }
    return routine.build();
  }

  private int offset(Argument variable) {
    List<Argument> variables = model.variables();
    return variables.subList(0, variables.indexOf(variable)).stream().mapToInt(Argument::count).sum();
  }

  private Routine partial(Argument by) {
    RoutineBuilder routine = new RoutineBuilder(pool, model, Kind.PARTIAL, Optional.of(by));
    DerivedFunction.First derivative = function.by(by);
    int rank = by.leaf().rank();
    if (model.isScalar() && rank == 0) {
      routine.returns("derivative", derivative.element());
    } else if (model.isScalar() || rank == 0) {
      List<Integer> shape = function.shape(derivative);
      String label = label(model.isScalar() ? "gradient" : "derivative");
      routine.fills(new Result(label, shape));
      routine.root(label, shape, derivative.element(), Passed.nested(label, shape.size()));
    } else {
      String label = label("jacobian");
      routine.fills(new Result(label, List.of(model.count(), by.count())));
      rowOrRows(routine, label, derivative, 0);
    }
    return routine.build();
  }
}
