package dev.nnd.compiler.emit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.Compiler;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.testing.CompiledNetwork;
import dev.nnd.compiler.testing.Golden;
import dev.nnd.compiler.testing.Gradients;
import dev.nnd.compiler.testing.MethodSizes;
import dev.nnd.runtime.Precision;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the emitted Java promises whatever the network. */
class EmissionTest {
  /** HotSpot compiles no longer method. */
  private static final int LONGEST_METHOD = 8_000;

  @ParameterizedTest
  @MethodSource("dev.nnd.compiler.testing.Golden#all")
  void sameInputSameBytes(Golden golden) {
    String first = compiled(new Compiler(), golden.input());
    assertThat(compiled(new Compiler(), golden.input())).isEqualTo(first);
    Compiler used = new Compiler();
    compiled(used, "network Other { input x : [3]  h = dense(2, tanh)(x)  output p = h  loss = sumsq(h) }");
    assertThat(compiled(used, golden.input())).isEqualTo(first);
  }

  private static String compiled(Compiler compiler, String nnd) {
    DiagnosticSink sink = new DiagnosticSink();
    List<Compiler.JavaSource> sources =
        compiler.compile(new SourceFile("input.nnd", nnd), Compiler.Options.defaults(), sink);
    assertThat(sink.hasErrors()).isFalse();
    return sources.get(0).source();
  }

  @ParameterizedTest
  @ValueSource(strings = {"iris", "digits", "two_outputs", "more_activations"})
  void methodsAreShort(String golden) {
    assertMethodsAreShort(new Golden(golden).input());
  }

  @Test
  void methodsOfManyLayersAreShort() {
    StringBuilder layers = new StringBuilder("  h0 = dense(8, tanh)(x)\n");
    for (int i = 1; i < 200; i++) {
      layers.append("  h").append(i).append(" = dense(8, tanh)(h").append(i - 1).append(")\n");
    }
    assertMethodsAreShort("network Deep {\n  input x : [8]\n" + layers + "  output p = h199\n  loss = squared_error(p, x)\n}\n");
  }

  private static void assertMethodsAreShort(String nnd) {
    Map<String, Integer> sizes = MethodSizes.of(CompiledNetwork.java("test.nnd", nnd, Precision.FLOAT));
    assertThat(sizes).isNotEmpty();
    assertThat(sizes).allSatisfy((method, size) -> assertThat(size).as(method).isLessThanOrEqualTo(LONGEST_METHOD));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "*/ public int broken; /*", "\\u002a/ class Broken {", "{@code unbalanced", "@param nothing of this", "<script>alert(1)</script>",
    "${project.version} $L $T $S $$ $1L", "&amp; & < > </pre> <b>", "{@link Missing#member}", "\\", "\\uuuu002a\\u002f", "ends with a *",
    "/** nested */ // and more", "\uFEFF\u200B\u202E reversed"
  })
  void documentationStaysAComment(String text) {
    String nnd = """
        /// TEXT
        network Documented {
          /// TEXT
          input x : [3]
          /// TEXT
          param W : [2, 3] ~ glorot_uniform
          /// TEXT
          output p = W @ x
          loss = sumsq(p)
        }
        """.replace("TEXT", text);
    CompiledNetwork documented = CompiledNetwork.of(nnd, Precision.FLOAT);
    CompiledNetwork plain = CompiledNetwork.of(nnd.replaceAll("(?m)^ *///.*\n", ""), Precision.FLOAT);
    assertThat(withoutComments(documented)).isEqualTo(withoutComments(plain));
  }

  private static String withoutComments(CompiledNetwork network) {
    return network.source().source().replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("\\s+", " ");
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "class", "int", "wait", "getClass", "size", "n", "batch", "parameters", "i", "j", "k", "sum", "max", "gradient", "δ", "δh",
    "σ", "名前", "String", "Math", "Network", "float", "x_y", "X", "this", "true", "goto", "step", "forward", "backward", "loss_",
    "predict", "create", "load", "hashCode", "e3", "E", "run", "workspace", "gradientW", "aN", "Functions", "record", "var", "é"
  })
  void namesMayBeAnything(String name) {
    check("""
        network Named {
          input NAME : [3]
          target t : [2]
          param W : [2, 3] ~ glorot_uniform
          output p = tanh(W @ NAME)
          loss = squared_error(p, t)
        }
        """.replace("NAME", name));
    check("""
        network Named {
          input v : [3]
          target t : [2]
          param NAME : [2, 3] ~ glorot_uniform
          output p = tanh(NAME @ v)
          loss = squared_error(p, t)
        }
        """.replace("NAME", name));
    check("""
        network Named {
          input v : [3]
          target t : [2]
          param W : [2, 3] ~ glorot_uniform
          NAME = tanh(W @ v)
          output p = softmax(NAME) * NAME
          metric m = sum(NAME)
          loss = squared_error(p, t)
        }
        """.replace("NAME", name));
    check("""
        network Named {
          input v : [3]
          target t : [2]
          output NAME = dense(2, tanh)(v)
          loss = squared_error(NAME, t)
        }
        """.replace("NAME", name));
  }

  @Test
  void namesThatMeetInJavaStayApart() {
    check("""
        class Kind { a, A, class, b_c, bC }
        network Clash {
          input x : [2] standardized
          target y : Kind
          param w1 : [2] ~ normal(0, 1)
          param W1 : [2] ~ normal(0, 1)
          param x_mean : [2] = 0
          param xMean : [2] = 0
          param delta : [2] = 0
          a_b = w1 * x + x_mean
          aB = W1 * x + xMean + delta
          h = dense(5)(a_b * aB)
          hW = h * 2
          output p = softmax(hW)
          loss = cross_entropy(p, y)
        }
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Object", "String", "Network", "Forward", "Trainer", "Parameters", "Batch", "Math", "List", "Kernels", "class", "Σ"})
  void networksMayBeCalledAnything(String name) {
    check("network " + name + " { input x : [3]  h = dense(2, tanh)(x)  output p = h  loss = sumsq(h) }");
  }

  private static void check(String nnd) {
    CompiledNetwork compiled = CompiledNetwork.of(nnd, Precision.DOUBLE);
    double[] parameters = Gradients.perturb(compiled.network(), 3);
    Gradients.check(nnd, compiled.network(), Gradients.data(compiled.network(), 3, 4), parameters);
  }
}
