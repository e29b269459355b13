package dev.nnd.compiler.emit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.nnd.compiler.Compiler;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.testing.CompiledNetwork;
import dev.nnd.compiler.testing.Golden;
import dev.nnd.compiler.testing.Gradients;
import dev.nnd.compiler.testing.MethodSizes;
import dev.nnd.runtime.EpochReport;
import dev.nnd.runtime.Network;
import dev.nnd.runtime.Precision;
import dev.nnd.runtime.ProgressListener;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
  @ValueSource(strings = {"iris", "digits", "two_outputs", "more_activations", "convolution", "recurrent", "attention"})
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
    "/** nested */ // and more", "\uFEFF\u200Breversed"
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
    check(Stream.of(
            """
            network Named {
              input NAME : [3]
              target t : [2]
              param W : [2, 3] ~ glorot_uniform
              output p = tanh(W @ NAME)
              loss = squared_error(p, t)
            }
            """,
            """
            network Named {
              input v : [3]
              target t : [2]
              param NAME : [2, 3] ~ glorot_uniform
              output p = tanh(NAME @ v)
              loss = squared_error(p, t)
            }
            """,
            """
            network Named {
              input v : [3]
              target t : [2]
              param W : [2, 3] ~ glorot_uniform
              NAME = tanh(W @ v)
              output p = softmax(NAME) * NAME
              metric m = sum(NAME)
              loss = squared_error(p, t)
            }
            """,
            """
            class Kind { a, b, c }
            network Named {
              input NAME : [3]
              target t : Kind
              output p = dense(3, softmax)(NAME)
              loss = cross_entropy(p, t)
            }
            """,
            """
            class Kind { a, b, c }
            network Named {
              input v : [3]
              target NAME : Kind
              output p = dense(3, softmax)(v)
              loss = cross_entropy(p, NAME)
            }
            """,
            """
            network Named {
              input v : [3]
              target t : [2]
              output NAME = dense(2, tanh)(v)
              loss = squared_error(NAME, t)
            }
            """)
        .map(nnd -> nnd.replace("NAME", name))
        .toArray(String[]::new));
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

  @ParameterizedTest
  @ValueSource(strings = {"Trainer", "Forward", "Kernels", "N", "String", "Object", "Network", "Batch", "Species", "enum", "名前"})
  void classesMayBeCalledAnything(String name) {
    check("""
        class NAME { yes, no, NAME }
        network N {
          input x : [3]
          target y : NAME
          output p = dense(3, softmax)(x)
          loss = cross_entropy(p, y)
          metric accuracy = hit(p, y)
        }
        """.replace("NAME", name));
  }

  private static void check(String... sources) {
    for (CompiledNetwork compiled : CompiledNetwork.all(List.of(sources), Precision.DOUBLE)) {
      double[] parameters = Gradients.perturb(compiled.network(), 3);
      Gradients.check(
          compiled.source().source(), compiled.network(), Gradients.data(compiled.network(), 3, 4), parameters);
    }
  }

  /** Thousands of mini-batches an epoch, and what an epoch allocates does not show it. */
  @ParameterizedTest
  @ValueSource(strings = {"iris", "digits", "maxout", "two_outputs"})
  void aTrainingStepDoesNotAllocate(String golden) {
    int steps = 4_000;
    Network network = CompiledNetwork.of(new Golden(golden).input(), Precision.FLOAT).network();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    List<Long> allocated = new ArrayList<>();
    ProgressListener listener = new ProgressListener() {
      @Override
      public void epoch(EpochReport report) {
        allocated.add(threads.getCurrentThreadAllocatedBytes());
      }
    };
    network.trainer().batch(2).epochs(6).rate(1e-6).listener(listener).fit(Gradients.data(network, 2 * steps, 5));
    assertThat(allocated).hasSize(6);
    assertThat(allocated.get(5) - allocated.get(4)).isLessThan(steps);
  }

  /** The derivative by each weight of tanh(w_n tanh(… tanh(w_1 x))) needs every inner value: each is computed a few times. */
  @ParameterizedTest
  @ValueSource(ints = {16, 64})
  void aDeepFormulaIsNotComputedAnewForEachWeight(int n) {
    StringBuilder formula = new StringBuilder("x");
    for (int i = 0; i < n; i++) {
      formula.insert(0, "tanh(w[" + i + "] * ").append(")");
    }
    CompiledNetwork compiled = CompiledNetwork.of(
        "network N { input x  param w : [" + n + "] ~ normal(1, 0.2)  output p = " + formula + "  loss = (p - 1)^2 }", Precision.DOUBLE);
    String code = compiled.source().source().replaceAll("(?s)/\\*.*?\\*/", "");
    assertThat(code.split("tanh\\(", -1).length - 1).isBetween(n, 8 * n);
    Gradients.check("chain", compiled.network(), Gradients.data(compiled.network(), 5, 2), Gradients.perturb(compiled.network(), 3));
  }

  /** The gradient of a shared weight has a term for each round, of the second derivative two. */
  @Test
  void aWeightThatManyRoundsShareHasAGradient() {
    CompiledNetwork compiled = CompiledNetwork.of("""
        network N {
          input x : [3]
          param W : [3, 3] ~ orthogonal
          h = x
          repeat 70 { h = h + 0.02 * tanh(W @ h) }
          s = sum(h)
          output p = s
          loss = sumsq(grad(s, x))
        }
        """, Precision.DOUBLE);
    Gradients.check("rounds", compiled.network(), Gradients.data(compiled.network(), 3, 2), Gradients.perturb(compiled.network(), 3));
  }
}
