package dev.nnd.compiler.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Files that a command will write at its end: whether it can is better known before hours of work. */
final class Outputs {
  private Outputs() {}

  /** Writes a text, at once or not at all. */
  static void write(Path file, String text) throws IOException {
    Path written = file.resolveSibling(file.getFileName() + ".tmp" + ProcessHandle.current().pid());
    try {
      Files.writeString(written, text);
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  static void check(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new FileSystemException(file.toString(), "", "is a folder");
    }
    checkFolder(file);
    if (Files.exists(file) && !Files.isWritable(file)) {
      throw cannotBeWritten(file);
    }
  }

  /** Whether something may be made in the folder that a path lies in. */
  static void checkFolder(Path path) throws IOException {
    Path folder = Optional.ofNullable(path.toAbsolutePath().getParent()).orElse(path.toAbsolutePath());
    if (!Files.isDirectory(folder)) {
      throw new NoSuchFileException(folder.toString(), "", "there is no such folder");
    }
    if (!Files.isWritable(folder)) {
      throw cannotBeWritten(path);
    }
  }

  private static AccessDeniedException cannotBeWritten(Path path) {
    return new AccessDeniedException(path.toString(), "", "cannot be written");
  }
}
