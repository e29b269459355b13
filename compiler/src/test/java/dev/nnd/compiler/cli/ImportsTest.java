package dev.nnd.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.Compiler;
import dev.nnd.compiler.FolderImports;
import dev.nnd.compiler.SourceFiles;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that import others, as the commands see them. */
class ImportsTest {
  private static final String NETWORK = "network N { input x : [2]  output p = x }\n";

  @TempDir private Path folder;

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** A file in a folder below that imports another one, beside a file that imports it too. */
  private Path program() throws IOException {
    write("parts/layers.nnd", """
        package other
        import "base.nnd"
        dim width = 3
        const strength = base_strength / 10
        class Animal { cat, dog, cow }
        layer block()(x: [n]) -> [width] { return activation(dense(width)(x)) }
        network Ignored { input x  output q = x }
        """);
    write("parts/more.nnd", """
        import "base.nnd"
        export fn twice(x) = activation(2 * x)
        """);
    write("parts/base.nnd", """
        const base_strength = 1/2
        fn activation(x) = x * tanh(x)
        """);
    return write("main.nnd", """
        package demo
        import "parts/layers.nnd"
        import "./parts/more.nnd"
        network N {
          input x : [2]
          target y : Animal
          h = block()(x)
          output p = softmax(h)
          loss = cross_entropy(p, y) + strength * sumsq(twice(h))
        }
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "summary", "explain", "dump --phase ast", "dump --phase scheduled"})
  void worksInEveryCommand(String command) throws IOException {
    String[] words = (command + " " + program()).split(" ");
    Calls.Outcome outcome = Calls.call(words);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).contains("h").doesNotContain("Ignored");
  }

  @Test
  void bringsSizesThatMayBeOverridden() throws IOException {
    assertThat(Calls.call("dump", "--phase", "typed", program().toString()).out())
        .contains("dim width = 3\n", "param h.dense.W : [3, 2]", "loss = 0.05 * sum(");
    Calls.Outcome wrong = Calls.call("dump", "--phase", "typed", program().toString(), "--dim", "width=4");
    assertThat(wrong.err()).contains("error[E02", "[4]", "[3]");
    assertThat(Calls.call("summary", program().toString(), "--dim", "widht=4").err())
        .contains("error[E0312]: there is no size `widht`", "did you mean `width`?");
  }

  @Test
  void theFilesOfAProgramAreKnown() throws IOException {
    Path main = program();
    DiagnosticSink sink = new DiagnosticSink();
    assertThat(new Compiler(new FolderImports()).read(SourceFiles.read(main), sink).files())
        .extracting(file -> folder.relativize(Path.of(file.name())).toString().replace('\\', '/'))
        .containsExactly("main.nnd", "parts/layers.nnd", "parts/base.nnd", "parts/more.nnd");
    assertThat(sink.hasErrors()).isFalse();
  }

  @Test
  void whatAnImportedFileImportsStaysWithinIt() throws IOException {
    program();
    Path main = write("other.nnd", "import \"parts/more.nnd\"\nnetwork N { input x : [2]  output p = activation(twice(x)) }\n");
    assertThat(Calls.call("check", main.toString()).err()).contains("error[E0303]: there is no function or layer `activation`");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "'\"parts/layrs.nnd\"'    | error[E0320]: there is no file `parts/layrs.nnd` | did you mean \"parts/layers.nnd\"?",
    "'\"parts/layers\"'       | error[E0320] | did you mean \"parts/layers.nnd\"?",
    "'\"elsewhere/a.nnd\"'    | error[E0320] | a path begins at the folder of the file that imports, wrong.nnd",
    "'\"elsewhere/base.nnd\"' | error[E0320] | a path begins at the folder of the file that imports, wrong.nnd",
    "'\"elsewhere/bytes\"'    | error[E0320] | did you mean \"bytes.nnd\"?",
    "'\"../main.nnd\"'        | error[E0321] | `..` leads out of the folder",
    "'\"parts/../base.nnd\"'  | error[E0321] | `..` leads out of the folder",
    "'\"/etc/base.nnd\"'      | error[E0321] | this is an absolute path",
    "'\"C:/base.nnd\"'        | error[E0321] | this is an absolute path",
    "'\"parts\\\\base.nnd\"'  | error[E0321] | folders are separated by `/`",
    "'\"parts//base.nnd\"'    | error[E0321] | a part of it is empty",
    "'\"\"'                   | error[E0321] | it names no file",
    "'\"parts\"'              | error[E0322]: `parts` is a folder | its own name: `import \"parts/base.nnd\"`",
    "'\"bytes.nnd\"'          | error[E0322]: `bytes.nnd` is not UTF-8 | error",
    "'\"outside.nnd\"'        | error[E0322]: `outside.nnd` leads out of the folder | error",
    "'\"wrong.nnd\"'          | error[E0323]: `wrong.nnd` imports itself | the imports go round: wrong.nnd -> wrong.nnd",
    "nnd.visoin               | error[E0324]: the library has no part `nnd.visoin` | did you mean `import nnd.vision`?",
    "vision                   | error[E0324] | did you mean `import nnd.vision`?",
    "audio.all                | error[E0324] | the core of the library needs no import; beyond it there is nnd.vision"
  })
  void whatCannotBeImported(String target, String title, String more, @TempDir Path elsewhere) throws IOException {
    program();
    Files.write(folder.resolve("bytes.nnd"), new byte[] {(byte) 0xFF, 0, 1});
    Files.createSymbolicLink(folder.resolve("outside.nnd"), Files.writeString(elsewhere.resolve("a.nnd"), "dim a = 1\n"));
    Path main = write("wrong.nnd", "import " + target + "\nnetwork N { input x : [2]  output p = block(missing) }\n");
    Calls.Outcome outcome = Calls.call("check", main.toString());
    assertThat(outcome.exit()).isEqualTo(ExitCode.INPUT);
    assertThat(outcome.err()).contains(title, more, "1 | import " + target);
    assertThat(outcome.err().split("error\\[")).as("what the import may bring is not missed").hasSize(2);
  }

  private String errors(Path main) {
    Calls.Outcome outcome = Calls.call("check", main.toString());
    assertThat(outcome.exit()).isEqualTo(ExitCode.INPUT);
    return outcome.err().replace(folder + java.io.File.separator, "");
  }

  @Test
  void aCycleShowsItsPath() throws IOException {
    write("a.nnd", "import \"b.nnd\"\n");
    write("b.nnd", "dim b = 1\nimport \"a.nnd\"\n");
    assertThat(errors(write("main.nnd", "import \"a.nnd\"\n" + NETWORK))).isEqualTo("""
        error[E0323]: `a.nnd` imports itself
         --> b.nnd:2:8
          |
        2 | import "a.nnd"
          |        ^^^^^^^ imported again here
         ::: a.nnd:1:8
          |
        1 | import "b.nnd"
          |        ^^^^^^^ which imports b.nnd
         ::: main.nnd:1:8
          |
        1 | import "a.nnd"
          |        ^^^^^^^ imported here
        help: the imports go round: a.nnd -> b.nnd -> a.nnd
        """);
  }

  @Test
  void thereAreAThousandFilesAtMost() throws IOException {
    StringBuilder imports = new StringBuilder();
    for (int i = 0; i <= 1_000; i++) {
      write("parts/p" + i + ".nnd", "const c" + i + " = " + i + "\n");
      imports.append("import \"parts/p").append(i).append(".nnd\"\n");
    }
    assertThat(errors(write("main.nnd", imports + NETWORK))).isEqualTo("""
        error[E0327]: more than 1,000 files are imported
            --> main.nnd:1001:8
             |
        1001 | import "parts/p1000.nnd"
             |        ^^^^^^^^^^^^^^^^^
        """);
  }

  @Test
  void errorsOfAllFilesAreToldInTheirFiles() throws IOException {
    write("a.nnd", "dim a = b\nfn f(x) = x @ x\n");
    assertThat(errors(write("main.nnd", """
        import "a.nnd"
        network N { input x : [2]  output p = f(x) + y }
        """))).isEqualTo("""
        error[E0301]: `b` is not defined
         --> a.nnd:1:9
          |
        1 | dim a = b
          |         ^
         ::: main.nnd:1:8
          |
        1 | import "a.nnd"
          |        ^^^^^^^ imported here

        error[E0204]: `@` takes a matrix on its left and a matrix or vector on its right, not x [2] and x [2]
         --> a.nnd:2:11
          |
        2 | fn f(x) = x @ x
          |           ^^^^^
         ::: main.nnd:2:39
          |
        1 | import "a.nnd"
          |        ^^^^^^^ imported here
        2 | network N { input x : [2]  output p = f(x) + y }
          |                                       ^^^^ called here
        help: write `dot(x, x)` or `outer(x, x)`

        error[E0301]: `y` is not defined
         --> main.nnd:2:46
          |
        2 | network N { input x : [2]  output p = f(x) + y }
          |                                              ^
        """);
  }

  @Test
  void aSyntaxErrorOfAnImportedFile() throws IOException {
    write("a.nnd", "fn f(x) = x +\n");
    assertThat(errors(write("main.nnd", "import \"a.nnd\"\nnetwork N { input x : [2]  output p = f(x) }\n"))).isEqualTo("""
        error[E0102]: expected an expression after `+`
         --> a.nnd:1:14
          |
        1 | fn f(x) = x +
          |              ^
         ::: main.nnd:1:8
          |
        1 | import "a.nnd"
          |        ^^^^^^^ imported here
        """);
  }

  @Test
  void aNameComesFromOnePlace() throws IOException {
    write("a.nnd", "dim n = 1\nfn f(x) = x\nclass C { u, v }\n");
    write("b.nnd", "dim m = 3\n\nfn f(x) = 2x\n");
    assertThat(errors(write("main.nnd", """
        import "a.nnd"
        import "b.nnd"
        import "a.nnd"
        dim n = 2
        class C { w, z }
        fn relu(x) = x
        """ + NETWORK))).isEqualTo("""
        error[E0325]: `f` comes from two imports
         --> main.nnd:2:1
          |
        1 | import "a.nnd"
          | ^^^^^^^^^^^^^^ brings it first
        2 | import "b.nnd"
          | ^^^^^^^^^^^^^^ brings it again
         ::: a.nnd:2:4
          |
        2 | fn f(x) = x
          |    ^ defined here
         ::: b.nnd:3:4
          |
        3 | fn f(x) = 2x
          |    ^ and here
        help: give one of the two another name

        error[E0302]: `n` is defined twice
         --> main.nnd:4:1
          |
        4 | dim n = 2
          | ^^^^^^^^^ again here
         ::: a.nnd:1:1
          |
        1 | dim n = 1
          | ^^^^^^^^^ first defined here

        error[E0302]: `C` is defined twice
         --> main.nnd:5:7
          |
        5 | class C { w, z }
          |       ^ again here
         ::: a.nnd:3:7
          |
        3 | class C { u, v }
          |       ^ first defined here
        """);
  }

  @Test
  void anOverrideIsOfOneFile() throws IOException {
    write("a.nnd", "dim n = 1\nfn f(x) = x * n\n");
    Path main = write("main.nnd", "import \"a.nnd\"\nnetwork N { dim n = 2  input x : [n]  output p = f(x) }\n");
    assertThat(Calls.call("check", main.toString()).err()).doesNotContain("E0326");
    assertThat(Calls.call("check", main.toString(), "--dim", "n=3").err()).contains("error[E0326]: several files declare a size `n`");
  }

  @Test
  void aTextFromElsewhereImportsNoFiles() {
    DiagnosticSink sink = new DiagnosticSink();
    new Compiler().derive(new SourceFile("<input>", "import \"a.nnd\"\n" + NETWORK), Compiler.Options.defaults(), sink);
    assertThat(sink.diagnostics()).extracting(diagnostic -> diagnostic.title())
        .containsExactly("`a.nnd` cannot be found: <input> stands in no folder");
  }
}
