package dev.nnd.compiler.cli;

/** What the program tells its caller. */
final class ExitCode {
  static final int SUCCESS = 0;
  /** The input is at fault. */
  static final int INPUT = 1;
  /** The program was called wrongly. */
  static final int USAGE = 2;
  /** The program itself is at fault: EX_SOFTWARE of BSD's sysexits.h. */
  static final int INTERNAL = 70;

  private ExitCode() {}
}
