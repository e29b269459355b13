package dev.nnd.compiler.cli;

import dev.nnd.compiler.Compiler.JavaSource;
import dev.nnd.runtime.Network;
import dev.nnd.runtime.WeightsException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.List;

/** A network whose Java was generated, compiled and loaded by this program. */
record GeneratedNetwork(Class<?> type) {
  static GeneratedNetwork of(List<JavaSource> sources, JavaSource chosen) throws IOException {
    try {
      return new GeneratedNetwork(InMemoryCompiler.compile(sources).loadClass(chosen.qualifiedName()));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Initialised from a seed. */
  Network create(long seed) throws IOException {
    return call("create", long.class, seed);
  }

  /** As it was saved. */
  Network load(Path weights) throws IOException {
    try {
      return call("load", Path.class, weights);
    } catch (WeightsException e) {
      throw new InputException(weights + ": " + e.getMessage());
    }
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
