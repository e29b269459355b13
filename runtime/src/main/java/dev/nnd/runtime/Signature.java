package dev.nnd.runtime;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a network takes, gives and holds.
 *
 * @param name the network's name
 * @param source the .nnd file it was generated from
 * @param precision of its parameters and activations
 * @param inputs the inputs in the order of the .nnd
 * @param targets the targets in the order of the .nnd
 * @param parameters all parameters and states in declaration order
 * @param outputs the outputs in the order of the .nnd
 * @param metrics the metrics in the order of the .nnd
 */
public record Signature(String name, String source, Precision precision, List<Field> inputs, List<Field> targets,
    List<Parameter> parameters, List<Output> outputs, List<Metric> metrics) {
  /** Keeps immutable copies. */
  public Signature {
    inputs = List.copyOf(inputs);
    targets = List.copyOf(targets);
    parameters = List.copyOf(parameters);
    outputs = List.copyOf(outputs);
    metrics = List.copyOf(metrics);
  }

  /** The inputs, then the targets: the numbering of fields that data sets and batches use. */
  public List<Field> fields() {
    return Stream.concat(inputs.stream(), targets.stream()).toList();
  }

  /** The first target that is a single label, by its number among the fields; -1 if there is none. */
  int classField() {
    return IntStream.range(inputs.size(), fields().size()).filter(f -> fields().get(f).isSingleLabel()).findFirst().orElse(-1);
  }

  /**
   * Refuses data that were not made for these fields.
   *
   * @throws IllegalArgumentException naming the first field that differs, or a target that is needed and absent
   */
  void check(DataSet data, boolean withTargets) {
    List<Field> expected = fields();
    if (data.fields().size() != expected.size()) {
      throw new IllegalArgumentException(name + " takes " + expected.size() + " fields, but the data have "
          + data.fields().size());
    }
    for (int i = 0; i < expected.size(); i++) {
      Field field = expected.get(i);
      if (!field.accepts(data.fields().get(i))) {
        throw new IllegalArgumentException(name + " takes " + field.describe() + ", but the data have "
            + data.fields().get(i).describe());
      }
      boolean needed = i < inputs.size() || withTargets;
      if (needed && !data.has(i)) {
        throw new IllegalArgumentException("the data have no " + (i < inputs.size() ? "input " : "target ")
            + field.name());
      }
    }
  }
}
