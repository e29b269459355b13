package dev.nnd.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nnd.compiler.testing.CompiledFunction;
import dev.nnd.compiler.testing.Golden;
import dev.nnd.runtime.Generated;
import dev.nnd.runtime.Precision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is emitted of {@code export fn}. */
class ExportedFunctionTest {
  private static final double STEP = 1e-5;

  @TempDir private Path folder;

  static Stream<Golden> goldens() {
    return Golden.functions();
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void java(Golden golden) throws Exception {
    Compiler.JavaSource source = CompiledFunction.java(golden.input(), Precision.DOUBLE).get(0);
    golden.check("Expected.java", source.source());
    assertThat(CompiledFunction.java(golden.input(), Precision.DOUBLE).get(0)).isEqualTo(source);
    for (Precision precision : Precision.values()) {
      compile(CompiledFunction.java(golden.input(), precision).get(0));
    }
  }

  /** By javac with all warnings as errors. */
  private void compile(Compiler.JavaSource source) throws Exception {
    Path file = folder.resolve(source.className() + ".java");
    Files.writeString(file, source.source());
    String runtime = Path.of(Generated.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    assertThat(ToolProvider.getSystemJavaCompiler().run(
        null, System.out, System.err, "-Xlint:all", "-Werror", "-proc:none", "-encoding", "UTF-8", "-d", folder.toString(),
        "-classpath", runtime, file.toString())).isZero();
  }

  // ---- against central differences of the mathematics, written down here

  private interface Field {
    double at(double[] x);
  }

  private static void assertGradient(double[] gradient, Field field, double[] at) {
    for (int i = 0; i < at.length; i++) {
      double[] moved = at.clone();
      moved[i] = at[i] + STEP;
      double above = field.at(moved);
      moved[i] = at[i] - STEP;
      double difference = (above - field.at(moved)) / (2 * STEP);
      assertThat(gradient[i]).as("component " + i).isCloseTo(difference, within(1e-6 * Math.max(1, Math.abs(difference))));
    }
  }

  private static double rosenbrock(double[] x) {
    return Math.pow(1 - x[0], 2) + 100 * Math.pow(x[1] - x[0] * x[0], 2);
  }

  private static CompiledFunction golden(String name) {
    return CompiledFunction.of(new Golden(name).input());
  }

  @Test
  void rosenbrocksDerivatives() {
    CompiledFunction function = golden("export_rosenbrock");
    double[] x = {-1.2, 1};
    assertThat(function.call("value", x, 1.0, 100.0)).isCloseTo(rosenbrock(x), within(1e-12));
    double[] gradient = new double[2];
    function.call("gradient", x, 1.0, 100.0, gradient);
    assertGradient(gradient, ExportedFunctionTest::rosenbrock, x);
    double[] again = new double[2];
    assertThat(function.call("valueAndGradient", x, 1.0, 100.0, again)).isEqualTo(function.call("value", x, 1.0, 100.0));
    assertThat(again).isEqualTo(gradient);
    double[][] hessian = new double[2][2];
    function.call("hessian", x, 1.0, 100.0, hessian);
    for (int i = 0; i < 2; i++) {
      int row = i;
      assertGradient(hessian[i], at -> {
        double[] moved = new double[2];
        function.call("gradient", at, 1.0, 100.0, moved);
        return moved[row];
      }, x);
    }
    double[] settings = {function.call("derivativeA", x, 1.0, 100.0), function.call("derivativeB", x, 1.0, 100.0)};
    assertGradient(settings, s -> function.call("value", x, s[0], s[1]), new double[] {1, 100});
  }

  /** From the classical starting point; without a line search it climbs once, and is at the bottom in a few steps. */
  @Test
  void newtonsMethodFindsTheBottomOfTheValley() {
    CompiledFunction function = golden("export_rosenbrock");
    double[] x = {-1.2, 1};
    double[] g = new double[2];
    double[][] h = new double[2][2];
    int steps = 0;
    for (function.call("gradient", x, 1.0, 100.0, g); Math.hypot(g[0], g[1]) > 1e-10; steps++) {
      assertThat(steps).isLessThan(10);
      function.call("hessian", x, 1.0, 100.0, h);
      double determinant = h[0][0] * h[1][1] - h[0][1] * h[1][0];
      x[0] -= (h[1][1] * g[0] - h[0][1] * g[1]) / determinant;
      x[1] -= (h[0][0] * g[1] - h[1][0] * g[0]) / determinant;
      function.call("gradient", x, 1.0, 100.0, g);
    }
    assertThat(x).containsExactly(new double[] {1, 1}, within(1e-9));
  }

  @Test
  void derivativesOfOneNumber() {
    CompiledFunction unit = golden("export_logistic_unit");
    double x = 0.3;
    double p = 1 / (1 + Math.exp(-(2 * x - 1)));
    assertThat(unit.call("value", x, 2.0, -1.0)).isCloseTo(p, within(1e-14));
    assertThat(unit.call("derivative", x, 2.0, -1.0)).isCloseTo(2 * p * (1 - p), within(1e-14));
    assertThat(unit.call("secondDerivative", x, 2.0, -1.0)).isCloseTo(4 * p * (1 - p) * (1 - 2 * p), within(1e-14));
    double[] derivative = new double[1];
    assertThat(unit.call("valueAndDerivative", x, 2.0, -1.0, derivative)).isCloseTo(p, within(1e-14));
    assertThat(derivative[0]).isCloseTo(2 * p * (1 - p), within(1e-14));
  }

  @Test
  void theJacobianOfAVector() {
    CompiledFunction polar = golden("export_polar");
    double[] value = new double[2];
    double[][] jacobian = new double[2][2];
    polar.call("valueAndJacobian", 2.0, 0.7, value, jacobian);
    assertThat(value).containsExactly(new double[] {2 * Math.cos(0.7), 2 * Math.sin(0.7)}, within(1e-14));
    assertThat(jacobian[0]).containsExactly(new double[] {Math.cos(0.7), -2 * Math.sin(0.7)}, within(1e-14));
    assertThat(jacobian[1]).containsExactly(new double[] {Math.sin(0.7), 2 * Math.cos(0.7)}, within(1e-14));
  }

  private static double energy(double[] flat) {
    double result = 0;
    double sum = 0;
    for (int i = 0; i < 8; i++) {
      double y = 0;
      for (int j = 0; j < 8; j++) {
        y += flat[8 * i + j] * flat[64 + j];
      }
      result += Math.pow(Math.tanh(y), 2) + flat[64 + i];
      sum += Math.exp(flat[64 + i]);
      result += i < 7 ? Math.pow(flat[65 + i] - flat[64 + i], 2) : 0;
    }
    return result + Math.log(sum);
  }

  @Test
  void loopsOverMatrices() {
    CompiledFunction function = golden("export_energy");
    double[] flat = new Random(5).doubles(72, -1, 1).toArray();
    double[][] a = new double[8][];
    for (int i = 0; i < 8; i++) {
      a[i] = Arrays.copyOfRange(flat, 8 * i, 8 * i + 8);
    }
    double[] x = Arrays.copyOfRange(flat, 64, 72);
    double[] ones = new double[8];
    Arrays.fill(ones, 1);
    double[] gradient = new double[72];
    Arrays.fill(gradient, Double.NaN);
    assertThat(function.call("valueAndGradient", a, x, ones, gradient)).isCloseTo(energy(flat), within(1e-12));
    assertGradient(gradient, ExportedFunctionTest::energy, flat);
    double[][] hessian = new double[72][72];
    function.call("hessian", a, x, ones, hessian);
    for (int row : new int[] {0, 9, 63, 64, 71}) {
      int i = row;
      assertGradient(hessian[i], at -> {
        double[] moved = new double[72];
        double[][] matrix = new double[8][];
        for (int r = 0; r < 8; r++) {
          matrix[r] = Arrays.copyOfRange(at, 8 * r, 8 * r + 8);
        }
        function.call("gradient", matrix, Arrays.copyOfRange(at, 64, 72), ones, moved);
        return moved[i];
      }, flat);
      for (int j = 0; j < 72; j++) {
        assertThat(hessian[i][j]).isCloseTo(hessian[j][i], within(1e-12));
      }
    }
    double[][] ofA = new double[8][8];
    function.call("gradientA", a, x, ones, ofA);
    assertThat(ofA[3][5]).isEqualTo(gradient[29]);
  }

  // ---- the language within

  @Test
  void conditionsAndDerivativesAndLibraryFunctions() {
    CompiledFunction bump = CompiledFunction.of("fn inner(x, k) = exp(-k / x)  export fn bump(x, k = 2) = if x > 0 then inner(x, k) else 0");
    assertThat(bump.call("derivative", -1.0, 2.0)).isZero();
    assertThat(bump.call("derivative", 0.0, 2.0)).isZero();
    assertThat(bump.call("derivative", 0.5, 2.0)).isCloseTo(8 * Math.exp(-4), within(1e-14));
    CompiledFunction cubes = CompiledFunction.of("export fn cubes(x: [3]) = grad(sum(x^3), x)");
    double[] value = new double[3];
    cubes.call("value", new double[] {1, 2, 3}, value);
    assertThat(value).containsExactly(3, 12, 27);
    CompiledFunction loss = CompiledFunction.of("export fn loss(p: [3], y: [3]) = cross_entropy(softmax(p), y)");
    double[] gradient = new double[6];
    loss.call("gradient", new double[] {0, 0, 0}, new double[] {1, 0, 0}, gradient);
    assertThat(Arrays.copyOf(gradient, 3)).containsExactly(new double[] {-2.0 / 3, 1.0 / 3, 1.0 / 3}, within(1e-14));
  }

  /** Its second derivative is a long sum of negative terms only, which stays whole under its sign. */
  @Test
  void longSums() {
    String terms = IntStream.rangeClosed(1, 12).mapToObj(i -> "sin(" + i + " * x)").collect(Collectors.joining(" + "));
    CompiledFunction f = CompiledFunction.of("export fn f(x) = (" + terms + ")^2");
    Field derivative = at -> f.call("derivative", at[0]);
    assertGradient(new double[] {f.call("secondDerivative", 0.3)}, derivative, new double[] {0.3});
    assertGradient(new double[] {f.call("derivative", 0.3)}, at -> f.call("value", at[0]), new double[] {0.3});
  }

  /** The value is that of the definition, the derivatives are those of the author's formulas. */
  @Test
  void derivativesThatAreGiven() {
    CompiledFunction area = CompiledFunction.of(
        "export fn area(x: [3], r = 2) = sum(sinh(x) * r^2) derivative x: cosh(x) * r^2, r: 2 * sum(sinh(x)) * r");
    double[] x = {-0.5, 0.1, 1.2};
    Field field = at -> 4 * (Math.sinh(at[0]) + Math.sinh(at[1]) + Math.sinh(at[2]));
    double[] gradient = new double[3];
    assertThat(area.call("valueAndGradient", x, 2.0, gradient)).isCloseTo(field.at(x), within(1e-13));
    assertGradient(gradient, field, x);
    assertThat(area.call("derivativeR", x, 2.0)).isCloseTo(field.at(x), within(1e-13));
    double[][] hessian = new double[3][3];
    area.call("hessian", x, 2.0, hessian);
    assertThat(hessian[2]).containsExactly(new double[] {0, 0, 4 * Math.sinh(1.2)}, within(1e-13));
    CompiledFunction line = CompiledFunction.of("export fn line(a, b) = a * b + stop_gradient(b) derivative a: b");
    assertThat(line.call("value", 3.0, 5.0)).isEqualTo(20);
    assertThat(line.call("derivativeA", 3.0, 5.0)).isEqualTo(5);
    assertThat(line.call("derivativeB", 3.0, 5.0)).isEqualTo(3);
  }

  @Test
  void roundsOfARepeat() {
    CompiledFunction root = CompiledFunction.of("""
        export fn root(a) {
          x = 1
          repeat 6 { x = (x + a / x) / 2 }
          return x
        }
        """);
    assertThat(root.call("value", 2.0)).isCloseTo(Math.sqrt(2), within(1e-14));
    assertThat(root.call("derivative", 2.0)).isCloseTo(0.5 / Math.sqrt(2), within(1e-12));
  }

  @Test
  void sumsUnderIndices() {
    CompiledFunction smoothed = CompiledFunction.of("""
        export fn smoothed(x: [13], k: [3]) {
          y[i] = sum(j: x[i + j] * k[j])
          return sum(y^2)
        }
        """);
    double[] flat = new Random(7).doubles(16, -1, 1).toArray();
    Field field = at -> {
      double sum = 0;
      for (int i = 0; i < 11; i++) {
        sum += Math.pow(at[i] * at[13] + at[i + 1] * at[14] + at[i + 2] * at[15], 2);
      }
      return sum;
    };
    double[] gradient = new double[16];
    double value = smoothed.call("valueAndGradient", Arrays.copyOf(flat, 13), Arrays.copyOfRange(flat, 13, 16), gradient);
    assertThat(value).isCloseTo(field.at(flat), within(1e-13));
    assertGradient(gradient, field, flat);
  }

  @Test
  void tensorsOfHigherRank() {
    CompiledFunction f = CompiledFunction.of("export fn total(t: [2, 3, 5], s = 2) = s * sum(t^2)");
    double[][][] t = new double[2][3][5];
    t[1][2][4] = 3;
    assertThat(f.call("value", t, 2.0)).isEqualTo(18);
    double[][][] gradient = new double[2][3][5];
    f.call("gradientT", t, 2.0, gradient);
    assertThat(gradient[1][2][4]).isEqualTo(12);
    assertThatThrownBy(() -> f.call("value", new double[2][3][4], 2.0))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("t must have 5 numbers");
  }

  @Test
  void namesThatJavaHasOtherwise() {
    assertThat(CompiledFunction.of("export fn math(x, value, gradient) = max(x, value) * sin(gradient)")
        .call("value", 1.0, 2.0, 0.0)).isZero();
    assertThat(CompiledFunction.of("export fn double(x: [3]) = max(x)").source().className()).isEqualTo("DoubleFunction");
    assertThat(CompiledFunction.of("export fn functions(a, A) = exp(a * A)").call("value", 0.0, 3.0)).isEqualTo(1);
  }

  @Test
  void argumentsAreChecked() {
    CompiledFunction function = golden("export_rosenbrock");
    assertThatThrownBy(() -> function.call("value", new double[3], 1.0, 100.0))
        .isInstanceOf(IllegalArgumentException.class).hasMessage("x must have 2 numbers, but has 3");
    assertThatThrownBy(() -> function.call("hessian", new double[2], 1.0, 100.0, new double[2][3]))
        .isInstanceOf(IllegalArgumentException.class).hasMessage("a row of hessian must have 2 numbers, but has 3");
    assertThatThrownBy(() -> golden("export_polar").call("value", -1.0, 0.0, new double[2]))
        .isInstanceOf(IllegalArgumentException.class).hasMessage("r is -1.0, outside 0.0..1000.0");
  }

  @Test
  void floatsOnDemand() {
    CompiledFunction function = CompiledFunction.of(new Golden("export_rosenbrock").input(), Precision.FLOAT);
    assertThat(function.source().source()).contains("float value(float[] x, float a, float b)").doesNotContain("double");
    assertThat(function.call("value", new float[] {1, 2}, 1f, 100f)).isEqualTo(100);
  }
}
