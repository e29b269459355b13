package dev.nnd.compiler.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for class files that are loaded until the tests end, and is gone afterwards. */
record TemporaryFolder(Path path) {

  static TemporaryFolder ofTheTests() {
    try {
      TemporaryFolder folder = new TemporaryFolder(Files.createTempDirectory("nnd-tests"));
      Runtime.getRuntime().addShutdownHook(new Thread(folder::delete));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void delete() {
    try (Stream<Path> files = Files.walk(path)) {
      List<Path> innermostFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : innermostFirst) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
