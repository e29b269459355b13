package dev.nnd.compiler.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command reads and writes: results go to {@code out}, progress and messages to {@code err}, both in UTF-8.
 *
 * @param interactive whether {@code err} is looked at by a person, so that a line may be drawn anew
 * @param colours whether {@code err} wants colours
 */
record Terminal(InputStream in, PrintStream out, PrintStream err, boolean interactive, boolean colours) {
  /** The launcher knows whether standard error is a terminal; Java alone cannot tell. */
  private static final String TERMINAL_PROPERTY = "nndc.terminal";

  private static final int BUFFER = 1 << 16;
  private static final int FIRST_WITH_CONSOLE_ALWAYS = 22;

  /** The process's own. */
  static Terminal system() {
    boolean interactive = isTerminal();
    return new Terminal(
        System.in,
        new PrintStream(new BufferedOutputStream(new ResultStream(new FileOutputStream(FileDescriptor.out)), BUFFER), false,
            StandardCharsets.UTF_8),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        interactive,
        interactive && !System.getenv().containsKey("NO_COLOR"));
  }

  /** The same with an {@code err} that goes nowhere. */
  Terminal withoutProgress() {
    return new Terminal(
        in, out, new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), false, false);
  }

  private static boolean isTerminal() {
    String told = System.getProperty(TERMINAL_PROPERTY, "");
    return told.isEmpty()
        ? Runtime.version().feature() < FIRST_WITH_CONSOLE_ALWAYS && System.console() != null
        : Boolean.parseBoolean(told);
  }
}
