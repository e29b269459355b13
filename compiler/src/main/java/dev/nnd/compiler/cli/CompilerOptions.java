package dev.nnd.compiler.cli;

import picocli.CommandLine.Option;

/** The options of whatever compiles a file. */
final class CompilerOptions extends NetworkOptions {
  /** How diagnostics are shown. */
  enum Format {
    TEXT,
    JSON
  }

  @Option(names = "--format", paramLabel = "text|json", defaultValue = "text", description = "Of diagnostics.")
  private Format format = Format.TEXT;

  boolean json() {
    return format == Format.JSON;
  }
}
