package dev.nnd.compiler;

import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.syntax.ImportSource;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files of the file system, which are named by their paths: read for compilation, and found for imports. */
public final class FolderImports implements ImportSource {
  private static final String ENDING = ".nnd";

  @Override
  public Found find(SourceFile main, SourceFile from, String target) {
    try {
      Path path = folder(from).resolve(target);
      Path root = folder(main).toAbsolutePath().toRealPath();
      if (!Files.exists(path)) {
        return new Missing(others(root, from, target));
      }
      Path real = path.toRealPath();
      if (real.startsWith(root) && Files.isDirectory(real)) {
        return new Unusable("is a folder", others(root, from, target + "/"));
      }
      return real.startsWith(root)
          ? new Text(real.toString(), SourceFiles.read(path.normalize()))
          : unusable("leads out of the folder of " + main.name());
    } catch (InvalidPathException e) {
      return unusable("is no path");
    } catch (FileSystemException e) {
      return unusable(e.getReason() == null ? "cannot be read" : e.getReason());
    } catch (IOException e) {
      return unusable("cannot be read");
    }
  }

  private static Unusable unusable(String why) {
    return new Unusable(why, List.of());
  }

  private static Path folder(SourceFile file) {
    Path path = Path.of(file.name());
    return path.getParent() == null ? Path.of("") : path.getParent();
  }

  /** The files of the folder that the target names, unless that is outside of the root; where there is none, those beside the file. */
  private static List<String> others(Path root, SourceFile from, String target) throws IOException {
    String prefix = target.substring(0, target.lastIndexOf('/') + 1);
    Path folder = folder(from).resolve(prefix);
    if (!Files.isDirectory(folder) || !folder.toRealPath().startsWith(root)) {
      return prefix.isEmpty() ? List.of() : others(root, from, target.substring(prefix.length()));
    }
    String self = String.valueOf(Path.of(from.name()).getFileName());
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ENDING) && !(prefix.isEmpty() && name.equals(self)))
          .sorted()
          .map(name -> prefix + name)
          .toList();
    }
  }

  @Override
  public String identity(SourceFile file) {
    try {
      return Path.of(file.name()).toRealPath().toString();
    } catch (IOException | InvalidPathException e) {
      return file.name();
    }
  }
}
