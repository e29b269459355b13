package dev.nnd.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The working store of a network's parameters and states, in the layouts that its schedule chose. The canonical vector
 * holds the trained parameters only, row-major and unpadded, in declaration order. Padding is 0 and enters no norm and
 * no count.
 */
public abstract sealed class Parameters permits FloatParameters, DoubleParameters {
  private final List<Parameter> parameters;
  private final int count;

  Parameters(List<Parameter> parameters) {
    this.parameters = List.copyOf(parameters);
    this.count = parameters.stream().filter(Parameter::trained).mapToInt(Parameter::count)
        .reduce(0, Math::addExact);
  }

  abstract double get(int parameter, int row, int column);

  abstract void put(int parameter, int row, int column, double value);

  abstract Precision precision();

  /** The sum of squares of the trained parameters, in double, in an order that depends on their layouts alone. */
  abstract double squaredNorm();

  /** Whether no trained parameter is infinite or NaN. */
  final boolean isFinite() {
    for (int p = 0; p < parameters.size(); p++) {
      Layout layout = parameters.get(p).layout();
      for (int r = 0; r < layout.rows() && parameters.get(p).trained(); r++) {
        for (int c = 0; c < layout.columns(); c++) {
          if (!Double.isFinite(get(p, r, c))) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /** Multiplies the trained parameters. */
  abstract void scale(double factor);

  /** What the store holds, in declaration order. */
  public final List<Parameter> parameters() {
    return parameters;
  }

  /** The length of the canonical vector. */
  public final int count() {
    return count;
  }

  /** Sets parameters and states to their first values, which depend on the seed alone. */
  public final void initialize(long seed) {
    for (int p = 0; p < parameters.size(); p++) {
      double[] values = new double[parameters.get(p).count()];
      Initialization.fill(parameters.get(p).initializer(), values, seed, p);
      write(p, values, 0);
    }
  }

  /**
   * Copies the trained parameters out.
   *
   * @param flat the canonical vector
   * @throws IllegalArgumentException if its length is not {@link #count()}
   */
  public final void copyTo(double[] flat) {
    checkLength(flat.length);
    int offset = 0;
    for (int p = 0; p < parameters.size(); p++) {
      if (parameters.get(p).trained()) {
        read(p, flat, offset);
        offset += parameters.get(p).count();
      }
    }
  }

  /**
   * Sets the trained parameters.
   *
   * @param flat the canonical vector
   * @throws IllegalArgumentException if its length is not {@link #count()}
   */
  public final void copyFrom(double[] flat) {
    checkLength(flat.length);
    int offset = 0;
    for (int p = 0; p < parameters.size(); p++) {
      if (parameters.get(p).trained()) {
        write(p, flat, offset);
        offset += parameters.get(p).count();
      }
    }
  }

  /** Adds {@code factor} times the trained parameters to a canonical vector. */
  final void addTo(double[] flat, double factor) {
    int offset = 0;
    for (int p = 0; p < parameters.size(); p++) {
      if (parameters.get(p).trained()) {
        Layout layout = parameters.get(p).layout();
        for (int r = 0; r < layout.rows(); r++) {
          for (int c = 0; c < layout.columns(); c++) {
            flat[offset + r * layout.rowStride() + c * layout.columnStride()] += factor * get(p, r, c);
          }
        }
        offset += layout.count();
      }
    }
  }

  /**
   * The elements of one parameter or state, row-major.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public final double[] values(String name) {
    int p = require(name);
    double[] values = new double[parameters.get(p).count()];
    read(p, values, 0);
    return values;
  }

  /**
   * Sets one parameter or state.
   *
   * @param name its name
   * @param values its elements, row-major
   * @throws IllegalArgumentException if there is none of that name, or of another length
   */
  public final void setValues(String name, double[] values) {
    int p = require(name);
    if (values.length != parameters.get(p).count()) {
      throw new IllegalArgumentException(name + " " + parameters.get(p).shape() + " cannot take "
          + values.length + " values");
    }
    write(p, values, 0);
  }

  /**
   * Parameters and states as a weights file holds them.
   *
   * @param metadata free text by key
   */
  public final Weights toWeights(Map<String, String> metadata) {
    List<Weights.Tensor> tensors = new ArrayList<>();
    for (Parameter parameter : parameters) {
      tensors.add(new Weights.Tensor(parameter.name(), precision(), parameter.shape(), values(parameter.name())));
    }
    return new Weights(tensors, metadata);
  }

  /**
   * Takes all parameters and states from a weights file, which may be of the other precision. Nothing changes where
   * it does not fit.
   *
   * @throws WeightsException if a tensor is missing, left over or of another shape; the message names it
   */
  public final void load(Weights weights) throws WeightsException {
    for (Parameter parameter : parameters) {
      Weights.Tensor tensor = weights.tensor(parameter.name()).orElseThrow(
          () -> new WeightsException("the weights hold no " + parameter.name() + " " + parameter.shape()));
      if (!tensor.shape().equals(parameter.shape())) {
        throw new WeightsException(parameter.name() + " is " + parameter.shape() + ", but in the weights "
            + tensor.shape());
      }
    }
    for (Weights.Tensor tensor : weights.tensors()) {
      if (find(tensor.name()).isEmpty()) {
        throw new WeightsException("the weights hold " + tensor.name() + " " + tensor.shape()
            + ", which the network does not have");
      }
    }
    for (Parameter parameter : parameters) {
      setValues(parameter.name(), weights.tensor(parameter.name()).orElseThrow().values());
    }
  }

  final void checkLength(int length) {
    if (length != count) {
      throw new IllegalArgumentException("the network has " + count + " parameters, not " + length);
    }
  }

  private int require(String name) {
    return find(name).orElseThrow(() -> new IllegalArgumentException("there is no parameter " + name));
  }

  private Optional<Integer> find(String name) {
    for (int p = 0; p < parameters.size(); p++) {
      if (parameters.get(p).name().equals(name)) {
        return Optional.of(p);
      }
    }
    return Optional.empty();
  }

  private void read(int p, double[] flat, int offset) {
    Layout layout = parameters.get(p).layout();
    for (int r = 0; r < layout.rows(); r++) {
      for (int c = 0; c < layout.columns(); c++) {
        flat[offset + r * layout.rowStride() + c * layout.columnStride()] = get(p, r, c);
      }
    }
  }

  private void write(int p, double[] flat, int offset) {
    Layout layout = parameters.get(p).layout();
    for (int r = 0; r < layout.rows(); r++) {
      for (int c = 0; c < layout.columns(); c++) {
        put(p, r, c, flat[offset + r * layout.rowStride() + c * layout.columnStride()]);
      }
    }
  }
}
