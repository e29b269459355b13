package dev.nnd.compiler.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong programs, with what is said about them beside each; {@code -Dgolden=update} writes that anew. */
class BadProgramsTest {
  private static final Path FOLDER = Path.of("src/test/resources/dev/nnd/compiler/semantic/bad");

  static Stream<String> programs() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".nnd")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void isRefused(String name) throws IOException {
    String found = Elaborated.diagnostics(Files.readString(FOLDER.resolve(name)), Map.of());
    Path expected = FOLDER.resolve(name.replace(".nnd", ".txt"));
    if ("update".equals(System.getProperty("golden"))) {
      Files.writeString(expected, found);
    }
    assertThat(found).isEqualTo(Files.readString(expected));
  }
}
