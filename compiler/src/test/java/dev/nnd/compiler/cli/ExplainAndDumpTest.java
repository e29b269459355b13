package dev.nnd.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.testing.Golden;
import dev.nnd.compiler.syntax.Declaration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainAndDumpTest {
  @TempDir private Path folder;

  private String file(String nnd) throws IOException {
    Path file = folder.resolve("n.nnd");
    Files.writeString(file, nnd);
    return file.toString();
  }

  private static final String TWO = """
      network A { dim k = 2  input x : [k] param w : [k] = 0 output p = dot(w, x) loss = p^2 }
      network B { input x : [2] output q = x }
      """;

  // ---- explain

  @Test
  void explainsEveryNetworkOrOne() throws IOException {
    Calls.Outcome both = Calls.call("explain", file(TWO));
    assertThat(both.exit()).isZero();
    assertThat(both.out()).contains("network A (n.nnd)", "network B (n.nnd)", "∂L/∂w = 2 * dot(w, x) * x");
    assertThat(Calls.call("explain", file(TWO), "--network", "B").out()).contains("network B").doesNotContain("network A");
    assertThat(Calls.call("explain", file(TWO), "--network", "C").exit()).isEqualTo(ExitCode.USAGE);
    assertThat(Calls.call("explain", file(TWO), "--dim", "k=5").out()).contains("w [5]");
  }

  @Test
  void explainsInThreeFormats() throws IOException {
    assertThat(Calls.call("explain", file(TWO), "--format", "latex").out()).startsWith("\\documentclass");
    assertThat(Calls.call("explain", file(TWO), "--format", "html").out()).startsWith("<!DOCTYPE html>");
    Calls.Outcome wrong = Calls.call("explain", file(TWO), "--format", "pdf");
    assertThat(wrong.exit()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aWrongFileIsDiagnosed() throws IOException {
    Calls.Outcome outcome = Calls.call("explain", file("network N { input x : [2] output p = y }"));
    assertThat(outcome.exit()).isEqualTo(ExitCode.INPUT);
    assertThat(outcome.err()).contains("error[E");
    assertThat(outcome.out()).isEmpty();
    assertThat(Calls.call("explain", folder.resolve("missing.nnd").toString()).exit()).isEqualTo(ExitCode.INPUT);
  }

  @Test
  void showsPartsOfTheLibraryAndWhatAnEntryIsMadeOf() {
    assertThat(Calls.call("explain", "nnd:").out()).contains("fn     softmax ", "\nimport nnd.vision\n\nfn     global_avg_pool ");
    String entry = Calls.call("explain", "nnd:vision.upsample").out();
    assertThat(entry).startsWith("import nnd.vision\n\n/// ").contains("layer upsample(factor = 2)");
    assertThat(Calls.call("explain", "nnd:upsample").out()).isEqualTo(entry);
    assertThat(Calls.call("explain", "nnd:vision").out()).contains("layer  upsample ").doesNotContain("softmax");
    assertThat(Calls.call("explain", "nnd:softmax").out()).contains("fn softmax(z)", "fn softmax_of_vector(z: [n]) -> [n] {");
    assertThat(Calls.call("explain", "nnd:sigmoid").out()).contains("fn sigmoid(z)", "fn logistic(z)");
    assertThat(Calls.call("explain", "nnd:mish").out()).doesNotContain("fn softplus");
    assertThat(Calls.call("explain", "nnd:vision.upsmaple").err()).contains("did you mean nnd:vision.upsample?");
  }

  @Test
  void showsEntriesOfTheLibrary() {
    Calls.Outcome outcome = Calls.call("explain", "nnd:sumsq");
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).isEqualTo("/// The sum of squares, Σ x².\nfn sumsq(x) = sum(x^2)\n");
    assertThat(Calls.call("explain", "nnd:dense").out()).contains("layer dense(units, f = identity)(x: [n]) -> [units] {", "return f(W @ x + b)");
    assertThat(Calls.call("explain", "nnd:").lines())
        .anySatisfy(line -> assertThat(line).matches("fn     softmax +Probabilities .*"))
        .anySatisfy(line -> assertThat(line).matches("layer  dense +f\\(W x \\+ b\\)\\."));
  }

  @Test
  void showsTheDocumentationAndSourceOfEveryEntry() {
    for (Declaration declaration : new CompilerPhases().library().core().declarations()) {
      Calls.Outcome outcome = Calls.call("explain", "nnd:" + name(declaration));
      assertThat(outcome.err()).as(name(declaration)).isEmpty();
      assertThat(outcome.out()).as(name(declaration)).startsWith("/// ").contains(declaration.span().text().strip());
    }
  }

  private static String name(Declaration declaration) {
    return declaration instanceof Declaration.FnDecl fn ? fn.name().name() : ((Declaration.LayerDecl) declaration).name().name();
  }

  @Test
  void anUnknownEntryIsSuggested() {
    Calls.Outcome outcome = Calls.call("explain", "nnd:sofmax");
    assertThat(outcome.exit()).isEqualTo(ExitCode.INPUT);
    assertThat(outcome.err()).contains("the library has no sofmax; did you mean nnd:softmax?");
  }

  // ---- dump

  @ParameterizedTest
  @ValueSource(strings = {"ast", "typed", "graph", "gradient", "simplified", "scheduled"})
  void dumpsEveryPhase(String phase) throws IOException {
    Golden golden = new Golden("xor");
    Calls.Outcome outcome = Calls.call("dump", file(golden.input()), "--phase", phase);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exit()).isZero();
    golden.check(phase + ".txt", outcome.out());
    assertThat(Calls.call("dump", file(golden.input()), "--phase", phase).out()).as("the same again").isEqualTo(outcome.out());
  }

  @Test
  void aWrongPhaseIsToldAllOfThem() throws IOException {
    for (List<String> wrong : List.of(List.of("--phase", "parsed"), List.<String>of())) {
      List<String> call = new ArrayList<>(List.of("dump", file(TWO)));
      call.addAll(wrong);
      Calls.Outcome outcome = Calls.call(call.toArray(String[]::new));
      assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE);
      assertThat(outcome.err()).containsPattern("ast.*typed.*graph.*gradient.*simplified.*scheduled");
    }
  }

  @Test
  void aSyntaxTreeNeedsNoMoreThanSyntax() throws IOException {
    Calls.Outcome outcome = Calls.call("dump", file("network N { output p = nowhere }"), "--phase", "ast");
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).contains("Name name=\"nowhere\"  1:24-1:31");
    assertThat(Calls.call("dump", file("network N { output p = }"), "--phase", "ast").exit()).isEqualTo(ExitCode.INPUT);
    assertThat(Calls.call("dump", file("network N { output p = nowhere }"), "--phase", "typed").exit()).isEqualTo(ExitCode.INPUT);
  }

  @Test
  void aNetworkWithoutGradientsSaysSo() throws IOException {
    assertThat(Calls.call("dump", file("network N { input x : [2] output p = x }"), "--phase", "gradient").out())
        .isEqualTo("no gradients\n");
  }
}
