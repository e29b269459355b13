package dev.nnd.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nnd.runtime.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How data of every kind get into a network and predictions come out, by the commands alone. */
final class DataCommandsTest {
  @TempDir Path folder;

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private String weights() {
    return folder.resolve("w.safetensors").toString();
  }

  private static Calls.Outcome ok(String... arguments) {
    Calls.Outcome outcome = Calls.call(arguments);
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    return outcome;
  }

  private static String refused(String... arguments) {
    Calls.Outcome outcome = Calls.call(arguments);
    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(1);
    return outcome.err();
  }

  private static final String SHOP = """
      class Colour { red, green, blue }
      network Shop {
        input price : [] in 0..1000
        input words : [2] index[5]
        input colour : Colour from "the colour"
        target sold : class[2]
        target rating : [] in (-1)..1
        param E : [5, 3] ~ normal(0, 0.1)
        output p = dense(2, softmax)(concat(concat(E[words[0]], E[words[1]]), colour))
        output r = tanh(dense(1)(colour))[0] + 0 * price
        loss = cross_entropy(p, sold) + (r - rating)^2
      }
      """;

  @Test
  void severalInputsTargetsAndOutputs() throws IOException {
    String nnd = write("shop.nnd", SHOP);
    String data = write("shop.csv", """
        words[1],words[0],sold,"the colour",rating,price
        0,4,1, green ,-1,10
        1,2,0,0,0.5,1e2

        3,3,1,blue,1,0
        """);
    ok("train", nnd, "--data", data, "--save", weights(), "--epochs", "2");
    List<String> lines = ok("predict", nnd, "--data", data, "--weights", weights()).lines();
    assertThat(lines).hasSize(4).first().isEqualTo("p,p[0],p[1],r");
    String inputsAlone = write("inputs.csv", "price,the colour,words[0],words[1]\n10,green,4,0\n");
    assertThat(ok("predict", nnd, "--data", inputsAlone, "--weights", weights()).lines().get(1)).isEqualTo(lines.get(1));
  }

  @Test
  void wrongValuesAreShownInTheirPlace() throws IOException {
    String nnd = write("shop.nnd", SHOP);
    String head = "words[0],words[1],sold,the colour,rating,price\n0,4,1,green,-1,10\n";
    assertThat(refused("train", nnd, "--data", write("a.csv", head + "5,4,1,green,-1,10\n")))
        .contains("error[E0621]: `5` is no index of words").contains("a.csv:3:1").contains("its positions are 0 to 4");
    assertThat(refused("train", nnd, "--data", write("b.csv", head + "0,4,1,gren,-1,10\n")))
        .contains("error[E0605]: `gren` is no class of colour").contains("b.csv:3:7").contains("did you mean `green`?");
    assertThat(refused("train", nnd, "--data", write("c.csv", head + "0,4,1,red,-1.5,10\n")))
        .contains("-1.5 is outside the range -1..1 of rating").contains("c.csv:3:11");
    assertThat(refused("train", nnd, "--data", write("d.csv", head + "0,4,,red,-1,10\n")))
        .contains("`` is no class of sold").contains("the value is missing");
  }

  @Test
  void anAutoencoderHasNoTarget() throws IOException {
    String nnd = write("a.nnd", """
        network Coder {
          input x : [3]
          h = dense(2, tanh)(x)
          output r = dense(3)(h)
          loss = squared_error(r, x)
          metric distance = mae(r, x)
        }
        """);
    String data = write("a.csv", "u,v,w\n1,2,3\n4,5,6\n7,8,8\n");
    ok("train", nnd, "--data", data, "--save", weights(), "--epochs", "2");
    assertThat(ok("eval", nnd, "--data", data, "--weights", weights()).lines()).hasSize(3);
    assertThat(ok("predict", nnd, "--data", data, "--weights", weights()).lines()).hasSize(4).first().isEqualTo("r[0],r[1],r[2]");
  }

