package dev.nnd.compiler.cli;

import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.schedule.Costs;
import dev.nnd.compiler.schedule.ValueOnly;
import dev.nnd.compiler.semantic.Model;
import dev.nnd.runtime.Precision;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The table of a network: a line for each input, target and value, with the parameters that the value is first to use. */
record Summary(ExprPool pool, Model model, Costs costs, Precision precision) {
  void print(PrintStream out) {
    out.println("network " + model.name() + " (" + model.source() + ")");
    TextTable table = new TextTable(3, "value", "kind", "shape", "parameters", "multiply-adds");
    model.inputs().forEach(fed -> table.row(fed.name(), "input", shape(fed.leaf().shape()), "", ""));
    model.targets().forEach(fed -> table.row(fed.name(), "target", shape(fed.leaf().shape()), "", ""));
    Set<Tensor> counted = new HashSet<>();
    for (Model.Value value : model.values()) {
      List<Tensor> fresh = Dag.tensors(ValueOnly.of(pool, List.of(value.element()))).stream().filter(counted::add).toList();
      long work = Costs.multiplyAdds(fresh);
      table.row(value.name(), kind(value), shape(value.shape()), parameters(fresh), count(work));
    }
    table.print(out);
    out.println(costs.sentence(size(model.parameters()), model.plan().batch(), precision));
  }

  private static long size(List<Model.Kept> kept) {
    return kept.stream().mapToLong(each -> elements(each.leaf())).sum();
  }

  private static long elements(Leaf leaf) {
    return leaf.shape().stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
  }

  private String kind(Model.Value value) {
    return model.outputs().contains(value.name()) ? "output"
        : model.isMetric(value.name()) ? "metric"
        : isRole(value, "loss") ? "loss"
        : isRole(value, "regularizer") ? "regularizer"
        : "value";
  }

  private static boolean isRole(Model.Value value, String role) {
    return value.name().equals(role);
  }

  private static String parameters(List<Tensor> tensors) {
    long found = tensors.stream()
        .filter(tensor -> tensor instanceof Leaf leaf && leaf.kind() == Leaf.Kind.PARAMETER)
        .mapToLong(tensor -> elements((Leaf) tensor)).sum();
    return found == 0 ? "" : count(found);
  }

  private static String shape(List<Integer> shape) {
    return shape.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
