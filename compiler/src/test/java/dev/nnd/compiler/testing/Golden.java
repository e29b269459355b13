package dev.nnd.compiler.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of an input and what is expected of it.
 *
 * @param name of the folder
 */
public record Golden(String name) {
  private static final Path ROOT = Path.of("src", "test", "resources", "golden");

  private static final String EXPORTED = "export_";

  /** Those of networks, sorted. */
  public static Stream<Golden> all() {
    return folders().filter(golden -> !golden.name().startsWith(EXPORTED));
  }

  /** Those of an exported function, sorted. */
  public static Stream<Golden> functions() {
    return folders().filter(golden -> golden.name().startsWith(EXPORTED));
  }

  private static Stream<Golden> folders() {
    try (Stream<Path> folders = Files.list(ROOT)) {
      List<String> names = folders.filter(Files::isDirectory).map(folder -> folder.getFileName().toString()).sorted().toList();
      return names.stream().map(Golden::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String input() {
    return read(ROOT.resolve(name).resolve("input.nnd"));
  }

  /** Compares with the file, or writes it where {@code -Dgolden=update} asks for it. */
  public void check(String file, String actual) {
    Path path = ROOT.resolve(name).resolve(file);
    if ("update".equals(System.getProperty("golden"))) {
      assertThat(System.getenv("CI")).as("expectations are not rewritten where CI is set").isNull();
      write(path, actual);
    }
    assertThat(path).as("-Dgolden=update writes it").exists();
    assertThat(actual).as(path.toString()).isEqualTo(read(path));
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path path, String text) {
    try {
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
