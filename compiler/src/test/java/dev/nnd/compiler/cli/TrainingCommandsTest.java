package dev.nnd.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.runtime.Precision;
import dev.nnd.runtime.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training, evaluation and prediction, with networks written by hand. */
final class TrainingCommandsTest {
  private static final int EXAMPLES = 100;

  @TempDir Path folder;
  private Path nnd;
  private Path data;
  private Path weights;

  @BeforeEach
  void files() throws IOException {
    nnd = Files.writeString(folder.resolve("moons.nnd"), "");
    data = Files.writeString(folder.resolve("moons.csv"), moons());
    weights = folder.resolve("moons.safetensors");
  }

  /** Two interleaved half moons. */
  private static String moons() {
    StringBuilder text = new StringBuilder("x1,x2,moon\n");
    for (int i = 0; i < EXAMPLES; i++) {
      double angle = Math.PI * (i / 2) / (EXAMPLES / 2.0);
      boolean upper = i % 2 == 0;
      text.append(upper ? Math.cos(angle) : 1 - Math.cos(angle)).append(',')
          .append(upper ? Math.sin(angle) : 0.5 - Math.sin(angle)).append(',')
          .append(upper ? "upper" : "lower").append('\n');
    }
    return text.toString();
  }

  private Calls.Outcome train(String... more) {
    String[] arguments = {"train", nnd.toString(), "--data", data.toString(), "--save", weights.toString()};
    return new Calls(Handwritten.of("Moons")).with("", concat(arguments, more));
  }

  private Calls.Outcome moons(String command, Path table, String... more) {
    String[] arguments = {command, nnd.toString(), "--weights", weights.toString(), "--data", table.toString()};
    return new Calls(Handwritten.of("Moons")).with("", concat(arguments, more));
  }

  private static String[] concat(String[] first, String[] second) {
    return Stream.of(first, second).flatMap(Arrays::stream).toArray(String[]::new);
  }

  private static Map<String, Double> results(Calls.Outcome outcome) {
    Map<String, Double> results = new LinkedHashMap<>();
    outcome.out().lines().map(line -> line.split(" = "))
        .forEach(parts -> results.put(parts[0], Double.parseDouble(parts[1])));
    return results;
  }

  @Test
  void trainsAndReportsEachPart() {
    Calls.Outcome outcome = train("--valid", "0.2", "--test", "0.2");
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    Map<String, Double> results = results(outcome);
    assertThat(results.keySet()).containsExactly(
        "train loss", "train accuracy", "valid loss", "valid accuracy", "test loss", "test accuracy");
    assertThat(results.get("test accuracy")).isGreaterThan(0.8);
    assertThat(outcome.err()).contains("epoch 3/60: objective ").contains("valid accuracy").contains("trained ");
    assertThat(weights).exists();
  }

  @Test
  void theSeedDecidesEverything() {
    assertThat(train("--seed", "3", "--test", "0.3").out()).isEqualTo(train("--seed", "3", "--test", "0.3").out())
        .isNotEqualTo(train("--seed", "4", "--test", "0.3").out());
  }

  @Test
  void manyEpochsAreFewLines() {
    Calls.Outcome outcome = train("--epochs", "1003");
    assertThat(outcome.err().lines().filter(line -> line.startsWith("epoch "))).hasSizeBetween(15, 21)
        .last().asString().startsWith("epoch 1003/1003");
  }

  @Test
  void writesTheCurve() {
    Path curve = folder.resolve("curve.csv");
    assertThat(train("--epochs", "3", "--valid", "0.2", "--log", curve.toString()).exit()).isZero();
    assertThat(curve).content().startsWith("epoch,rate,train_objective,valid_loss,valid_objective,valid_accuracy")
        .hasLineCount(4);
  }

