package dev.nnd.compiler.load;

/** The Java that runs is one without a compiler. */
public final class NoJavaCompilerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoJavaCompilerException() {
    super("this Java has no compiler: a JDK is needed, not only a JRE");
  }
}
