package dev.nnd.compiler.emit;

import com.palantir.javapoet.NameAllocator;
import dev.nnd.compiler.semantic.FunctionModel;
import dev.nnd.compiler.semantic.FunctionModel.Argument;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names of the methods for the derivative by one argument: {@code derivativeA}, {@code gradientX}, {@code jacobianW}. */
public final class PartialNames {
  private PartialNames() {}

  /** One for each argument; two that would be the same differ by an underscore. */
  public static Map<Argument, String> of(FunctionModel model) {
    NameAllocator allocator = new NameAllocator();
    Map<Argument, String> names = new LinkedHashMap<>();
    for (Argument argument : model.arguments()) {
      String kind = argument.leaf().rank() == 0 ? "derivative" : model.isScalar() ? "gradient" : "jacobian";
      names.put(argument, allocator.newName(kind + JavaNames.capitalized(argument.name())));
    }
    return names;
  }
}
