package dev.nnd.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a .nnd file to predictions, by the commands alone. */
final class EndToEndTest {
  private static final String XOR = """
      package demo

      class Truth { no, yes }

      /// The exclusive or.
      network Xor {
        input  x : [2] from a, b
        target y : Truth from answer

        param W1 : [4, 2] ~ glorot_uniform
        param b1 : [4]    = 0
        param W2 : [2, 4] ~ glorot_uniform
        param b2 : [2]    = 0

        h = tanh(W1 @ x + b1)
        output p = softmax(W2 @ h + b2)

        loss = cross_entropy(p, y)
        metric accuracy = hit(p, y)

        train { optimizer = adam(rate = 0.05)  batch = 4  epochs = 300  seed = 1 }
      }
      """;

  @TempDir Path folder;
  private String network;
  private String data;
  private String weights;

  @BeforeEach
  void files() throws IOException {
    network = Files.writeString(folder.resolve("xor.nnd"), XOR).toString();
    data = Files.writeString(folder.resolve("xor.csv"), "a,b,answer\n0,0,no\n0,1,yes\n1,0,yes\n1,1,no\n").toString();
    weights = folder.resolve("xor.safetensors").toString();
  }

  @Test
  void compiles() {
    Path out = folder.resolve("out");
    Calls.Outcome outcome = Calls.call("compile", network, "-d", out.toString(), "--package", "org.example");
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(out.resolve("org/example/Xor.java")).content().contains("package org.example;").contains("class Xor");
  }

  @Test
  void trainsEvaluatesAndPredicts() {
    Calls.Outcome trained = Calls.call("train", network, "--data", data, "--save", weights);
    assertThat(trained.exit()).as(trained.err()).isZero();
    assertThat(trained.out()).endsWith("train accuracy = 1\n");
    Calls.Outcome evaluated = Calls.call("eval", network, "--data", data, "--weights", weights);
    assertThat(evaluated.out()).startsWith("loss = ").endsWith("accuracy = 1\n");
    Calls.Outcome predicted = Calls.call("predict", network, "--data", data, "--weights", weights);
    assertThat(predicted.lines()).first().isEqualTo("p,p[no],p[yes]");
    assertThat(predicted.lines().stream().skip(1).map(line -> line.split(",")[0]))
        .containsExactly("no", "yes", "yes", "no");
  }

  @Test
  void evaluatesInTheOtherPrecision() {
    assertThat(Calls.call("train", network, "--data", data, "--save", weights, "--epochs", "5").exit()).isZero();
    Calls.Outcome outcome =
        Calls.call("eval", network, "--data", data, "--weights", weights, "--precision", "double");
    assertThat(outcome.exit()).as(outcome.err()).isZero();
  }

  @Test
  void checksItsGradients() {
    Calls.Outcome outcome = Calls.call("check", network);
    assertThat(outcome.exit()).as(outcome.out()).isZero();
    assertThat(outcome.lines()).hasSize(5).last().asString().startsWith("b2").endsWith("ok");
  }

  @Test
  void summarises() {
    Calls.Outcome outcome = Calls.call("summary", network);
    assertThat(outcome.lines()).first().isEqualTo("network Xor (xor.nnd)");
    assertThat(outcome.out()).containsPattern("h +value +\\[4] +12 +8\n")
        .contains("22 parameters; ");
  }

  @Test
  void aNetworkWithoutALossHasNothingToTrain() throws IOException {
    String only = Files.writeString(folder.resolve("a.nnd"),
        "network A {\n  input x : [2]\n  param W : [2, 2] ~ ones\n  output q = W @ x\n}\n").toString();
    Calls.Outcome outcome = Calls.call("check", only);
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).isEqualTo("error: A has no loss, so it has neither gradient nor training\n");
  }
}
