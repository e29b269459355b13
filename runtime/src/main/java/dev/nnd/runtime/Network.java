package dev.nnd.runtime;

import java.io.IOException;
import java.nio.file.Path;

/** A generated network. Its parameters are one immutable snapshot, which training and {@link #copyFrom} replace. */
public interface Network {
  /** What it takes, gives and holds. */
  Signature signature();

  /** A new workspace over the current parameters. */
  Inference inference();

  /** A new trainer that starts from the current parameters, with the settings of the .nnd's train block. */
  Trainer<?> trainer();

  /** The length of the canonical vector. */
  int parameterCount();

  /** Copies the trained parameters into a canonical vector: row-major, unpadded, in declaration order. */
  void copyTo(double[] flat);

  /** Sets the trained parameters from a canonical vector. */
  void copyFrom(double[] flat);

  /**
   * The objective in training mode, over all of the data as one mean, plus the regularizer.
   *
   * @param data inputs and targets
   * @param gradient receives the objective's gradient by the trained parameters in canonical order
   * @return the objective
   */
  double lossAndGradient(DataSet data, double[] gradient);

  /**
   * Writes the parameters and states as safetensors, at once or not at all.
   *
   * @throws IOException if the file cannot be written
   */
  void save(Path path) throws IOException;

  /** Starts a data set for this network: its inputs, then its targets. */
  default DataSet.Builder data() {
    return DataSet.builder(signature().fields());
  }

  /**
   * Loss and metrics on a data set, in inference mode.
   *
   * @throws IllegalArgumentException if the data do not fit or a target is absent
   */
  default Evaluation evaluate(DataSet data) {
    return new Evaluator(signature(), inference()).evaluate(data);
  }

  /**
   * An output for each example; targets may be absent.
   *
   * @param output its number
   * @return one row-major row an example
   * @throws IllegalArgumentException if the data do not fit
   */
  default double[][] predict(DataSet data, int output) {
    return new Evaluator(signature(), inference()).predict(data, output);
  }
}
