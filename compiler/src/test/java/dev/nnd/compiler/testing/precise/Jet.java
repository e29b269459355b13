package dev.nnd.compiler.testing.precise;

/**
 * A value with its first and second derivative along one variable.
 *
 * @param value of the function
 * @param first derivative
 * @param second derivative
 */
public record Jet(Ball value, Ball first, Ball second) {
  static Jet constant(Ball value) {
    return new Jet(value, Ball.ZERO, Ball.ZERO);
  }

  static Jet variable(Ball value) {
    return new Jet(value, Ball.ONE, Ball.ZERO);
  }

  boolean isConstant() {
    return first.isExactZero() && second.isExactZero();
  }

  /** The value or one of the derivatives. */
  public Ball derivative(int order) {
    return order == 0 ? value : order == 1 ? first : second;
  }
}
