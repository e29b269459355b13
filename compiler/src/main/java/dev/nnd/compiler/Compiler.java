package dev.nnd.compiler;

import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.runtime.Precision;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From a .nnd file to Java sources: all phases in order. */
public final class Compiler {
  /**
   * What a call may set.
   *
   * @param precision of parameters and activations
   * @param dims overrides of declared sizes
   * @param packageName instead of the file's own
   */
  public record Options(Precision precision, Map<String, Integer> dims, Optional<String> packageName) {
    public Options {
      dims = Map.copyOf(dims);
    }

    public static Options defaults() {
      return new Options(Precision.FLOAT, Map.of(), Optional.empty());
    }
  }

  /**
   * A Java file.
   *
   * @param packageName empty for the unnamed package
   * @param network the name of the network, of which the class may differ
   * @param className the simple name of the public class
   * @param source the text
   */
  public record JavaSource(String packageName, String network, String className, String source) {
    public String qualifiedName() {
      return packageName.isEmpty() ? className : packageName + "." + className;
    }
  }

  private Compiler() {}

  /** The Java of every network of the file; nothing where the sink has errors. */
  public static List<JavaSource> compile(SourceFile file, Options options, DiagnosticSink sink) {
    throw new UnsupportedOperationException();
  }
}
