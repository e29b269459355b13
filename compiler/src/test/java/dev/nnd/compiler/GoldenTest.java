package dev.nnd.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.emit.Header;
import dev.nnd.compiler.explain.Explainer;
import dev.nnd.compiler.explain.Recording;
import dev.nnd.compiler.explain.RuleBook;
import dev.nnd.compiler.explain.TextPage;
import dev.nnd.compiler.testing.CompiledNetwork;
import dev.nnd.compiler.testing.Golden;
import dev.nnd.compiler.testing.Gradients;
import dev.nnd.runtime.Precision;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Folders of {@code input.nnd}, {@code gradients.txt} and, of some, {@code Expected.java} or {@code explain.txt}. With
 * {@code -Dgolden=update} the expectations are written anew, to be reviewed as a change.
 */
class GoldenTest {
  /** Which of them are emitted, and in which precision. */
  private enum Emitted {
    IRIS(Precision.FLOAT),
    XOR(Precision.DOUBLE),
    DIGITS(Precision.FLOAT),
    BINARY_LOGISTIC(Precision.FLOAT),
    SOFTMAX_WRITTEN_OUT(Precision.FLOAT),
    MAXOUT(Precision.FLOAT),
    AUTOENCODER(Precision.FLOAT),
    TWO_OUTPUTS(Precision.DOUBLE),
    CONVOLUTION(Precision.FLOAT),
    RECURRENT(Precision.DOUBLE),
    BATCH_NORM_AND_DROPOUT(Precision.FLOAT),
    VARIATIONAL(Precision.DOUBLE);

    private final Precision precision;

    Emitted(Precision precision) {
      this.precision = precision;
    }

    Golden golden() {
      return new Golden(name().toLowerCase(Locale.ROOT));
    }
  }

  static Stream<Golden> all() {
    return Golden.all();
  }

  static Stream<Emitted> emitted() {
    return Stream.of(Emitted.values());
  }

  @ParameterizedTest
  @MethodSource("all")
  void derivation(Golden golden) {
    Compiler.Derived derived = CompiledNetwork.derived(golden.input());
    golden.check("gradients.txt", String.join("\n", new Header(derived.pool(), derived.network()).derivation()) + "\n");
  }

  /** The text that {@code nndc explain} prints. */
  @ParameterizedTest
  @ValueSource(strings = {"iris", "two_outputs", "maxout", "batch_norm_and_dropout"})
  void explanation(String name) {
    Golden golden = new Golden(name);
    Recording recording = new Recording();
    Compiler.Derived derived = CompiledNetwork.derived(golden.input(), recording);
    golden.check("explain.txt", TextPage.of(Explainer.explain(
        derived.pool(), derived.network(), recording.networks().get(0), RuleBook.load())));
  }

  @ParameterizedTest
  @MethodSource("emitted")
  void java(Emitted emitted) {
    Golden golden = emitted.golden();
    Compiler.JavaSource source = CompiledNetwork.java("input.nnd", golden.input(), emitted.precision);
    golden.check("Expected.java", source.source());
    assertThat(CompiledNetwork.load(source).network().parameterCount()).isPositive();
  }

  @ParameterizedTest
  @MethodSource("all")
  void gradientsAreRight(Golden golden) {
    CompiledNetwork compiled = CompiledNetwork.of(golden.input(), Precision.DOUBLE);
    double[] parameters = Gradients.perturb(compiled.network(), 11);
    Gradients.check(golden.toString(), compiled.network(), Gradients.data(compiled.network(), 9, 12), parameters);
  }

  /** The error term of a score is the probability less the target, whoever wrote the formulas. */
  @ParameterizedTest
  @ValueSource(strings = {
    "binary_logistic: p - y", "loss_binary_cross_entropy: p - y", "iris: p - y", "digits: p - y", "two_outputs: p - kind",
    "binary_logistic_written_out: chance - truth", "softmax_written_out: share - kind"
  })
  void isTextbooksErrorTerm(String expectation) {
    String[] parts = expectation.split(": ");
    Golden golden = new Golden(parts[0]);
    Compiler.Derived derived = CompiledNetwork.derived(golden.input());
    assertThat(new Header(derived.pool(), derived.network()).derivation())
        .anySatisfy(line -> assertThat(line).startsWith("δ").contains(parts[1]));
    String source = CompiledNetwork.java("input.nnd", golden.input(), Precision.FLOAT).source();
    assertThat(source).contains(parts[1]);
    String code = source.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("//.*", "");
    // The sum of exponentials, which is shifted by the maximum, has a logarithm; a probability has none.
    assertThat(code.replace("max + Functions.log(sum)", "")).as("no logarithm of a probability").doesNotContain(".log(");
    assertThat(code).as("no division by a probability").doesNotContainPattern("/ \\(?\\s*(1|p|share|chance)");
  }
}
