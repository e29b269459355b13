package dev.nnd.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class NndcTest {
  @TempDir Path folder;

  @Test
  void tellsItsVersion() {
    assertThat(Calls.call("--version")).isEqualTo(new Calls.Outcome(0, "nndc 0.1.0\n", ""));
  }

  @Test
  void listsItsCommands() {
    Calls.Outcome outcome = Calls.call("--help");
    assertThat(outcome.exit()).isZero();
    for (Subcommand subcommand : Subcommand.values()) {
      assertThat(outcome.out()).contains("\n  " + subcommand.word() + " ");
    }
  }

  @ParameterizedTest
  @EnumSource(Subcommand.class)
  void everyCommandHasHelp(Subcommand subcommand) {
    Calls.Outcome outcome = Calls.call(subcommand.word(), "--help");
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).startsWith("Usage: nndc " + subcommand.word());
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void wrongUsageIsTwo() {
    assertThat(Calls.call().exit()).isEqualTo(2);
    assertThat(Calls.call("trian").err()).contains("did you mean train?");
    assertThat(Calls.call("trian").exit()).isEqualTo(2);
    assertThat(Calls.call("train").exit()).isEqualTo(2);
    assertThat(Calls.call("diff", "x").err()).contains("--wrt").contains("help: nndc diff --help");
    assertThat(Calls.call("compile", "x.nnd", "-d", "out", "--precision", "half").exit()).isEqualTo(2);
    assertThat(Calls.call("--explain-code", "E9999").exit()).isEqualTo(2);
  }

  @Test
  void explainsCodes() {
    assertThat(Calls.call("--explain-code", "E0203").out()).contains("columns of A");
    assertThat(Calls.call("--explain-code", "E203").err()).contains("there is no diagnostic E203; did you mean E0203?");
  }

  @Test
  void aMissingFileIsOne() {
    Path missing = folder.resolve("missing.nnd");
    Calls.Outcome outcome = Calls.call("compile", missing.toString(), "-d", folder.toString());
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).isEqualTo("error: " + missing + ": there is no such file or folder\n");
  }

  @Test
  void aDefectIsSeventyWithoutATrace() throws IOException {
    Calls.Outcome outcome = new Calls(Handwritten.of("Moons")).with("", "simplify", "x + x");
    assertThat(outcome.exit()).isEqualTo(70);
    assertThat(outcome.err()).startsWith("internal error: UnsupportedOperationException").contains("report")
        .doesNotContain("\tat ");
    String trace = outcome.err().replaceAll("(?s).*the file ", "").strip();
    assertThat(Path.of(trace)).exists().content().contains("\tat ");
    Files.delete(Path.of(trace));
  }

  @Test
  void allErrorsOfAllFilesAreTold() throws IOException {
    Path one = Files.writeString(folder.resolve("one.nnd"), "network A { x = 1 + }\n");
    Path two = Files.writeString(folder.resolve("two.nnd"), "network B {\n  param W : [2]\n}\n");
    Path out = folder.resolve("out");
    Calls.Outcome outcome = Calls.call("compile", one.toString(), two.toString(), "-d", out.toString());
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains("one.nnd:1:").contains("two.nnd:2:").doesNotContain("\u001B");
    assertThat(out).doesNotExist();
  }

  @Test
  void diagnosticsAsJson() throws IOException {
    Path file = Files.writeString(folder.resolve("a.nnd"), "network A { x = 1 + }\n");
    Calls.Outcome outcome =
        Calls.call("compile", file.toString(), "-d", folder.resolve("out").toString(), "--format", "json");
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).startsWith("[\n {\"code\":\"E0102\",\"severity\":\"error\"");
  }

  @Test
  void vectorKernelsAreRefusedForNow() throws IOException {
    Path file = Files.writeString(folder.resolve("a.nnd"), "network A {}");
    Calls.Outcome outcome = Calls.call("compile", file.toString(), "-d", folder.toString(), "--kernels", "vector");
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("no vector kernels yet");
  }

  @Test
  void compilingLeavesWhatIsTheSame() throws IOException {
    Path file = Files.writeString(folder.resolve("a.nnd"), "");
    Calls calls = new Calls(Handwritten.of("Moons"));
    assertThat(calls.with("", "compile", file.toString(), "-d", folder.toString()).exit()).isZero();
    Path written = folder.resolve("demo/Moons.java");
    assertThat(written).content().isEqualTo(Handwritten.of("Moons").source());
    Files.setLastModifiedTime(written, FileTime.fromMillis(1_000_000));
    assertThat(calls.with("", "compile", file.toString(), "-d", folder.toString()).exit()).isZero();
    assertThat(Files.getLastModifiedTime(written).toMillis()).isEqualTo(1_000_000);
    assertThat(written.getParent().toFile().list()).containsExactly("Moons.java");
  }

  @Test
  void aFileInPlaceOfAFolderIsOne() throws IOException {
    Path file = Files.writeString(folder.resolve("a.nnd"), "");
    Calls.Outcome outcome = new Calls(Handwritten.of("Moons")).with("", "compile", file.toString(), "-d", file.toString());
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).startsWith("error: ");
  }
}
