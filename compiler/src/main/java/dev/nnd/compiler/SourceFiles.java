package dev.nnd.compiler;

import dev.nnd.compiler.diagnostics.SourceFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sources in files: UTF-8, and none too large. */
public final class SourceFiles {
  private static final long MAX_BYTES = 1L << 26;

  private SourceFiles() {}

  /**
   * The text of a file, under its path.
   *
   * @throws FileSystemException where it is a folder, too large or not UTF-8, with that as its reason
   */
  public static SourceFile read(Path path) throws IOException {
    return decode(path.toString(), bytes(path));
  }

  /** @throws FileSystemException where it is a folder or too large, with that as its reason */
  public static byte[] bytes(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw new FileSystemException(path.toString(), "", "is a folder");
    }
    if (Files.exists(path) && Files.size(path) > MAX_BYTES) {
      throw new FileSystemException(path.toString(), "", String.format("is larger than %,d bytes", MAX_BYTES));
    }
    return Files.readAllBytes(path);
  }

  /** @throws FileSystemException where the bytes are not UTF-8, with that as its reason */
  public static SourceFile decode(String name, byte[] bytes) throws IOException {
    try {
      return new SourceFile(name, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw new FileSystemException(name, "", "is not UTF-8");
    }
  }
}
