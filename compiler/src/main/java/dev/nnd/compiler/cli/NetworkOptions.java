package dev.nnd.compiler.cli;

import dev.nnd.compiler.Compiler;
import dev.nnd.compiler.semantic.Mode;
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

  @Option(names = "--precision", paramLabel = "float|double",
      description = "Of numbers; networks are in float and exported functions in double unless given.")
  private Optional<Precision> precision = Optional.empty();

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
    return options(packageName, false);
  }

  /** @param hessian whether exported functions have second derivatives of more than one number */
  final Compiler.Options options(Optional<String> packageName, boolean hessian) {
    Compiler.Functions functions = new Compiler.Functions(precision.orElse(Precision.DOUBLE), hessian);
    return options(precision.orElse(Precision.FLOAT), packageName, functions);
  }

  /** The options but for the precision, which the command fixes. */
  final Compiler.Options options(Precision fixed, boolean hessian) {
    return options(fixed, Optional.empty(), new Compiler.Functions(fixed, hessian));
  }

  private Compiler.Options options(Precision fixed, Optional<String> packageName, Compiler.Functions functions) {
    if (kernels == Kernels.VECTOR) {
      throw new UsageException("this version has no vector kernels yet; use --kernels auto or plain");
    }
    return new Compiler.Options(fixed, dims, packageName, Mode.TRAINING, functions);
  }
}
