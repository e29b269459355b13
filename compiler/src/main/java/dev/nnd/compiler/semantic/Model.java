package dev.nnd.compiler.semantic;

import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.runtime.ClassWeights;
import dev.nnd.runtime.Initializer;
import dev.nnd.runtime.Metric;
import dev.nnd.runtime.TrainingPlan;
import java.util.List;
import java.util.Map;
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
 * @param noise what is drawn for each example, in the order of the formulas
 * @param training its formulas where `training` holds
 * @param inference its formulas where it does not: the same expressions where nothing asks
 * @param updates what states become after each mini-batch
 * @param outputs the names of the outputs
 * @param predicted by output, the classes that its last axis stands for, where it stands for classes
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
    List<Leaf> noise,
    Graph training,
    Graph inference,
    List<Update> updates,
    List<String> outputs,
    Map<String, Labels> predicted,
    List<Metric> metrics,
    TrainingPlan plan) {
  public Model {
    dims = List.copyOf(dims);
    inputs = List.copyOf(inputs);
    targets = List.copyOf(targets);
    parameters = List.copyOf(parameters);
    states = List.copyOf(states);
    noise = List.copyOf(noise);
    updates = List.copyOf(updates);
    outputs = List.copyOf(outputs);
    predicted = Map.copyOf(predicted);
    metrics = List.copyOf(metrics);
  }

  /** The named values in training. */
  public List<Value> values() {
    return training.values();
  }

  /** The loss of one example in training. */
  public Optional<Expr> loss() {
    return training.loss();
  }

  /** The regularizer in training. */
  public Optional<Expr> regularizer() {
    return training.regularizer();
  }

  /** Whether an example's loss in training depends on the others of its batch. */
  public boolean couplesExamples() {
    return training.loss().map(loss -> ExampleDependence.of(loss).isOfBatch()).orElse(false);
  }

  /**
   * The formulas of one mode.
   *
   * @param values the named values in order, outputs, loss, regularizer and metrics included
   * @param loss the scalar loss of one example
   * @param regularizer a scalar of the parameters alone
   */
  public record Graph(List<Value> values, Optional<Expr> loss, Optional<Expr> regularizer) {
    public Graph {
      values = List.copyOf(values);
    }
  }

  /**
   * What a state becomes.
   *
   * @param element over the axes 0, 1, … of the state
   */
  public record Update(Leaf state, Expr element) {}

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
    Graph unscored = new Graph(inference.values(), Optional.empty(), Optional.empty());
    return new Model(
        source, packageName, name, doc, dims, inputs, targets, parameters, states, noise, unscored, unscored, List.of(), outputs,
        Map.of(), means.stream().map(Metric::mean).toList(), plan);
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
