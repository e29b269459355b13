package dev.nnd.compiler.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

/** Calls the program as a shell would, and keeps what it says. */
record Calls(Phases phases) {
  /** What a call gave. */
  record Outcome(int exit, String out, String err) {
    List<String> lines() {
      return out.lines().toList();
    }
  }

  /** With the compiler's own phases. */
  static Outcome call(String... arguments) {
    return new Calls(new CompilerPhases()).with("", arguments);
  }

  /** With a text on standard input. */
  Outcome with(String input, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal = new Terminal(
        new ByteArrayInputStream(input.getBytes(UTF_8)), new PrintStream(out, false, UTF_8),
        new PrintStream(err, true, UTF_8), false, false);
    int exit = new Nndc(terminal, phases).run(arguments);
    return new Outcome(exit, out.toString(UTF_8), err.toString(UTF_8));
  }
}
