package dev.nnd.compiler.schedule;

import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.ReduceOp;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Access;
import java.util.List;
import java.util.Locale;

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
    for (Storage storage : schedule.storage().values()) {
      if (storage instanceof Storage.Rows rows) {
        elements += rows.columns();
      } else if (storage instanceof Storage.PerExample) {
        elements++;
      } else if (storage instanceof Storage.Flat flat) {
        fixed += flat.count();
      }
    }
    for (Storage.Copy copy : schedule.copies()) {
      fixed += copy.layout().count();
    }
    return new Costs(forward, multiplyAdds(schedule.steps(Pass.BACKWARD)), elements, fixed);
  }

  /** The terms of all sums of products. */
  private static long multiplyAdds(List<Step> steps) {
    long total = 0;
    for (Step step : steps) {
      for (Expr e : Dag.expressions(step.tensor().bodies())) {
        if (e instanceof Access access && access.tensor() instanceof Reduction reduction) {
          total += multiplyAdds(reduction);
        }
      }
      if (step.tensor() instanceof Reduction reduction) {
        total += multiplyAdds(reduction);
      }
    }
    return total;
  }

  private static long multiplyAdds(Reduction reduction) {
    if (reduction.op() != ReduceOp.SUM || !(reduction.body() instanceof Product)) {
      return 0;
    }
    long terms = 1;
    for (Axis axis : reduction.axes()) {
      terms *= axis.isBatch() ? 1 : axis.size();
    }
    for (Axis axis : reduction.bound()) {
      terms *= axis.isBatch() ? 1 : axis.size();
    }
    return terms;
  }

  /** All in a sentence. */
  public String sentence(int parameters, int capacity) {
    long bytes = 4 * (elements * capacity + fixed);
    String size = bytes < 1024 ? bytes + " bytes" : (bytes + 1023) / 1024 + " KiB";
    return String.format(
        Locale.ROOT,
        "%,d parameter%s; multiply-adds per example: %,d forward, %,d backward; %s of buffers at batch %d.",
        parameters, parameters == 1 ? "" : "s", forward, backward, size, capacity);
  }
}
