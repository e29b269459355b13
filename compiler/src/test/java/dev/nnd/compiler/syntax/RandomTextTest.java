package dev.nnd.compiler.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.JsonRenderer;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.diagnostics.TextRenderer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever the text, the parser ends, and it accepts a text or says why not. */
class RandomTextTest {

  private static final List<String> PIECES = List.of(
      "x", "W", "3", "2.5", "1e999", "+", "-", "*", "/", "@", "^", "=", "==", "<", "(", ")", "[", "]", "{", "}", ",", ";", ":",
      "..", ".", ".T", ".0", "->", "~", "'", "\"", "\"a\"", "\n", "\n", " ", " ", "if ", "then ", "else ", "and ", "or ", "not ",
      "network N ", "input x", "param ", "fn f", "layer l()", "repeat 3 ", "train {", "return ", "output ", "derivative ", "import ",
      "standardized ", "from ", "in ", "index[", "class ", "export ", "// c\n", "/// d\n", "/*", "*/",
      "×", "𝒳", "\u202E", "\t", "\r\n", "\u0000");

  @Test
  void soup() {
    Random random = new Random(1);
    for (int i = 0; i < 3_000; i++) {
      String text = random.ints(1 + i % 60, 0, PIECES.size()).mapToObj(PIECES::get).collect(Collectors.joining());
      assertParses(text);
    }
  }

  @Test
  void rightTextsWithOneMistake() throws IOException {
    Random random = new Random(2);
    for (String text : corpus()) {
      for (int i = 0; i < 300; i++) {
        int at = random.nextInt(text.length());
        int cut = Math.min(text.length(), at + random.nextInt(4));
        assertParses(text.substring(0, at) + PIECES.get(random.nextInt(PIECES.size())) + text.substring(cut));
      }
    }
  }

  private static List<String> corpus() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/dev/nnd/compiler/syntax/right"))) {
      return files.sorted().map(RandomTextTest::read).toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertParses(String text) {
    SourceFile source = new SourceFile("text", text);
    DiagnosticSink sink = new DiagnosticSink();
    Parser.parseFile(source, sink);
    Parser.parseRules(source, sink);
    DiagnosticSink single = new DiagnosticSink();
    assertThat(Parser.parseExpression(source, single).isEmpty()).as(text).isEqualTo(single.hasErrors());
    new TextRenderer(true).render(sink.diagnostics());
    new JsonRenderer().render(sink.diagnostics());
  }
}
