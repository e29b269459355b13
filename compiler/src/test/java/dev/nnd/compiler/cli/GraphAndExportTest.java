package dev.nnd.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code nndc graph}, and what the commands make of exported functions. */
class GraphAndExportTest {
  private static final String UNIT = "export fn unit(x, w, b) = 1 / (exp(-(w * x + b)) + 1)\n";
  private static final String BANANA = "export fn banana(x: [2], a = 1) = (a - x[0])^2 + 100 * (x[1] - x[0]^2)^2\n";
  private static final String NETWORK =
      "network N { input x : [2] param w : [2] = 0 h = dot(w, x) output p = tanh(h) loss = p^2 }\n";

  @TempDir private Path folder;

  private String file(String nnd) throws IOException {
    Path file = folder.resolve("n.nnd");
    Files.writeString(file, nnd);
    return file.toString();
  }

  private String drawn(String name, String... arguments) throws IOException {
    Path output = folder.resolve(name);
    Calls.Outcome outcome = Calls.call(Stream.concat(
        Stream.of("graph"), Stream.concat(Stream.of(arguments), Stream.of("-o", output.toString()))).toArray(String[]::new));
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    return Files.readString(output);
  }

  // ---- graph

  @Test
  void drawsTheElementaryFunctionsWithTheirNumbers() throws Exception {
    String svg = drawn("g.svg", file(UNIT), "--gradient", "--at", "x=1,w=2,b=-1");
    assertThat(svg).contains("h1 = w * x", "= 2<", "h4 = exp(h3)", "= 0.731059", "∂f/∂w = ∂f/∂h1 * x", "= 0.196612");
    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(folder.resolve("g.svg").toFile());
    assertThat(drawn("plain.dot", file(UNIT))).contains("digraph", "label=\"h1 = w * x\"").doesNotContain("∂");
  }

  @Test
  void drawsTheValuesOfANetwork() throws IOException {
    assertThat(drawn("n.dot", file(NETWORK), "--gradient"))
        .contains("h = wᵀ x", "p = tanh(h)", "loss = p²", "∂L/∂w = ");
    assertThat(drawn("n.dot", file(NETWORK), "--at", "x[0]=1,x[1]=2,w[0]=3,w[1]=4")).contains("h = wᵀ x\\l= 11\\l");
    assertThat(drawn("f.dot", file(BANANA), "--at", "x[0]=-1,x[1]=1", "--gradient")).contains("= 4\\l", "∂banana/∂a");
  }

  @Test
  void sayWhatIsWrongWithTheCall() throws IOException {
    String both = file(UNIT + NETWORK);
    String out = folder.resolve("o.svg").toString();
    assertThat(Calls.call("graph", both, "-o", out).err()).contains("several graphs (N, unit): choose one with --network");
    assertThat(Calls.call("graph", both, "-o", out, "--network", "M").exit()).isEqualTo(ExitCode.USAGE);
    assertThat(Calls.call("graph", both, "-o", folder.resolve("o.png").toString()).exit()).isEqualTo(ExitCode.USAGE);
    assertThat(Calls.call("graph", both, "-o", out, "--network", "N", "--at", "q=1").err()).contains("there is no number q");
    assertThat(Calls.call("graph", both, "-o", folder.resolve("no/o.svg").toString(), "--network", "N").exit())
        .isEqualTo(ExitCode.INPUT);
    assertThat(Calls.call("graph", file("dim n = 2"), "-o", out).exit()).isEqualTo(ExitCode.INPUT);
    assertThat(Calls.call("graph", file("network {"), "-o", out).exit()).isEqualTo(ExitCode.INPUT);
    assertThat(Path.of(out)).doesNotExist();
  }

  // ---- exported functions

  @Test
  void compilesFunctionsBesideNetworks() throws IOException {
    Calls.Outcome outcome = Calls.call("compile", file(UNIT + BANANA + NETWORK), "-d", folder.toString(), "--hessian");
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(folder.resolve("N.java")).exists();
    assertThat(Files.readString(folder.resolve("Unit.java"))).contains("public static double value(double x, double w, double b)");
    assertThat(Files.readString(folder.resolve("Banana.java"))).contains("void hessian(double[] x, double[][] hessian)");
    assertThat(Calls.call("compile", file(UNIT), "-d", folder.toString(), "--precision", "float").exit()).isZero();
    assertThat(Files.readString(folder.resolve("Unit.java"))).contains("public static float value(").doesNotContain("hessian");
  }

  @Test
  void twoOfOneClassAreRefused() throws IOException {
    Calls.Outcome outcome = Calls.call(
        "compile", file("export fn soft_plus(x) = x\nexport fn softPlus(x) = x\n"), "-d", folder.toString());
    assertThat(outcome.exit()).isEqualTo(ExitCode.INPUT);
    assertThat(outcome.err()).contains("error[E0330]: `softPlus` and `soft_plus` would become the same Java class `SoftPlus`");
    assertThat(Calls.call("compile", file(UNIT + "network Unit { input x : [] output p = x }"), "-d", folder.toString()).err())
        .contains("error[E0313]");
  }

  @Test
  void checksEveryDerivative() throws IOException {
    Calls.Outcome outcome = Calls.call("check", file(UNIT + BANANA + NETWORK));
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("unit by w", "banana by x", "banana by a", "banana twice, last by x").doesNotContain("WRONG");
    assertThat(outcome.out()).startsWith("parameter");
    assertThat(Calls.call("check", file("export fn f(x) = stop_gradient(x)^2")).out()).contains("not comparable: stop_gradient");
    assertThat(Calls.call("check", file("export fn f(x) = log(-1 - x^2)")).err()).contains("is not finite at random arguments");
  }

  @Test
  void commandsOfNetworksSayThatThereIsNone() throws IOException {
    for (String command : new String[] {"train", "eval", "predict"}) {
      String[] weights = command.equals("train") ? new String[0] : new String[] {"--weights", "w.safetensors"};
      Calls.Outcome outcome = Calls.call(Stream.concat(
          Stream.of(command, file(UNIT), "--data", "d.csv"), Stream.of(weights)).toArray(String[]::new));
      assertThat(outcome.exit()).isEqualTo(ExitCode.INPUT);
      assertThat(outcome.err()).contains("holds no network, only exported functions (unit)");
    }
  }

  @Test
  void everyPhaseTellsOfThem() throws IOException {
    String file = file(BANANA);
    assertThat(Calls.call("explain", file).out()).contains("function banana (n.nnd)", "settings    a", "∂banana/∂a = δ");
    assertThat(Calls.call("summary", file).out()).contains("function banana (n.nnd)", "x       variable", "value and gradient");
    assertThat(Calls.call("dump", file, "--phase", "typed").out()).contains("argument a : [] = [1.0]");
    assertThat(Calls.call("dump", file, "--phase", "graph").out()).contains("variable x [2]", "banana: t");
    assertThat(Calls.call("dump", file, "--phase", "gradient").out()).contains("∂banana/∂a = ");
    assertThat(Calls.call("dump", file, "--phase", "simplified").out()).contains("∂banana/∂x[i] = ");
    assertThat(Calls.call("dump", file, "--phase", "scheduled").out()).contains("method value and first", "result gradient[0]");
  }
}
