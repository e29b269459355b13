package dev.nnd.compiler.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Standard output, which whoever reads may close at will, as {@code head} does: what follows is dropped in silence. Any
 * other failure, such as a full disk, stays one.
 */
final class ResultStream extends FilterOutputStream {
  private static final String CLOSED_BY_READER = "Broken pipe";

  private boolean open = true;

  ResultStream(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (!open) {
      return;
    }
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      if (!CLOSED_BY_READER.equals(e.getMessage())) {
        throw e;
      }
      open = false;
    }
  }
}
