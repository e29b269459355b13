package dev.nnd.compiler.schedule;

import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.ReduceOp;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.runtime.Precision;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a run costs.
 *
 * @param forward multiply-adds of the outputs and the loss, for one example
 * @param backward multiply-adds of the gradients, for one example
 * @param elements numbers in buffers for one example
 * @param fixed numbers in buffers whatever the batch
 */
public record Costs(long forward, long backward, long elements, long fixed) {

  public static Costs of(Schedule schedule) {
    long forward = multiplyAdds(schedule.steps(Pass.FORWARD)) + multiplyAdds(schedule.steps(Pass.LOSS));
    long elements = 0;
    long fixed = 0;
    List<Storage> buffers = new ArrayList<>(schedule.storage().values());
    buffers.addAll(schedule.maxima().values());
    for (Storage storage : buffers) {
      if (storage instanceof Storage.Rows rows) {
        elements += rows.columns();
      } else if (storage instanceof Storage.PerExample) {
        elements++;
      } else if (storage instanceof Storage.Flat flat) {
        fixed += flat.count();
      }
    }
    for (Storage.Copy copy : schedule.copies().values()) {
      fixed += copy.layout().count();
    }
    return new Costs(forward, multiplyAdds(schedule.steps(Pass.BACKWARD)), elements, fixed);
  }

  /** The multiply-adds of all that a schedule does for one example. */
  public static long total(Schedule schedule) {
    return schedule.passes().values().stream().mapToLong(Costs::multiplyAdds).sum();
  }

  private static long multiplyAdds(List<Step> steps) {
    Set<Tensor> computed = new LinkedHashSet<>();
    for (Step step : steps) {
      computed.add(step.tensor());
      computed.addAll(Dag.read(step.tensor().bodies()));
    }
    return multiplyAdds(computed);
  }

  /** The terms of these tensors' own sums of products, for one example. */
  public static long multiplyAdds(Collection<Tensor> tensors) {
    return tensors.stream().mapToLong(Costs::multiplyAdds).sum();
  }

  private static long multiplyAdds(Tensor tensor) {
    boolean counts = tensor instanceof Reduction reduction
        && reduction.op() == ReduceOp.SUM
        && reduction.body() instanceof Product;
    return counts ? terms(tensor.axes()) * terms(((Reduction) tensor).bound()) : 0;
  }

  private static long terms(List<Axis> axes) {
    return axes.stream().filter(axis -> !axis.isBatch()).mapToLong(Axis::size).reduce(1, (a, b) -> a * b);
  }

  /**
   * All in a sentence.
   *
   * @param parameters how many are trained
   * @param capacity examples in a batch
   * @param precision of the buffers
   */
  public String sentence(long parameters, int capacity, Precision precision) {
    long bytes = (precision == Precision.FLOAT ? Float.BYTES : Double.BYTES) * (elements * capacity + fixed);
    String size = bytes < 1024 ? bytes + " bytes" : (bytes + 1023) / 1024 + " KiB";
    return String.format(
        Locale.ROOT,
        "%,d parameter%s; multiply-adds per example: %,d forward, %,d backward; %s of buffers at batch %d.",
        parameters, parameters == 1 ? "" : "s", forward, backward, size, capacity);
  }
}
