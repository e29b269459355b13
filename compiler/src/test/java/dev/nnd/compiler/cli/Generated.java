package dev.nnd.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that tests write with {@code -Dgolden=update}, and otherwise hold against what they would write. */
final class Generated {
  private Generated() {}

  static void check(Path path, String actual) {
    if ("update".equals(System.getProperty("golden"))) {
      assertThat(System.getenv("CI")).as("expectations are not rewritten where CI is set").isNull();
      write(path, actual);
    }
    assertThat(path).as("-Dgolden=update writes it").exists();
    assertThat(actual).as(path.toString()).isEqualTo(WrongProgram.read(path));
  }

  private static void write(Path path, String text) {
    try {
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
