package dev.nnd.runtime;

import java.util.Arrays;
import java.util.List;

/**
 * The first values of a parameter. The fans of a weight {@code [out, in, …]} are in and out, each times the product of
 * the rest.
 */
public sealed interface Initializer {

  /** All 0. */
  record Zeros() implements Initializer {
  }

  /** All 1. */
  record Ones() implements Initializer {
  }

  /** All the same value. */
  record Constant(double value) implements Initializer {
  }

  /** Uniform in [low, high). */
  record Uniform(double low, double high) implements Initializer {
  }

  /** Normal. */
  record Normal(double mean, double deviation) implements Initializer {
  }

  /** Uniform in ±sqrt(6 / (fanIn + fanOut)): Glorot and Bengio, 2010, equation 16. */
  record GlorotUniform(int fanIn, int fanOut) implements Initializer {
  }

  /** Normal of variance 2 / (fanIn + fanOut): Glorot and Bengio, 2010, equation 12. */
  record GlorotNormal(int fanIn, int fanOut) implements Initializer {
  }

  /** Uniform in ±sqrt(6 / fanIn): He, Zhang, Ren, Sun, 2015. */
  record HeUniform(int fanIn) implements Initializer {
  }

  /** Normal of variance 2 / fanIn: He, Zhang, Ren, Sun, 2015, equation 10. */
  record HeNormal(int fanIn) implements Initializer {
  }

  /** Normal of variance 1 / fanIn: LeCun, Bottou, Orr, Müller, "Efficient BackProp", 1998, equation 16. */
  record LecunNormal(int fanIn) implements Initializer {
  }

  /**
   * A matrix [rows, columns] with orthonormal columns, or rows where these are fewer: Saxe, McClelland, Ganguli,
   * 2014. A block of {@code rows * columns} elements repeats where the tensor is larger, each with its own random
   * numbers.
   */
  record Orthogonal(int rows, int columns) implements Initializer {
  }

  /** Given values, row-major; a single one fills. */
  record Values(List<Double> values) implements Initializer {
    /** Keeps an immutable copy. */
    public Values {
      values = List.copyOf(values);
    }
  }

  /** @see Zeros */
  static Initializer zeros() {
    return new Zeros();
  }

  /** @see Ones */
  static Initializer ones() {
    return new Ones();
  }

  /** @see Constant */
  static Initializer constant(double value) {
    return new Constant(value);
  }

  /** @see Uniform */
  static Initializer uniform(double low, double high) {
    return new Uniform(low, high);
  }

  /** @see Normal */
  static Initializer normal(double mean, double deviation) {
    return new Normal(mean, deviation);
  }

  /** @see GlorotUniform */
  static Initializer glorotUniform(int fanIn, int fanOut) {
    return new GlorotUniform(fanIn, fanOut);
  }

  /** @see GlorotNormal */
  static Initializer glorotNormal(int fanIn, int fanOut) {
    return new GlorotNormal(fanIn, fanOut);
  }

  /** @see HeUniform */
  static Initializer heUniform(int fanIn) {
    return new HeUniform(fanIn);
  }

  /** @see HeNormal */
  static Initializer heNormal(int fanIn) {
    return new HeNormal(fanIn);
  }

  /** @see LecunNormal */
  static Initializer lecunNormal(int fanIn) {
    return new LecunNormal(fanIn);
  }

  /** @see Orthogonal */
  static Initializer orthogonal(int rows, int columns) {
    return new Orthogonal(rows, columns);
  }

  /** @see Values */
  static Initializer values(double... values) {
    return new Values(Arrays.stream(values).boxed().toList());
  }
}
