package dev.nnd.compiler.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.diagnostics.TextRenderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are right, and files that are wrong with what is said about them beside; {@code -Dgolden=update} rewrites that. */
class SyntaxCorpusTest {

  private static final Path CORPUS = Path.of("src/test/resources/dev/nnd/compiler/syntax");
  private static final boolean UPDATE = "update".equals(System.getProperty("golden"));

  static List<Path> right() throws IOException {
    return sources("right");
  }

  static List<Path> wrong() throws IOException {
    return sources("wrong");
  }

  private static List<Path> sources(String folder) throws IOException {
    try (Stream<Path> files = Files.list(CORPUS.resolve(folder))) {
      return files.filter(file -> !file.toString().endsWith(".txt")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource
  void right(Path file) throws IOException {
    assertThat(diagnostics(file, Files.readString(file))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("right")
  void rightWithOtherLineEndsAndAByteOrderMark(Path file) throws IOException {
    assertThat(diagnostics(file, "\uFEFF" + Files.readString(file).replace("\n", "\r\n"))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource
  void wrong(Path file) throws IOException {
    Path expected = Path.of(file.toString().replaceFirst("\\.\\w+$", ".txt"));
    String found = diagnostics(file, Files.readString(file));
    if (UPDATE) {
      Files.writeString(expected, found);
    }
    assertThat(found).isEqualTo(Files.readString(expected));
  }

  private static String diagnostics(Path file, String text) {
    DiagnosticSink sink = new DiagnosticSink();
    SourceFile source = new SourceFile(file.getFileName().toString(), text);
    if (source.name().endsWith(".rules")) {
      Parser.parseRules(source, sink);
    } else {
      Parser.parseFile(source, sink);
    }
    return new TextRenderer(false).render(sink.diagnostics());
  }
}
