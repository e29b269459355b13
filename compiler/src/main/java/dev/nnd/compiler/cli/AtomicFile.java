package dev.nnd.compiler.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Optional;

/** Files that are written as a whole or not at all. */
final class AtomicFile {
  private AtomicFile() {}

  /** Writes a file beside its place and moves it there; one that is there keeps its permissions, and a link what it links to. */
  static void write(Path file, byte[] bytes) throws IOException {
    Path target = Files.exists(file) ? file.toRealPath() : file;
    Path written = target.resolveSibling(target.getFileName() + ".tmp" + ProcessHandle.current().pid());
    try {
      Files.write(written, bytes);
      if (Files.exists(target)) {
        copyPermissions(target, written);
      }
      Files.move(written, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  private static void copyPermissions(Path from, Path to) throws IOException {
    Optional<PosixFileAttributeView> view = posix(from);
    if (view.isPresent()) {
      Files.setPosixFilePermissions(to, view.get().readAttributes().permissions());
    }
  }

  private static Optional<PosixFileAttributeView> posix(Path file) {
    return Optional.ofNullable(Files.getFileAttributeView(file, PosixFileAttributeView.class));
  }
}
