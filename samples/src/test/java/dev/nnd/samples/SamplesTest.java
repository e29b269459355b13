package dev.nnd.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.cli.Nndc;
import dev.nnd.compiler.load.GeneratedNetwork;
import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.Network;
import dev.nnd.runtime.Precision;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Each sample does what the README says of it, on the data beside it. */
class SamplesTest {
  private static final Path SAMPLES = Path.of("").toAbsolutePath();

  @Test
  void twoTanhUnitsLearnExclusiveOr() throws Exception {
    assertThat(XorSeeds.run(SAMPLES.resolve("xor/xor.nnd"), 10).learned()).isGreaterThanOrEqualTo(8);
  }

  @Test
  void rectifiedLinearUnitsFailWhereOneIsDead() throws Exception {
    XorSeeds.Outcome outcome = XorSeeds.run(SAMPLES.resolve("xor/xor-relu.nnd"), 20);
    int failed = outcome.seeds() - outcome.learned();
    assertThat(outcome.failedWithDeadUnit()).isGreaterThan(failed / 2);
  }

  /** h1 = relu(a + b), h2 = relu(a + b - 1), p = h1 - 2 h2 (Goodfellow, Bengio, Courville 2016, section 6.1). */
  @Test
  void theKnownSolutionHasNoLossAndNoGradient() throws Exception {
    GeneratedNetwork generated = Sample.compile(SAMPLES.resolve("xor/xor-relu.nnd"), Precision.DOUBLE);
    Network network = generated.create(1);
    network.copyFrom(new double[] {1, 1, 1, 1, 0, -1, 1, -2, 0});
    DataSet data = network.data()
        .doubles(0, new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}})
        .doubles(1, new double[][] {{0}, {1}, {1}, {0}})
        .build();
    double[] gradient = new double[network.parameterCount()];
    assertThat(network.lossAndGradient(data, gradient)).isZero();
    assertThat(gradient).containsOnly(0.0);
    assertThat(network.evaluate(data).metric("accuracy")).isEqualTo(1);
  }

  @Test
  void irisIsLearned() {
    assertThat(testAccuracy("iris/iris.nnd", "--data", path("iris/iris.csv"), "--test", "0.2")).isGreaterThanOrEqualTo(0.9);
  }

  @Test
  void digitsAreLearned() {
    double accuracy = testAccuracy(
        "digits/digits.nnd", "--data", path("digits/optdigits.tra"), "--test", path("digits/optdigits.tes"), "--epochs", "10");
    assertThat(accuracy).isGreaterThanOrEqualTo(0.94);
  }

  private static String path(String file) {
    return SAMPLES.resolve(file).toString();
  }

  private static double testAccuracy(String nnd, String... options) {
    String[] arguments = new String[options.length + 2];
    arguments[0] = "train";
    arguments[1] = path(nnd);
    System.arraycopy(options, 0, arguments, 2, options.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status = Nndc.run(
        arguments, new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
    assertThat(status).as(() -> err.toString(StandardCharsets.UTF_8)).isZero();
    return out.toString(StandardCharsets.UTF_8).lines()
        .filter(line -> line.startsWith("test accuracy = "))
        .mapToDouble(line -> Double.parseDouble(line.substring("test accuracy = ".length())))
        .findFirst()
        .orElseThrow();
  }
}
