package dev.nnd.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.testing.JsonText;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Wrong programs, each with its markers and, beside it, the text that is shown about it. With {@code -Dgolden=update} the
 * texts, the examples in the compiler's jar and the catalogue of diagnostics are written anew, to be reviewed as a change.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WrongProgramsTest {
  private static final Calls CALLS = new Calls(new CompilerPhases());
  private static final int FEWEST = 150;
  private static final int MOST_OF_A_CODE = 5;

  @TempDir Path scratch;
  @TempDir Path output;

  static Stream<WrongProgram> programs() {
    return WrongProgram.all();
  }

  /** The first program of each code that a program can provoke. */
  static Stream<WrongProgram> examples() {
    return WrongProgram.all()
        .collect(Collectors.toMap(WrongProgram::code, program -> program, (first, second) -> first, TreeMap::new))
        .values().stream();
  }

  @ParameterizedTest
  @MethodSource("programs")
  void isAnsweredAsExpected(WrongProgram program) {
    String shown = program.shown(CALLS, output);
    assertThat(WrongProgram.told(shown)).isEqualTo(program.marked()).anyMatch(place -> place.endsWith(program.code()));
    Generated.check(program.expectation(), shown);
  }

  @Test
  void eachCodeHasItsPrograms() {
    Map<String, Long> programs = programs().collect(Collectors.groupingBy(WrongProgram::code, Collectors.counting()));
    assertThat(Stream.of(Code.values()).filter(code -> !WrongProgram.WITHOUT_PROGRAM.contains(code)).map(Code::id))
        .containsExactlyInAnyOrderElementsOf(programs.keySet());
    assertThat(programs.values()).allMatch(count -> count <= MOST_OF_A_CODE);
    assertThat(programs().count()).isGreaterThanOrEqualTo(FEWEST);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void exampleIsUpToDate(WrongProgram program) throws IOException {
    String shown = program.shownUnmarked(CALLS, scratch, output);
    assertThat(WrongProgram.told(shown)).isEqualTo(program.marked());
    Generated.check(
        Path.of("src", "main", "resources", "dev", "nnd", "compiler", "diagnostics", "examples", program.code() + ".txt"),
        DiagnosticCatalogue.example(program, shown));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void jsonSaysTheSame(WrongProgram program) {
    SortedSet<String> told = new TreeSet<>();
    for (Object element : (List<?>) JsonText.parse(program.json(CALLS, output))) {
      Map<?, ?> diagnostic = (Map<?, ?>) element;
      assertThat(diagnostic.keySet()).map(Object::toString)
          .containsExactly("code", "severity", "title", "primary", "labels", "help");
      Map<?, ?> primary = (Map<?, ?>) diagnostic.get("primary");
      String file = primary.get("file").toString().replace(WrongProgram.FOLDER + File.separator, "");
      told.add(file + ":" + primary.get("line") + " " + diagnostic.get("code"));
    }
    assertThat(told).isEqualTo(program.marked());
  }

  /** After the examples, which it shows. */
  @Test
  @Order(Integer.MAX_VALUE)
  void catalogueIsUpToDate() {
    Generated.check(Path.of("..", "docs", "diagnostics.md"), DiagnosticCatalogue.page());
  }

  @Test
  void examplesAreExplained() {
    Calls.Outcome explained = Calls.call("--explain-code", "e0203");
    assertThat(explained.exit()).isZero();
    assertThat(explained.out()).startsWith("E0203: cannot multiply … by …\n\n").contains("columns of A").contains("error[E0203]: ");
    Calls.Outcome unknown = Calls.call("--explain-code", "E2003");
    assertThat(unknown.exit()).isEqualTo(2);
    assertThat(unknown.err()).contains("there is no diagnostic E2003; did you mean E0203?");
  }

  /** Names that other languages reserve, and what a byte order mark or a tab does, are no mistakes. */
  @Test
  void javaNamesAreFine() throws IOException {
    Path file = Files.writeString(scratch.resolve("fine.nnd"), """
        \uFEFFnetwork Fine {
        \tinput\tx : [4]
        \tint = 2 * x
        \tgetClass = tanh(int)
        \toutput class = getClass + X(x)
        \toutput goto = x\r
        \tfn X(z) = z
        }
        """);
    Calls.Outcome outcome = CALLS.with("", "compile", file.toString(), "-d", output.toString());
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.err()).doesNotContain("warning");
  }
}
