package dev.nnd.compiler.semantic;

import dev.nnd.compiler.semantic.Model.Fed;
import dev.nnd.compiler.semantic.Model.Labels;
import dev.nnd.compiler.semantic.Value.Quantity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which outputs predict which labels: those of a label's shape that a call such as {@code cross_entropy(p, y)} or
 * {@code hit(p, y)} takes together with it. Where a loss is written out and no call says it, an output predicts the only
 * target of its shape.
 */
record PredictedClasses(NetworkModel network) {

  Map<String, Labels> byOutput() {
    Map<String, Labels> classes = new HashMap<>();
    for (String output : network.outputs().keySet()) {
      label(network.byName().get(output)).flatMap(Fed::labels).ifPresent(labels -> classes.put(output, labels));
    }
    return classes;
  }

  private Optional<Fed> label(Quantity output) {
    List<Fed> labels = network.targets().keySet().stream()
        .filter(fed -> fed.labels().isPresent() && fed.leaf().shape().equals(Extent.sizes(output.extents())))
        .toList();
    Optional<Fed> compared = labels.stream().filter(fed -> isCompared(output, fed)).findFirst();
    List<Fed> open = labels.stream().filter(fed -> !isComparedWithAny(fed)).toList();
    return compared.isPresent() || open.size() != 1 ? compared : Optional.of(open.get(0));
  }

  private boolean isComparedWithAny(Fed label) {
    return network.outputs().keySet().stream().anyMatch(output -> isCompared(network.byName().get(output), label));
  }

  private boolean isCompared(Quantity output, Fed label) {
    return network.context().run().compares(output.element(), label.leaf());
  }
}
