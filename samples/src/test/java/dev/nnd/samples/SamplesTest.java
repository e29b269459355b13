package dev.nnd.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nnd.compiler.cli.Nndc;
import dev.nnd.compiler.load.GeneratedNetwork;
import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.Network;
import dev.nnd.runtime.Precision;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  /** The digits of 8 by 8 counts, enlarged to the size of MNIST's, which is not shipped. */
  @Test
  void convolutionLearnsEnlargedDigits() throws Exception {
    Network network = Sample.compile(SAMPLES.resolve("lenet/lenet.nnd"), Precision.FLOAT).create(1);
    network.trainer().epochs(2).fit(EnlargedDigits.read(network, SAMPLES.resolve("digits/optdigits.tra")));
    DataSet test = EnlargedDigits.read(network, SAMPLES.resolve("digits/optdigits.tes"));
    assertThat(network.evaluate(test).metric("accuracy")).isGreaterThanOrEqualTo(0.93);
  }

  /** Shorter sequences than the README's. Who always says 1 has a loss of 1/6. */
  @Test
  void aRecurrentNetworkAddsMarkedNumbersAndADenseOneDoesNot(@TempDir Path folder) throws Exception {
    Path train = folder.resolve("train.csv");
    Path test = folder.resolve("test.csv");
    AddingProblem.table(16, 5_000, 1).write(train);
    AddingProblem.table(16, 1_000, 2).write(test);
    String[] options = {"--data", train.toString(), "--test", test.toString(), "--dim", "length=16", "--epochs", "4"};
    assertThat(figure("test loss", "sequence/adding.nnd", and(options, "--network", "Recurrent"))).isLessThan(0.01);
    assertThat(figure("test loss", "sequence/adding.nnd", and(options, "--network", "Dense"))).isGreaterThan(0.08);
  }

  @Test
  void theOscillatorsEquationIsSolved(@TempDir Path folder) throws Exception {
    Path weights = folder.resolve("oscillator.safetensors");
    run("train", "oscillator/oscillator.nnd", "--data", path("oscillator/times.csv"), "--save", weights.toString());
    Network network = Sample.compile(SAMPLES.resolve("oscillator/oscillator.nnd"), Precision.DOUBLE).load(weights);
    assertThat(OscillatorError.of(network)).isLessThan(1e-3);
  }

  /** The loss is least, for clouds 5 apart, where the slope is 1 + 5 / (2 * 100), and the critic's distance as many times 5. */
  @Test
  void theCriticMeasuresTheDistanceOfTwoClouds(@TempDir Path folder) throws Exception {
    Path clouds = folder.resolve("clouds.csv");
    Clouds.table(512, 1).write(clouds);
    String report = run("train", "penalty/critic.nnd", "--data", clouds.toString());
    assertThat(figure("train steepness", report)).isCloseTo(1.025, within(0.005));
    assertThat(figure("train apart", report)).isCloseTo(5.125, within(0.05));
  }

  @Test
  void attentionSortsDigits(@TempDir Path folder) throws Exception {
    List<Table> tables = SortingProblem.tables(10_000, 500, 1);
    Path train = folder.resolve("train.csv");
    Path test = folder.resolve("test.csv");
    tables.get(0).write(train);
    tables.get(1).write(test);
    double right = figure(
        "test element", "attention/sort.nnd", "--data", train.toString(), "--test", test.toString(), "--epochs", "3");
    assertThat(right).isGreaterThanOrEqualTo(0.95);
  }

  @ParameterizedTest
  @CsvSource({
    "sequence/adding.nnd,       Recurrent,  length=6",
    "sequence/adding.nnd,       Dense,      length=6",
    "oscillator/oscillator.nnd, Oscillator, ''",
    "penalty/critic.nnd,        Critic,     ''",
    "attention/sort.nnd,        Sort,       length=3",
    "lenet/lenet.nnd,           LeNet,      ''",
  })
  void gradientsAreThoseOfCentralDifferences(String nnd, String network, String size) {
    List<String> options = new ArrayList<>(List.of("--network", network));
    if (!size.isEmpty()) {
      options.addAll(List.of("--dim", size));
    }
    assertThat(run("check", nnd, options.toArray(String[]::new))).contains(" ok");
  }

  private static String path(String file) {
    return SAMPLES.resolve(file).toString();
  }

  private static double testAccuracy(String nnd, String... options) {
    return figure("test accuracy", nnd, options);
  }

  private static double figure(String name, String nnd, String... options) {
    return figure(name, run("train", nnd, options));
  }

  private static double figure(String name, String report) {
    return report.lines()
        .filter(line -> line.startsWith(name + " = "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 3)))
        .findFirst()
        .orElseThrow();
  }

  private static String[] and(String[] options, String... more) {
    return Stream.concat(Arrays.stream(options), Arrays.stream(more)).toArray(String[]::new);
  }

  /** What a command prints, which must succeed. */
  private static String run(String command, String nnd, String... options) {
    String[] arguments = and(new String[] {command, path(nnd)}, options);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status = Nndc.run(
        arguments, new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
    assertThat(status).as(() -> err.toString(StandardCharsets.UTF_8)).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }
}
