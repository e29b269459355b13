package dev.nnd.compiler.cli.data;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.DiagnosedException;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.diagnostics.Span;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A file of data, perhaps compressed by gzip, of bounded size. */
record DataFile(Path path, long maxBytes) {
  private static final int BUFFER = 1 << 16;
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  String name() {
    return path.toString();
  }

  /** The decompressed bytes. Reading more than the limit throws {@link TooLargeException}. */
  InputStream open() throws IOException {
    InputStream raw = Files.newInputStream(path);
    try {
      BufferedInputStream buffered = new BufferedInputStream(raw, BUFFER);
      buffered.mark(2);
      boolean zipped = buffered.read() == GZIP_FIRST && buffered.read() == GZIP_SECOND;
      buffered.reset();
      InputStream plain = zipped ? new GZIPInputStream(buffered, BUFFER) : buffered;
      return new BufferedInputStream(new LimitedInputStream(plain, maxBytes), BUFFER);
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  /** What is to be told of a failed reading: damage, a limit, or, of anything else, the exception itself. */
  DiagnosedException explain(IOException e, Span place) throws IOException {
    if (e instanceof TooLargeException) {
      String limit = String.format("more than %,d bytes", maxBytes);
      return refuse(Diagnostic.of(Code.DATA_LIMIT, place, limit).help("--max-bytes raises the limit"));
    }
    if (e instanceof EOFException) {
      return refuse(Diagnostic.of(Code.DAMAGED_DATA, place, "its compressed data end too early"));
    }
    if (e instanceof ZipException) {
      return refuse(Diagnostic.of(Code.DAMAGED_DATA, place, "its compressed data are no gzip (" + e.getMessage() + ")"));
    }
    if (e instanceof CharacterCodingException) {
      return refuse(Diagnostic.of(Code.DAMAGED_DATA, place, "its text is not UTF-8")
          .help("save it with the encoding UTF-8"));
    }
    throw e;
  }

  /** A place in a text that stands for the file's begin. */
  Span begin(String text) {
    return new Span(new SourceFile(name(), text), 0, Math.max(0, text.length()));
  }

  static DiagnosedException refuse(Diagnostic diagnostic) {
    return new DiagnosedException(diagnostic);
  }
}