  @Test
  void aNetworkForInferenceSaysWhatItCannot() throws IOException {
    String nnd = write("i.nnd", "network Total {\n  input x : [2]\n  output s = sum(x)\n}\n");
    String data = write("i.csv", "u,v\n1,2\n3.5,4\n");
    assertThat(ok("predict", nnd, "--data", data).out()).isEqualTo("s\n3\n7.5\n");
    assertThat(refused("train", nnd, "--data", data)).contains("Total has no loss");
    assertThat(refused("eval", nnd, "--data", data)).contains("Total has neither a loss nor a metric to evaluate");
  }

  @Test
  void metricsNeedNoLoss() throws IOException {
    String nnd = write("m.nnd", """
        network Total {
          input x : [2]
          target y : []
          output s = sum(x)
          metric off = abs(s - y)
        }
        """);
    String data = write("m.csv", "y,u,v\n3.25,1,2\n7,3.5,4\n");
    assertThat(ok("eval", nnd, "--data", data).out()).isEqualTo("off = 0.375\n");
    assertThat(refused("eval", nnd, "--data", data, "--gradients", folder.resolve("g.safetensors").toString()))
        .contains("Total has no loss");
  }

  @Test
  void parametersNeedWeights() throws IOException {
    String nnd = write("p.nnd", "network P {\n  input x : [2]\n  output s = dense(1)(x)\n}\n");
    Calls.Outcome outcome = Calls.call("predict", nnd, "--data", write("p.csv", "u,v\n1,2\n"));
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("--weights M.safetensors is needed: P has parameters");
  }

  @Test
  void aLossWithoutOutputsHasNothingToPredict() throws IOException {
    String nnd = write("l.nnd", "network L {\n  input x : [2]\n  param a : [2] = 1\n  loss = sumsq(a * x - 1)\n}\n");
    String data = write("l.csv", "u,v\n1,2\n");
    ok("train", nnd, "--data", data, "--save", weights(), "--epochs", "1");
    assertThat(refused("predict", nnd, "--data", data, "--weights", weights())).contains("L has no output to predict");
  }

  @Test
  void anExampleHoldsSomething() throws IOException {
    String nnd = write("n.nnd", "network Nothing {\n  param a : [2] = 1\n  loss = sumsq(a - [3, 4])\n}\n");
    assertThat(refused("check", nnd)).contains("error[E0620]: network `Nothing` has neither an input nor a target");
  }

  @Test
  void targetsAloneAreFitted() throws IOException {
    String nnd = write("t.nnd", """
        network Centre {
          target y : [2]
          param c : [2] = 0
          output centre = c
          loss = sumsq(c - y)
          train { optimizer = sgd(rate = 0.25)  batch = 2  epochs = 60 }
        }
        """);
    String data = write("t.csv", "y[0],y[1]\n1,2\n3,4\n");
    ok("train", nnd, "--data", data, "--save", weights());
    assertThat(ok("predict", nnd, "--data", data, "--weights", weights()).lines()).containsExactly(
        "centre[0],centre[1]", "2,3", "2,3");
  }

  @Test
  void severalLabelsAnExampleHaveNoClassToWeigh() throws IOException {
    String nnd = write("w.nnd", """
        network W {
          input x : [2, 3]
          target u : [2] class[3]
          param b : [3] = 0
          output p[i] = softmax(x[i] + b)
          loss = cross_entropy(p, u)
          train { class_weights = balanced }
        }
        """);
    assertThat(refused("check", nnd)).contains("`class_weights` needs a target that is a label");
  }

  private static final String LINE = """
      network Line {
        input x : [2] standardized
        target y : [] standardized
        param w : [2] = 0
        p = dot(w, x)
        output q = p * y.deviation + y.mean
        loss = (p - y)^2
        train { optimizer = sgd(rate = 0.2)  batch = 100  epochs = 200 }
      }
      """;

  /** y = 1000 + 3 a, with a far from 0 and b constant. */
  private static String line(int from, int to) {
    StringBuilder text = new StringBuilder("a,b,y\n");
    IntStream.range(from, to).forEach(i -> text.append(1e9 + i).append(",0.1,").append(1000 + 3 * i).append('\n'));
    return text.toString();
  }

