package dev.nnd.compiler.diagnostics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A wrong program and what is said about it.
 *
 * @param text both, as they are shown in a terminal
 */
public record Example(String text) {

  /** The example of a code; the compiler's jar has one for each. */
  public static Optional<Example> of(Code code) {
    try (InputStream in = Example.class.getResourceAsStream("examples/" + code.id() + ".txt")) {
      return in == null ? Optional.empty() : Optional.of(new Example(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
