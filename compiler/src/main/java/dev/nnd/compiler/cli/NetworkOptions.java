package dev.nnd.compiler.cli;

import dev.nnd.compiler.Compiler;
import dev.nnd.runtime.Precision;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of whatever derives the networks of a file. */
class NetworkOptions {
  /** Which kernels the generated code uses. */
  enum Kernels {
    AUTO,
    VECTOR,
    PLAIN
  }

  @Option(names = "--precision", paramLabel = "float|double", defaultValue = "float",
      description = "Of parameters and activations; float unless given.")
  private Precision precision = Precision.FLOAT;

  @Option(names = "--dim", paramLabel = "NAME=N", description = "Override a compile-time size; repeatable.")
  private Map<String, String> dims = new LinkedHashMap<>();

  @Option(names = "--network", paramLabel = "NAME", description = "Which network of the file.")
  private Optional<String> network = Optional.empty();

  @Option(names = "--kernels", paramLabel = "auto|vector|plain", defaultValue = "auto",
      description = "Kernels of the generated code.")
  private Kernels kernels = Kernels.AUTO;

  final Optional<String> network() {
    return network;
  }

  final Compiler.Options options(Optional<String> packageName) {
    return options(precision, packageName);
  }

  /** The options but for the precision, which the command fixes. */
  final Compiler.Options options(Precision fixed, Optional<String> packageName) {
    if (kernels == Kernels.VECTOR) {
      throw new UsageException("this version has no vector kernels yet; use --kernels auto or plain");
    }
    return new Compiler.Options(fixed, dims, packageName);
  }
}
