package dev.nnd.compiler.cli;

import dev.nnd.compiler.Compiler.JavaSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A folder of Java sources. */
record SourceFolder(Path root) {
  /** What two files hold under one name would overwrite one another, on some file systems even if they differ by case. */
  void refuseClashes(List<JavaSource> sources) {
    Set<String> names = new HashSet<>();
    for (JavaSource source : sources) {
      if (!names.add(source.qualifiedName().toLowerCase(Locale.ROOT))) {
        throw new InputException("two networks or functions would become the class " + source.qualifiedName());
      }
    }
  }

  /** Writes a source, at once or not at all. A file that has this text already is left as it is. */
  Path write(JavaSource source) throws IOException {
    Path folder = source.packageName().isEmpty() ? root : root.resolve(source.packageName().replace('.', '/'));
    Path file = folder.resolve(source.className() + ".java");
    byte[] bytes = source.source().getBytes(StandardCharsets.UTF_8);
    if (Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), bytes)) {
      return file;
    }
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw new FileSystemException(e.getFile(), "", "is no folder");
    }
    AtomicFile.write(file, bytes);
    return file;
  }
}
