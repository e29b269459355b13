package dev.nnd.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Named tensors and free text: what a weights file holds. */
public final class Weights {
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final Map<String, String> metadata;

  /**
   * Keeps the tensors in their order.
   *
   * @throws IllegalArgumentException if two have the same name
   */
  public Weights(List<Tensor> tensors, Map<String, String> metadata) {
    for (Tensor tensor : tensors) {
      if (this.tensors.containsKey(tensor.name())) {
        throw new IllegalArgumentException("there are two tensors " + tensor.name());
      }
      this.tensors.put(tensor.name(), tensor);
    }
    this.metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
  }

  /**
   * Reads a safetensors file.
   *
   * @throws WeightsException if it is damaged
   * @throws IOException if it cannot be read
   */
  public static Weights read(Path path) throws IOException {
    return SafeTensors.read(path);
  }

  /**
   * Writes a safetensors file, at once or not at all.
   *
   * @throws IOException if it cannot be written
   */
  public void write(Path path) throws IOException {
    SafeTensors.write(this, path);
  }

  /** The tensors in their order. */
  public List<Tensor> tensors() {
    return List.copyOf(tensors.values());
  }

  /** One tensor, if it is there. */
  public Optional<Tensor> tensor(String name) {
    return Optional.ofNullable(tensors.get(name));
  }

  /** Free text by key, sorted. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /** One named tensor. */
  public static final class Tensor {
    private final String name;
    private final Precision precision;
    private final List<Integer> shape;
    private final double[] values;

    /**
     * Keeps a copy of the values.
     *
     * @param name its name
     * @param precision in which a file stores it
     * @param shape empty for a scalar
     * @param values row-major
     */
    public Tensor(String name, Precision precision, List<Integer> shape, double[] values) {
      this.name = name;
      this.precision = precision;
      this.shape = List.copyOf(shape);
      this.values = values.clone();
      if (Shapes.count(shape) != values.length) {
        throw new IllegalArgumentException(name + " " + shape + " cannot hold " + values.length + " values");
      }
    }

    /** Its name. */
    public String name() {
      return name;
    }

    /** In which precision a file stores it. */
    public Precision precision() {
      return precision;
    }

    /** Its shape, empty for a scalar. */
    public List<Integer> shape() {
      return shape;
    }

    /** A copy of its values, row-major. */
    public double[] values() {
      return values.clone();
    }
  }
}
