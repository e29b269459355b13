package dev.nnd.runtime;

/**
 * A reusable view of some examples of a data set: those that stand at {@code from .. from + size - 1} of an order.
 * Moving it allocates nothing.
 */
public final class Batch {
  private DataSet data;
  private int[] order;
  private int from;
  private int size;

  /** @see #set */
  public Batch(DataSet data, int[] order, int from, int size) {
    this.data = data;
    this.order = order;
    this.from = from;
    this.size = size;
  }

  /** All examples of a data set in their order. */
  public static Batch all(DataSet data) {
    return new Batch(data, Shuffle.identity(data.size()), 0, data.size());
  }

  /**
   * Moves the view.
   *
   * @param data the data set
   * @param order numbers of its examples; kept, not copied
   * @param from the first position in the order
   * @param size the number of examples
   */
  public void set(DataSet data, int[] order, int from, int size) {
    this.data = data;
    this.order = order;
    this.from = from;
    this.size = size;
  }

  /** The number of examples. */
  public int size() {
    return size;
  }

  /** The number in the data set of the batch's example i. */
  public int example(int i) {
    return order[from + i];
  }

  /** The components of example i of the batch, row-major; not to be written to. */
  public float[] floats(int field, int i) {
    return data.floats(field, order[from + i]);
  }

  /** The components of example i of the batch, row-major; not to be written to. */
  public double[] doubles(int field, int i) {
    return data.doubles(field, order[from + i]);
  }

  /** The label of example i of the batch. */
  public int label(int field, int i) {
    return data.label(field, order[from + i]);
  }

  /** One of the labels of example i of the batch. */
  public int label(int field, int i, int position) {
    return data.label(field, order[from + i], position);
  }
}
