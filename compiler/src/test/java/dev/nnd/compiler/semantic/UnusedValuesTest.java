package dev.nnd.compiler.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.Compiler;
import dev.nnd.compiler.FolderImports;
import dev.nnd.compiler.SourceFiles;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as a use of a value, and that nothing of the project itself is warned of. */
class UnusedValuesTest {
  private static final Pattern PROGRAM = Pattern.compile("```nnd\\R(.*?)```", Pattern.DOTALL);
  private static final Path ROOT = Path.of("..");

  private static List<String> told(SourceFile file) {
    DiagnosticSink sink = new DiagnosticSink();
    new Compiler(new FolderImports()).derive(file, Compiler.Options.defaults(), sink);
    return sink.diagnostics().stream().map(Diagnostic::title).toList();
  }

  /** A network with a value {@code v} that only these statements may use. */
  private static List<String> with(String statements) {
    return told(new SourceFile("n.nnd", """
        const k = 2
        fn square(a) = a^2 derivative 2a
        layer scaled(s)(a: [n]) { return s * a }
        network N {
          input x : [3]
          target y : [3]
          v = 2 * x
          %s
          output p = x
          loss = mse(p, y)
        }
        """.formatted(statements)));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "state m : [3] = 0; update m = batch_mean(v); metric size = sum(m)",
    "metric fit = r2(x, v)",
    "metric table = confusion(x, v)",
    "metric size = sum(v)",
    "output q = square(v)",
    "output q = scaled(k)(v)",
    "output q[i] = v[i]",
    "output q = sum(i: v[i])",
    "output q = if v[0] > 0 then x else 2 * x",
    "repeat t < 2 { H[t] = v }; output q = H",
    "output q = grad(sumsq(v), v)",
    "output q = stop_gradient(v)",
    "output q = concat(x, v, axis = 0)",
    "output q = [v[0], 1; 2, 3]",
    "output q = x; metric m = sum(q) + (if sum(v) > 1 and not (sum(q) > 2) then 1 else 0)"
  })
  void uses(String statements) {
    assertThat(with(statements)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "state v2 : [3] = k; metric m = sum(v2)", "metric m = sum(x)", "train { batch = 4 * k }"})
  void noUses(String statements) {
    assertThat(with(statements)).containsExactly("`v` is never used");
  }

  static Stream<SourceFile> own() throws IOException {
    Stream.Builder<SourceFile> files = Stream.builder();
    for (Path folder : List.of(ROOT.resolve("samples"), Path.of("src", "test", "resources", "golden"), Path.of("src", "main", "resources"))) {
      try (Stream<Path> found = Files.walk(folder)) {
        for (Path file : found.filter(path -> path.toString().endsWith(".nnd") && !path.toString().contains("target")).sorted().toList()) {
          files.add(SourceFiles.read(file));
        }
      }
    }
    for (Path page : List.of(ROOT.resolve("README.md"), ROOT.resolve("docs").resolve("data.md"))) {
      Matcher programs = PROGRAM.matcher(Files.readString(page));
      for (int i = 1; programs.find(); i++) {
        files.add(new SourceFile(page.getFileName() + " " + i, programs.group(1)));
      }
    }
    return files.build();
  }

  @ParameterizedTest
  @MethodSource("own")
  void nothingOfTheProjectIsWarnedOf(SourceFile file) {
    DiagnosticSink sink = new DiagnosticSink();
    new Compiler(new FolderImports()).derive(file, Compiler.Options.defaults(), sink);
    assertThat(sink.diagnostics()).filteredOn(diagnostic -> diagnostic.code().id().startsWith("W")).isEmpty();
  }

  @Test
  void thereAreSome() throws IOException {
    assertThat(own().count()).isGreaterThan(30);
  }
}
