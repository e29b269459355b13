package dev.nnd.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a training besides the results. */
final class TrainingReportTest {
  private static final String NETWORK = """
      class Side { left, right }
      network Sides {
        input x : [2]
        target y : Side
        h = dense(6, relu)(x)
        output p = dense(2, softmax)(h)
        loss = cross_entropy(p, y)
        metric table = confusion(p, y)
        metric accuracy = hit(p, y)
        metric fit = r2(p[0], y[0])
        train { optimizer = adam(0.05) batch = 8 epochs = 20 patience = 30 }
      }
      """;

  @TempDir Path folder;
  private String network;
  private String data;
  private String weights;

  @BeforeEach
  void files() throws IOException {
    network = Files.writeString(folder.resolve("sides.nnd"), NETWORK).toString();
    StringBuilder table = new StringBuilder("x[0],x[1],y\n");
    for (int i = 0; i < 60; i++) {
      double across = Math.sin(i);
      table.append(across).append(',').append(Math.cos(3 * i)).append(',').append(across < 0 ? "left" : "right").append('\n');
    }
    data = Files.writeString(folder.resolve("sides.csv"), table).toString();
    weights = folder.resolve("sides.safetensors").toString();
  }

  @Test
  void metricsOverTheWholeDataAreReported() {
    Calls.Outcome outcome = Calls.call("train", network, "--data", data, "--valid", "0.2", "--save", weights);
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    List<String> lines = outcome.lines();
    assertThat(lines.get(1)).startsWith("train accuracy = ");
    assertThat(lines.get(2)).startsWith("train fit = ");
    assertThat(lines.get(3)).matches("train table  left  right");
    assertThat(lines.get(4)).matches("left +[0-9]+ +[0-9]+");
    assertThat(lines.get(5)).matches("right +[0-9]+ +[0-9]+");
    assertThat(lines.get(9)).startsWith("valid table");
    Calls.Outcome evaluated = Calls.call("eval", network, "--data", data, "--weights", weights);
    assertThat(evaluated.lines().get(4)).matches("table +left +right");
  }

  @Test
  void theCurveHasTheBestEpochAndTheLogOnlyNumbers() throws IOException {
    Path log = folder.resolve("curve.csv");
    Calls.Outcome outcome = Calls.call("train", network, "--data", data, "--valid", "0.2", "--log", log.toString());
    assertThat(outcome.err())
        .containsPattern("\n  epoch +objective +valid loss +valid accuracy +valid fit\n +1 ")
        .containsPattern("\n +[0-9]+ .* best\n")
        .containsPattern("\n +20 ")
        .doesNotContain("valid table");
    assertThat(Files.readAllLines(log)).hasSize(21)
        .first().isEqualTo("epoch,rate,train_objective,valid_loss,valid_objective,valid_accuracy,valid_fit,seconds");
  }

  @Test
  void valuesAreReportedWithTheirGradients() {
    Calls.Outcome outcome = Calls.call("train", network, "--data", data);
    assertThat(outcome.err())
        .contains("norm of the loss's gradient by each value and dead units, over 60 examples of the training part\n")
        .containsPattern("\nh +\\[6\\] +[0-9.e-]+ +[0-6] of 6 \\([0-9.]+ %\\)\n")
        .containsPattern("\np +\\[2\\] +[0-9.e-]+\n");
  }

  @Test
  void aPatienceNeedsAValidationPart() {
    assertThat(Calls.call("train", network, "--data", data, "--epochs", "1").err())
        .startsWith("warning: the patience of 30 has no effect without a validation part: `--valid 0.2` splits one off\n");
    assertThat(Calls.call("train", network, "--data", data, "--epochs", "1", "--valid", "0.2").err())
        .doesNotContain("patience");
  }

  @Test
  void badValuesOnTheCommandLineAreWrongUsage() {
    for (String[] setting : new String[][] {
        {"--rate", "-1", "the learning rate must not be negative, but is -1.0"},
        {"--rate", "NaN", "the learning rate must be finite, but is NaN"},
        {"--batch", "0", "batch must be positive, but is 0"},
        {"--epochs", "-2", "epochs must be positive, but is -2"},
        {"--threads", "0", "threads must be positive, but is 0"},
        {"--seed", "1.5", "--seed"}}) {
      Calls.Outcome outcome = Calls.call("train", network, "--data", data, setting[0] + "=" + setting[1]);
      assertThat(outcome.exit()).as(setting[0]).isEqualTo(2);
      assertThat(outcome.err()).contains(setting[2]);
      assertThat(outcome.out()).isEmpty();
    }
  }
}
