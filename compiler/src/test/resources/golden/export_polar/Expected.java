import dev.nnd.runtime.Arguments;
import dev.nnd.runtime.Functions;
import dev.nnd.runtime.Generated;
import dev.nnd.runtime.Version;

/**
 * Polar coordinates to Cartesian ones.
 *
 * <pre>
 *   polar[0]       = r cos(phi)
 *   polar[1]       = r sin(phi)
 *
 *   ∂polar/∂r[0]   = cos(phi)
 *   ∂polar/∂r[1]   = sin(phi)
 *   ∂polar/∂phi[0] = -r sin(phi)
 *   ∂polar/∂phi[1] = r cos(phi)
 * </pre>
 *
 * The variables are one vector of 2: r at 0, phi at 1, matrices row by row.
 * All methods are safe for use by several threads; an array to be filled must be none of the arguments.
 */
@Generated("nndc 0.1.0, from input.nnd")
public final class Polar {
  /** The number of components of all variables together. */
  public static final int DIMENSION = 2;

  static {
    Version.check("Polar", "0.1.0");
  }

  private Polar() {
  }

  /**
   * The value.
   *
   * <pre>
   *   polar[0] = r cos(phi)
   *   polar[1] = r sin(phi)
   * </pre>
   *
   * @param value is filled: 2
   */
  public static void value(double r, double phi, double[] value) {
    Arguments.range("r", r, 0.0, 1000.0);
    Arguments.row("value", value, 2);
    value[0] = r * Functions.cos(phi);
    value[1] = r * Functions.sin(phi);
  }

  /**
   * The Jacobian by r, phi.
   *
   * <pre>
   *   ∂polar/∂r[0]   = cos(phi)
   *   ∂polar/∂r[1]   = sin(phi)
   *   ∂polar/∂phi[0] = -r sin(phi)
   *   ∂polar/∂phi[1] = r cos(phi)
   * </pre>
   *
   * @param jacobian is filled: 2 x 2, a row for each element of the result
   */
  public static void jacobian(double r, double phi, double[][] jacobian) {
    Arguments.range("r", r, 0.0, 1000.0);
    Arguments.matrix("jacobian", jacobian, 2, 2);
    jacobian[0][0] = Functions.cos(phi);
    jacobian[1][0] = Functions.sin(phi);
    jacobian[0][1] = -(r * jacobian[1][0]);
    jacobian[1][1] = r * jacobian[0][0];
  }

  /**
   * The value, and the derivatives by r, phi.
   *
   * <pre>
   *   polar[0]       = r cos(phi)
   *   polar[1]       = r sin(phi)
   *   ∂polar/∂r[0]   = cos(phi)
   *   ∂polar/∂r[1]   = sin(phi)
   *   ∂polar/∂phi[0] = -r sin(phi)
   *   ∂polar/∂phi[1] = r cos(phi)
   * </pre>
   *
   * @param value is filled: 2
   * @param jacobian is filled: 2 x 2, a row for each element of the result
   */
  public static void valueAndJacobian(double r, double phi, double[] value, double[][] jacobian) {
    Arguments.range("r", r, 0.0, 1000.0);
    Arguments.row("value", value, 2);
    Arguments.matrix("jacobian", jacobian, 2, 2);
    double cosOf = Functions.cos(phi);
    value[0] = r * cosOf;
    double sinOf = Functions.sin(phi);
    value[1] = r * sinOf;
    jacobian[0][0] = cosOf;
    jacobian[1][0] = sinOf;
    jacobian[0][1] = -value[1];
    jacobian[1][1] = value[0];
  }

  /**
   * The derivatives by r.
   *
   * <pre>
   *   ∂polar/∂r[0] = cos(phi)
   *   ∂polar/∂r[1] = sin(phi)
   * </pre>
   *
   * @param derivative is filled: 2
   */
  public static void derivativeR(double r, double phi, double[] derivative) {
    Arguments.range("r", r, 0.0, 1000.0);
    Arguments.row("derivative", derivative, 2);
    derivative[0] = Functions.cos(phi);
    derivative[1] = Functions.sin(phi);
  }

  /**
   * The derivatives by phi.
   *
   * <pre>
   *   ∂polar/∂phi[0] = -r sin(phi)
   *   ∂polar/∂phi[1] = r cos(phi)
   * </pre>
   *
   * @param derivative is filled: 2
   */
  public static void derivativePhi(double r, double phi, double[] derivative) {
    Arguments.range("r", r, 0.0, 1000.0);
    Arguments.row("derivative", derivative, 2);
    derivative[0] = -(r * Functions.sin(phi));
    derivative[1] = r * Functions.cos(phi);
  }
}
