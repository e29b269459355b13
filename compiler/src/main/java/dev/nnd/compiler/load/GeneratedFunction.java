package dev.nnd.compiler.load;

import dev.nnd.compiler.Compiler.JavaSource;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** An exported function whose Java was generated, compiled and loaded by this program. */
public final class GeneratedFunction {
  private final Class<?> type;

  private GeneratedFunction(Class<?> type) {
    this.type = type;
  }

  /** @throws NoJavaCompilerException on a JRE */
  public static GeneratedFunction of(JavaSource source) throws IOException {
    try {
      return new GeneratedFunction(InMemoryCompiler.compile(List.of(source)).loadClass(source.qualifiedName()));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether there is such a method. */
  public boolean has(String method) {
    return longest(method).isPresent();
  }

  /**
   * Calls a method with all arguments.
   *
   * @param arguments numbers, arrays, and arrays to be filled
   * @return its result; zero where it has none
   */
  public double call(String method, List<?> arguments) {
    Method found = longest(method).orElseThrow(() -> new IllegalArgumentException("no method " + method));
    try {
      return found.invoke(null, arguments.toArray()) instanceof Number result ? result.doubleValue() : 0;
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private Optional<Method> longest(String method) {
    return Arrays.stream(type.getMethods())
        .filter(candidate -> candidate.getName().equals(method))
        .max((a, b) -> Integer.compare(a.getParameterCount(), b.getParameterCount()));
  }
}
