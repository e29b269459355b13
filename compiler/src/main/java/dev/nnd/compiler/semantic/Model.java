package dev.nnd.compiler.semantic;

import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.runtime.ClassWeights;
import dev.nnd.runtime.Initializer;
import dev.nnd.runtime.Metric;
import dev.nnd.runtime.TrainingPlan;
import java.util.List;
import java.util.Optional;

/**
 * An elaborated network, for one example.
 *
 * @param source the name of the file, without folders
 * @param packageName the Java package; empty for the unnamed one
 * @param name the network's name
 * @param doc its documentation
 * @param dims the compile-time sizes that it declares or uses, in order
 * @param inputs what is fed in every mode
 * @param targets what is fed in training and evaluation
 * @param parameters what is trained, in the order of the text
 * @param states what is kept and saved but not trained, such as the mean of a standardized input
 * @param values the named values in order, outputs, loss, regularizer and metrics included
 * @param outputs the names of the outputs
 * @param loss the scalar loss of one example
 * @param regularizer a scalar of the parameters alone
 * @param metrics the metrics; the value of the same name is the number of one example, or its observation
 * @param plan the train block over the defaults
 */
public record Model(
    String source,
    String packageName,
    String name,
    Optional<String> doc,
    List<Dim> dims,
    List<Fed> inputs,
    List<Fed> targets,
    List<Kept> parameters,
    List<Kept> states,
    List<Value> values,
    List<String> outputs,
    Optional<Expr> loss,
    Optional<Expr> regularizer,
    List<Metric> metrics,
    TrainingPlan plan) {
  public Model {
    dims = List.copyOf(dims);
    inputs = List.copyOf(inputs);
    targets = List.copyOf(targets);
    parameters = List.copyOf(parameters);
    states = List.copyOf(states);
    values = List.copyOf(values);
    outputs = List.copyOf(outputs);
    metrics = List.copyOf(metrics);
  }

  /** Whether the value of this name is a metric. */
  public boolean isMetric(String name) {
    return metrics.stream().anyMatch(metric -> metric.name().equals(name));
  }

  /** Whether the value of this name is what an example gives to a metric of the whole data. */
  public boolean isObservation(String name) {
    return metrics.stream().anyMatch(metric -> metric.name().equals(name) && metric.kind() != Metric.Kind.MEAN);
  }

  /** Whether examples of different classes count differently in training. */
  public boolean weighsExamples() {
    return !(plan.classWeights() instanceof ClassWeights.Equal);
  }

  /** The same for inference only, with other outputs, and with means as its metrics. */
  public Model probing(List<String> outputs, List<String> means) {
    return new Model(
        source, packageName, name, doc, dims, inputs, targets, parameters, states, values, outputs, Optional.empty(),
        Optional.empty(), means.stream().map(Metric::mean).toList(), plan);
  }

  /** @param size after any override */
  public record Dim(String name, int size, Optional<String> doc) {}

  /**
   * An input or target.
   *
   * @param leaf its values as they are fed; of a label, one-hot over the classes (the last axis)
   * @param labels of a label, its classes
   * @param standardized whether {@code name.mean} and {@code name.deviation} are among the states
   * @param columns the columns of a table that feed it
   */
  public record Fed(
      String name,
      Optional<String> doc,
      Leaf leaf,
      Optional<Labels> labels,
      boolean standardized,
      List<String> columns) {
    public Fed {
      columns = List.copyOf(columns);
    }

    /** Whether it is fed as whole numbers from 0: a label, or an index that selects. */
    public boolean isCategorical() {
      return labels.isPresent() || leaf.facts().integer();
    }

    /** How many different numbers a categorical one may be. */
    public int categories() {
      return labels.map(Labels::count).orElseGet(() -> (int) leaf.facts().range().high() + 1);
    }

    /** What is fed for an example: of a label, the shape without the axis of its classes. */
    public List<Integer> fedShape() {
      return labels.isPresent() ? leaf.shape().subList(0, leaf.rank() - 1) : leaf.shape();
    }
  }

  /**
   * The classes of a label.
   *
   * @param count how many there are
   * @param enumName the declared class, which becomes a Java enum
   * @param names its labels; empty for {@code class[K]}
   */
  public record Labels(int count, Optional<String> enumName, List<String> names) {
    public Labels {
      names = List.copyOf(names);
    }
  }

  /**
   * A parameter or a state.
   *
   * @param name as weights files name it, such as {@code h.W}
   */
  public record Kept(String name, Optional<String> doc, Leaf leaf, Initializer initializer) {}

  /**
   * A named value of one example.
   *
   * @param shape its sizes; the axes of the element are 0, 1, … in their order
   * @param element the expression over these axes
   */
  public record Value(String name, Optional<String> doc, List<Integer> shape, Expr element) {
    public Value {
      shape = List.copyOf(shape);
    }
  }
}
