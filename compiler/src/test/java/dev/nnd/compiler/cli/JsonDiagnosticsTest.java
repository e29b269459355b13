package dev.nnd.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.testing.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With {@code --format json} standard error is one array for a program to read, or nothing. */
class JsonDiagnosticsTest {
  @TempDir private Path folder;

  private Path file;
  private Path data;

  /** A network with a warning, and examples for it. */
  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("n.nnd"), """
        network N {
          input x : [2]
          target y : []
          unused = 2 * x
          output p = sum(dense(1)(x))
          loss = squared_error(p, y)
          train { epochs = 2  patience = 1 }
        }
        """);
    data = Files.writeString(folder.resolve("n.csv"), "x[0],x[1],y\n1,2,3\n2,3,5\n4,1,5\n0,1,1\n");
  }

  private static List<String> titles(Calls.Outcome outcome) {
    return ((List<?>) JsonText.parse(outcome.err())).stream().map(element -> ((Map<?, ?>) element).get("title").toString()).toList();
  }

  private Calls.Outcome call(String command, String... more) {
    String[] arguments = new String[more.length + 4];
    arguments[0] = command;
    arguments[1] = file.toString();
    arguments[2] = "--format";
    arguments[3] = "json";
    System.arraycopy(more, 0, arguments, 4, more.length);
    return Calls.call(arguments);
  }

  @Test
  void warningsOfWhatIsRight() {
    Calls.Outcome compiled = call("compile", "-d", folder.resolve("out").toString());
    assertThat(compiled.exit()).isZero();
    assertThat(titles(compiled)).containsExactly("`unused` is never used");
    for (String command : List.of("check", "summary", "dump")) {
      String[] more = command.equals("dump") ? new String[] {"--phase", "typed"} : new String[0];
      Calls.Outcome outcome = call(command, more);
      assertThat(outcome.exit()).as(outcome.err()).isZero();
      assertThat(titles(outcome)).as(command).containsExactly("`unused` is never used");
    }
  }

  @Test
  void trainingTellsNoProgress() throws IOException {
    Path weights = folder.resolve("w.safetensors");
    Calls.Outcome trained = call("train", "--data", data.toString(), "--save", weights.toString());
    assertThat(trained.exit()).as(trained.err()).isZero();
    assertThat(titles(trained)).containsExactly(
        "`unused` is never used", "the patience of 1 has no effect without a validation part: `--valid 0.2` splits one off");
    for (String command : List.of("eval", "predict")) {
      assertThat(titles(call(command, "--weights", weights.toString(), "--data", data.toString()))).as(command)
          .containsExactly("`unused` is never used");
    }
  }

  @Test
  void whatIsWrongWithTheDataFollowsInTheSameArray() throws IOException {
    Files.writeString(data, "x[0],x[1],y\n1,two,3\n");
    Calls.Outcome outcome = call("train", "--data", data.toString());
    assertThat(outcome.exit()).isEqualTo(ExitCode.INPUT);
    assertThat(titles(outcome)).containsExactly("`unused` is never used", "`two` is not a number");
  }

  @Test
  void whatConcernsNoPlaceHasNoCode() {
    Calls.Outcome outcome = call("train", "--data", folder.resolve("missing.csv").toString());
    assertThat(outcome.exit()).isEqualTo(ExitCode.INPUT);
    List<?> told = (List<?>) JsonText.parse(outcome.err());
    Map<?, ?> last = (Map<?, ?>) told.get(told.size() - 1);
    assertThat(last.keySet()).map(Object::toString).containsExactly("severity", "title", "labels", "help");
    assertThat(last.get("severity")).isEqualTo("error");
    assertThat(last.get("title").toString()).contains("missing.csv", "there is no such file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "JSON"})
  void expressions(String format) {
    Calls.Outcome wrong = Calls.call("diff", "x +", "--wrt", "x", "--format", format);
    assertThat(titles(wrong)).containsExactly("expected an expression after `+`");
    Calls.Outcome doubtful = Calls.call("diff", "x", "--wrt", "y", "--format", format);
    assertThat(doubtful.exit()).isZero();
    assertThat(titles(doubtful)).containsExactly("y does not occur in the expression");
  }

  @Test
  void nothingWhereThereIsNothingToSay() throws IOException {
    Files.writeString(file, "network N {\n  input x : [2]\n  output p = 2 * x\n}\n");
    assertThat(call("compile", "-d", folder.resolve("out").toString()).err()).isEmpty();
    assertThat(Calls.call("fmt", "--format=json", file.toString()).err()).isEmpty();
  }
}
