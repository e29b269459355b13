package dev.nnd.compiler.schedule;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Scatter;
import dev.nnd.compiler.expr.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who reads a tensor: each reader once for every access of its own. */
final class Readers {
  private final Map<Tensor, List<Tensor>> readers = new HashMap<>();

  Readers(Collection<Tensor> tensors) {
    for (Tensor tensor : tensors) {
      for (Expr e : Dag.expressions(tensor.bodies())) {
        if (e instanceof Access access) {
          readers.computeIfAbsent(access.tensor(), key -> new ArrayList<>()).add(tensor);
        }
      }
    }
  }

  List<Tensor> of(Tensor tensor) {
    return readers.getOrDefault(tensor, List.of());
  }

  /** Whether a reduction's elements are wanted more than once: else each is computed where it is read. */
  boolean readRepeatedly(Reduction reduction) {
    List<Tensor> by = of(reduction);
    return by.size() > 1 || by.stream().anyMatch(reader -> readsRepeatedly(reader, reduction));
  }

  /** Whether the reader's loops come to the same element more than once: its axes are not those of the outer loops. */
  private static boolean readsRepeatedly(Tensor reader, Reduction reduction) {
    if (reader instanceof Scatter) {
      return true;
    }
    List<Axis> loops = new ArrayList<>(reader.axes());
    if (reader instanceof Reduction outer) {
      loops.addAll(outer.bound());
    }
    loops.removeIf(axis -> axis.size() == 1);
    return Dag.expressions(reader.bodies()).stream()
        .filter(e -> e instanceof Access access && access.tensor() == reduction)
        .anyMatch(e -> !e.axes().equals(loops.subList(0, Math.min(loops.size(), e.axes().size()))));
  }
}
