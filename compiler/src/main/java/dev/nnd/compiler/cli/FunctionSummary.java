package dev.nnd.compiler.cli;

import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.schedule.Costs;
import dev.nnd.compiler.schedule.FunctionSchedule;
import dev.nnd.compiler.schedule.Routine;
import dev.nnd.compiler.schedule.Step;
import dev.nnd.compiler.schedule.Storage;
import dev.nnd.compiler.semantic.FunctionModel;
import dev.nnd.compiler.semantic.FunctionModel.Argument;
import dev.nnd.compiler.semantic.Model;
import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** The table of an exported function: its arguments and values, then what each method computes and needs. */
record FunctionSummary(FunctionSchedule schedule) {
  void print(PrintStream out) {
    FunctionModel model = schedule.function().model();
    out.println("function " + model.name() + " (" + model.source() + ")");
    TextTable values = new TextTable(3, "value", "kind", "shape");
    for (Argument argument : model.arguments()) {
      String kind = model.variables().contains(argument) ? "variable" : "setting";
      values.row(argument.name(), kind + byDefault(argument), argument.leaf().shape().toString());
    }
    for (Model.Value value : model.values()) {
      values.row(value.name(), "value", value.shape().toString());
    }
    values.row(model.name(), "result", model.shape().toString());
    values.print(out);
    out.println();
    TextTable methods = new TextTable(1, "computes", "multiply-adds", "buffers");
    for (Routine routine : schedule.routines()) {
      methods.row(
          what(routine), String.format(Locale.ROOT, "%,d", multiplyAdds(routine)), String.format(Locale.ROOT, "%,d", buffers(routine)));
    }
    methods.print(out);
  }

  private static String byDefault(Argument argument) {
    return argument.defaults().size() == 1 ? " = " + Numbers.text(argument.defaults().get(0)) : "";
  }

  private String what(Routine routine) {
    FunctionModel model = schedule.function().model();
    String first = model.isOfOneNumber() ? "derivative" : model.isScalar() ? "gradient" : "Jacobian";
    return switch (routine.kind()) {
      case VALUE -> "value";
      case FIRST -> first;
      case VALUE_AND_FIRST -> "value and " + first;
      case SECOND -> model.isOfOneNumber() ? "second derivative" : "Hessian";
      case PARTIAL -> "derivative by " + routine.by().orElseThrow().name();
    };
  }

  private static long multiplyAdds(Routine routine) {
    Set<Tensor> computed = new LinkedHashSet<>();
    for (Step step : routine.steps()) {
      computed.add(step.tensor());
      computed.addAll(Dag.read(step.tensor().bodies()));
    }
    return Costs.multiplyAdds(computed);
  }

  /** Numbers in arrays that the method makes. */
  private static long buffers(Routine routine) {
    return routine.steps().stream()
        .flatMap(step -> step.targets().stream())
        .mapToLong(target -> target instanceof Storage.Flat flat ? flat.count() : 0)
        .sum();
  }
}