  @Test
  void aStandardizedTargetIsPredictedInItsOwnUnits() throws IOException {
    String nnd = write("line.nnd", LINE);
    String data = write("line.csv", line(0, 50));
    ok("train", nnd, "--data", data, "--precision", "double", "--save", weights());
    List<Double> predicted = ok("predict", nnd, "--data", data, "--precision", "double", "--weights", weights()).lines()
        .stream().skip(1).map(Double::parseDouble).toList();
    assertThat(predicted).hasSize(50);
    assertThat(predicted.get(0)).isCloseTo(1000, within(1e-4));
    assertThat(predicted.get(49)).isCloseTo(1147, within(1e-4));
    Weights saved = Weights.read(Path.of(weights()));
    assertThat(saved.tensor("x.mean").orElseThrow().values()).containsExactly(1e9 + 24.5, 0.1);
    assertThat(saved.tensor("x.deviation").orElseThrow().values()[1]).isEqualTo(1);
    assertThat(saved.tensor("y.mean").orElseThrow().values()[0]).isCloseTo(1073.5, within(1e-9));
  }

  @Test
  void floatsThatCannotTellExamplesApartAreRefused() throws IOException {
    assertThat(refused("train", write("line.nnd", LINE), "--data", write("line.csv", line(0, 50))))
        .contains("error[E0622]: as floats, the values of `a` can hardly be told apart").contains("use --precision double");
  }

  @Test
  void meansAreThoseOfTheTrainingPartAlone() throws IOException {
    String nnd = write("line.nnd", LINE);
    String data = write("line.csv", line(0, 50));
    String valid = write("valid.csv", line(1000, 1010));
    ok("train", nnd, "--data", data, "--valid", valid, "--test", "0.2", "--precision", "double", "--save", weights());
    double mean = Weights.read(Path.of(weights())).tensor("x.mean").orElseThrow().values()[0] - 1e9;
    assertThat(mean).isBetween(15.0, 34.0).isNotEqualTo(24.5);
    assertThat(mean * 40).isCloseTo(Math.rint(mean * 40), within(1e-3));
  }

  @Test
  void furtherTablesMayHaveAnotherOrder() throws IOException {
    String nnd = write("o.nnd", """
        network O {
          input x : [2]
          target y : []
          param w : [2] = 1
          output p = dot(w, x)
          loss = (p - y)^2 + 0 * w[0] * x[0]
        }
        """);
    String data = write("o.csv", "a,b,y\n1,20,3\n4,50,6\n");
    String turned = write("turned.csv", "y,b,a\n3,20,1\n6,50,4\n");
    List<String> lines = ok("train", nnd, "--data", data, "--test", turned, "--epochs", "1", "--rate", "0.0001").lines();
    assertThat(lines.get(1).substring("test".length())).isEqualTo(lines.get(0).substring("train".length()));
    assertThat(refused("train", nnd, "--data", data, "--test", write("no.csv", "a,b\n1,2\n"))).contains("no columns for y");
  }

  @Test
  void columnsAreNamedOnceAndPerhapsQuoted() throws IOException {
    String nnd = write("q.nnd", "network Q {\n  input x : [2]\n  output s = 10 * x[0] + x[1]\n}\n");
    String data = write("q.csv", "\"a,b\",c\n1,2\n");
    assertThat(ok("predict", nnd, "--data", data, "--columns", "x=c,\"a,b\"").out()).isEqualTo("s\n21\n");
    assertThat(Calls.call("predict", nnd, "--data", data, "--columns", "x=c,", "--columns", "x=c").exit()).isEqualTo(2);
    assertThat(Calls.call("predict", nnd, "--data", data, "--columns", "x=c,c", "--columns", "x=c,c").err()).contains("twice");
    assertThat(Calls.call("predict", nnd, "--data", data, "--columns", "x=\"c").err()).contains("a quote is not closed");
    assertThat(Calls.call("predict", nnd, "--data", data, "--max-bytes", "0").exit()).isEqualTo(2);
  }
}
