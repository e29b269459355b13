package dev.nnd.compiler.load;

import dev.nnd.compiler.Compiler.JavaSource;
import dev.nnd.runtime.Network;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.List;

/** A network whose Java was generated, compiled and loaded by this program. */
public final class GeneratedNetwork {
  private final Class<?> type;

  private GeneratedNetwork(Class<?> type) {
    this.type = type;
  }

  /**
   * @param sources all that belong together
   * @param chosen the one of the network
   * @throws NoJavaCompilerException on a JRE
   */
  public static GeneratedNetwork of(List<JavaSource> sources, JavaSource chosen) throws IOException {
    try {
      return new GeneratedNetwork(InMemoryCompiler.compile(sources).loadClass(chosen.qualifiedName()));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Initialised from a seed. */
  public Network create(long seed) throws IOException {
    return call("create", long.class, seed);
  }

  /**
   * As it was saved.
   *
   * @throws IOException if the file cannot be read or does not fit
   */
  public Network load(Path weights) throws IOException {
    return call("load", Path.class, weights);
  }

  private Network call(String method, Class<?> parameter, Object argument) throws IOException {
    try {
      return (Network) type.getMethod(method, parameter).invoke(null, argument);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
