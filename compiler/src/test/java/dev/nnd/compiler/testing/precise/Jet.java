package dev.nnd.compiler.testing.precise;

/**
 * A value with its first and second derivative along one variable.
 *
 * @param value of the function
 * @param first derivative
 * @param second derivative
 * @param varies whether the variable occurs at all; a derivative that happens to be 0 does not mean that it is constant
 */
public record Jet(Ball value, Ball first, Ball second, boolean varies) {
  static Jet constant(Ball value) {
    return new Jet(value, Ball.ZERO, Ball.ZERO, false);
  }

  static Jet variable(Ball value) {
    return new Jet(value, Ball.ONE, Ball.ZERO, true);
  }

  /** The value or one of the derivatives. */
  public Ball derivative(int order) {
    return order == 0 ? value : order == 1 ? first : second;
  }
}