  @Test
  void evaluatesWhatWasTrained() throws IOException {
    Map<String, Double> trained = results(train());
    Path gradients = folder.resolve("g.safetensors");
    Calls.Outcome outcome = moons("eval", data, "--gradients", gradients.toString());
    Map<String, Double> results = results(outcome);
    assertThat(results.keySet()).containsExactly("loss", "objective", "accuracy");
    assertThat(results.get("loss")).isEqualTo(trained.get("train loss"));
    assertThat(results.get("objective")).isGreaterThan(results.get("loss"));
    Weights read = Weights.read(gradients);
    assertThat(read.tensors()).extracting(Weights.Tensor::name).containsExactly("W1", "b1", "W2", "b2");
    assertThat(read.tensors().get(0).shape()).isEqualTo(List.of(8, 2));
  }

  @Test
  void predictsWithoutTargets() throws IOException {
    train();
    Path table = Files.writeString(folder.resolve("new.csv"), "x2,x1\n1,0\n-0.5,1\n");
    Calls.Outcome outcome = moons("predict", table);
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.lines()).hasSize(3).first().isEqualTo("p,p[upper],p[lower]");
    assertThat(outcome.lines().get(1)).matches("upper,0\\.[0-9]+,[0-9.e-]+");
    assertThat(outcome.lines().get(2)).startsWith("lower,");
  }

  @Test
  void wrongDataAreRefusedBeforeAnythingIsTrained() throws IOException {
    Files.writeString(data, "x1,x2,moon\n1,2,upper\n3,NaN,lower\n");
    Calls.Outcome outcome = train();
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("error[E0604]: `NaN` is not a number").contains("moons.csv:3:3")
        .doesNotContain("epoch");
    assertThat(weights).doesNotExist();
  }

  @Test
  void weightsThatDoNotFitAreNamed() throws IOException {
    new Weights(List.of(new Weights.Tensor("W1", Precision.FLOAT, List.of(2), new double[2])), Map.of()).write(weights);
    Calls.Outcome outcome = moons("eval", data);
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains("moons.safetensors: W1 is [8, 2], but in the weights [2]");
  }

  @Test
  void whereResultsCannotBeWrittenIsKnownBefore() {
    weights = folder.resolve("no/such/folder/w.safetensors");
    Calls.Outcome outcome = train();
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains("there is no such folder").doesNotContain("epoch");
  }

  @Test
  void wrongSettingsAreWrongUsage() {
    assertThat(train("--epochs", "0").exit()).isEqualTo(2);
    assertThat(train("--test", "1.5").exit()).isEqualTo(2);
    assertThat(train("--test", "0.5", "--valid", "0.5").exit()).isEqualTo(2);
    assertThat(train("--columns", "z=a").err()).contains("no input or target z");
    assertThat(train("--columns", "x=a,b").exit()).isEqualTo(2);
    assertThat(train("--delimiter", "ab").exit()).isEqualTo(2);
    assertThat(train("--network", "Suns").exit()).isEqualTo(2);
  }

  @Test
  void aRightGradientPasses() {
    Calls.Outcome outcome = check(Handwritten.of("Line"));
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.lines()).hasSize(3).last().asString().startsWith("b").endsWith("ok");
  }

  @Test
  void aWrongGradientIsFound() {
    Calls.Outcome outcome = check(Handwritten.of("Line").with("gradientA += delta * x;", "gradientA += 1.001 * delta * x;"));
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.lines().get(1)).startsWith("a").endsWith("WRONG");
    assertThat(outcome.lines().get(2)).startsWith("b").endsWith("ok");
  }

  @Test
  void aKinkIsToldAsSuch() {
    // max(0, b - b0) has its kink just where the check looks, since b0 is the perturbed b.
    double b0 = 0.1 * dev.nnd.runtime.CounterRandom.normal(0, 1 << 20, 0, 0, 1);
    String regularizer = "return DECAY / 2 * a * a;";
    Handwritten kinked = Handwritten.of("Line")
        .with(regularizer, "return DECAY / 2 * a * a + Math.max(0, parameters.rows(B)[0][0] - " + b0 + ");");
    Calls.Outcome outcome = check(kinked);
    assertThat(outcome.exit()).as(outcome.out()).isZero();
    assertThat(outcome.err()).contains("at 1 element the objective has a kink");
  }

  private Calls.Outcome check(Handwritten network) {
    return new Calls(network).with("", "check", nnd.toString());
  }
}
