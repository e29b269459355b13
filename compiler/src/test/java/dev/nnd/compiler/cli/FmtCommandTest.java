package dev.nnd.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FmtCommandTest {
  private static final String SLOPPY = "dim a=1\n";
  private static final String TIDY = "dim a = 1\n";

  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void formatsInPlace() throws IOException {
    Path sloppy = file("sloppy.nnd", SLOPPY);
    Path tidy = file("tidy.nnd", TIDY);
    Files.setLastModifiedTime(tidy, FileTime.fromMillis(1_000_000));
    Calls.Outcome outcome = Calls.call("fmt", sloppy.toString(), tidy.toString());
    assertThat(outcome).isEqualTo(new Calls.Outcome(0, "", "formatted " + sloppy + "\n"));
    assertThat(sloppy).content().isEqualTo(TIDY);
    assertThat(Files.getLastModifiedTime(tidy).toMillis()).isEqualTo(1_000_000);
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("sloppy.nnd", "tidy.nnd");
  }

  @Test
  void dropsAByteOrderMarkAndKeepsTheEndsOfLines() throws IOException {
    Path file = file("a.nnd", "\uFEFFdim a = 1\r\ndim b=2\r\n");
    assertThat(Calls.call("fmt", file.toString()).exit()).isZero();
    assertThat(file).content().isEqualTo("dim a = 1\r\ndim b = 2\r\n");
    Path marked = file("b.nnd", "\uFEFF" + TIDY);
    assertThat(Calls.call("fmt", "--check", marked.toString()).exit()).isEqualTo(1);
  }

  @Test
  void checksOnly() throws IOException {
    Path sloppy = file("sloppy.nnd", SLOPPY);
    Path tidy = file("tidy.nnd", TIDY);
    Calls.Outcome outcome = Calls.call("fmt", "--check", tidy.toString(), sloppy.toString());
    assertThat(outcome).isEqualTo(new Calls.Outcome(1, sloppy + "\n", ""));
    assertThat(sloppy).content().isEqualTo(SLOPPY);
    assertThat(Calls.call("fmt", "--check", tidy.toString())).isEqualTo(new Calls.Outcome(0, "", ""));
  }

  @Test
  void filters() {
    Calls calls = new Calls(new CompilerPhases());
    assertThat(calls.with(SLOPPY, "fmt", "-")).isEqualTo(new Calls.Outcome(0, TIDY, ""));
    assertThat(calls.with(TIDY, "fmt", "-")).isEqualTo(new Calls.Outcome(0, TIDY, ""));
    assertThat(calls.with("", "fmt", "-")).isEqualTo(new Calls.Outcome(0, "", ""));
    assertThat(calls.with(SLOPPY, "fmt", "--check", "-")).isEqualTo(new Calls.Outcome(1, "-\n", ""));
    assertThat(calls.with("dim a =", "fmt", "-").err()).contains("--> -:1:");
    assertThat(calls.with(SLOPPY, "fmt", "-", "a.nnd").exit()).isEqualTo(2);
  }

  @Test
  void nothingIsWrittenWhenAnyFileIsWrong() throws IOException {
    Path sloppy = file("sloppy.nnd", SLOPPY);
    Path wrong = file("wrong.nnd", "dim a = )\n");
    Path alsoWrong = file("also.nnd", "dim b = +\n");
    Calls.Outcome outcome = Calls.call("fmt", sloppy.toString(), wrong.toString(), alsoWrong.toString());
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains("wrong.nnd:1:").contains("also.nnd:1:");
    assertThat(Calls.call("fmt", sloppy.toString(), folder.resolve("none.nnd").toString()).exit()).isEqualTo(1);
    assertThat(Calls.call("fmt", sloppy.toString(), folder.toString()).err()).contains("is a folder");
    Path binary = Files.write(folder.resolve("b.nnd"), new byte[] {(byte) 0xC3, 0x28});
    assertThat(Calls.call("fmt", sloppy.toString(), binary.toString()).err()).contains("is not UTF-8");
    assertThat(sloppy).content().isEqualTo(SLOPPY);
  }

  @Test
  void meaninglessButWellFormedFilesAreFormatted() throws IOException {
    Path file = file("a.nnd", "network N{x=undefined(y)}\n");
    assertThat(Calls.call("fmt", file.toString()).exit()).isZero();
    assertThat(file).content().isEqualTo("network N { x = undefined(y) }\n");
  }

  @Test
  void diagnosticsAsJson() throws IOException {
    Path wrong = file("wrong.nnd", "dim a = )\n");
    assertThat(Calls.call("fmt", "--format", "json", wrong.toString()).err()).startsWith("[\n {\"code\":\"E01");
  }

  @Test
  void permissionsAndLinksStay() throws IOException {
    Assumptions.assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    Path file = file("a.nnd", SLOPPY);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-xr--"));
    Path link = Files.createSymbolicLink(folder.resolve("link.nnd"), file);
    assertThat(Calls.call("fmt", link.toString()).exit()).isZero();
    assertThat(link).isSymbolicLink();
    assertThat(file).content().isEqualTo(TIDY);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-r-xr--");
  }
}
