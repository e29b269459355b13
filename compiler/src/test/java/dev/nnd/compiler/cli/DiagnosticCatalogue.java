package dev.nnd.compiler.cli;

import dev.nnd.compiler.diagnostics.Code;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page that lists all diagnostics, of their explanations and of the examples in the compiler's jar. */
final class DiagnosticCatalogue {
  private static final Path RESOURCES = Path.of("src", "main", "resources", "dev", "nnd", "compiler", "diagnostics");
  private static final List<Part> PARTS = List.of(
      new Part("E01", "Syntax"),
      new Part("E02", "Shapes"),
      new Part("E03", "Names"),
      new Part("E04", "Kinds and arity"),
      new Part("E05", "Limits"),
      new Part("E06", "Data"),
      new Part("W09", "Warnings"));

  private record Part(String prefix, String title) {}

  private DiagnosticCatalogue() {}

  /** An example as a terminal shows it. */
  static String example(WrongProgram program, String shown) {
    StringBuilder text = new StringBuilder("Example, " + program.fileName() + ":\n\n").append(indented(source(program)));
    String word = "with ";
    for (Path file : program.beside()) {
      if (isText(file)) {
        String name = WrongProgram.FOLDER.relativize(file).toString().replace(File.separatorChar, '/');
        text.append("\n").append(word).append(name).append(":\n\n").append(indented(WrongProgram.read(file)));
        word = "and ";
      }
    }
    String call = program.call();
    String command = call.equals("compile") ? "" : ", called by `nndc " + call.replaceFirst(" ", " " + program.fileName() + " ") + "`,";
    return text.append("\nThis").append(command).append(" gives\n\n").append(indented(shown)).toString();
  }

  private static boolean isText(Path file) {
    try {
      String text = Files.readString(file);
      return !text.isEmpty() && text.indexOf('\0') < 0;
    } catch (CharacterCodingException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String source(WrongProgram program) {
    String text = program.unmarked().replace("\uFEFF", "");
    return program.call().equals("compile") ? text : text.substring(text.indexOf('\n') + 1);
  }

  private static String indented(String text) {
    return text.lines().map(line -> line.isEmpty() ? "\n" : "  " + line + "\n").collect(Collectors.joining());
  }

  /** The whole page. */
  static String page() {
    return """
        # Diagnostics

        What the compiler says when something is wrong or surely unwanted. `nndc --explain-code E0203` prints an entry of this
        page. The page is written from the compiler's own tests: `mvn test -Dtest=WrongProgramsTest -Dgolden=update`.
        """
        + PARTS.stream().map(DiagnosticCatalogue::part).collect(Collectors.joining())
        + """

        ## For programs

        With `--format json` whatever compiles a file, `fmt` and `diff` write their diagnostics to standard error as one JSON
        array, an object a line, and no progress or other message beside it; where there is nothing to say, they write nothing.
        It is ASCII: other characters are escaped. Wrong usage, with exit code 2, is told as text.

        | key | value |
        |---|---|
        | `code` | the code, such as `"E0203"` |
        | `severity` | `"error"` or `"warning"`; a file with an error is not compiled |
        | `title` | what is wrong, in one line |
        | `primary` | the place where it is wrong |
        | `labels` | an array of the other places that matter |
        | `help` | an array of texts: what might be done about it |

        What concerns no place in a file, such as a file that is missing, has neither `code` nor `primary`. A place is an
        object, too:

        | key | value |
        |---|---|
        | `file` | the file as it was named, `--dim` for an option, `nnd:core` for the library |
        | `line`, `column` | where the place begins; both count from 1, columns in characters |
        | `endLine`, `endColumn` | where it ends, the column being the first one after it |
        | `text` | what there is to say about the place, perhaps nothing |
        """;
  }

  private static String part(Part part) {
    return "\n## " + part.title() + "\n"
        + Stream.of(Code.values())
            .filter(code -> code.id().startsWith(part.prefix()))
            .map(DiagnosticCatalogue::entry)
            .collect(Collectors.joining());
  }

  private static String entry(Code code) {
    String entry = "\n### " + code.id() + ": " + code.title() + "\n\n" + code.explanation().strip() + "\n";
    return WrongProgram.WITHOUT_PROGRAM.contains(code)
        ? entry
        : entry + "\n```text\n" + WrongProgram.read(RESOURCES.resolve("examples").resolve(code.id() + ".txt")) + "```\n";
  }
}
