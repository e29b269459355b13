package dev.nnd.runtime;

/**
 * A workspace that runs a network in inference mode; generated code implements it. One thread at a time may use it.
 */
public interface Inference {
  /** The greatest number of examples in one run. */
  int capacity();

  /** Computes the outputs of a batch of at most {@link #capacity()} examples. */
  void run(Batch batch);

  /** Computes loss and metrics of the batch that was run last; its targets must have data. */
  void score(Batch batch);

  /** The sum of the losses of the examples scored last; NaN in a network without a loss. */
  double lossSum();

  /** The sum of a metric over the examples scored last, where it is a mean. */
  double metricSum(int metric);

  /**
   * One number of what an example scored last gives to a metric over the whole data.
   *
   * @param metric the metric's number
   * @param example its number in the batch
   * @param component of the prediction, row-major, and then of the target
   */
  default double observation(int metric, int example, int component) {
    throw new IndexOutOfBoundsException(metric);
  }

  /**
   * One number of the last run.
   *
   * @param output the output's number
   * @param example its number in the batch
   * @param component row-major
   */
  double output(int output, int example, int component);

  /** The regularizer of the current parameters; 0 in a network without one. */
  double regularizer();
}
