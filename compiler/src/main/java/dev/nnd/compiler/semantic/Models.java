package dev.nnd.compiler.semantic;

import java.util.List;

/**
 * What the compiled file makes.
 *
 * @param networks in their order
 * @param functions those that are exported, in their order
 */
public record Models(List<Model> networks, List<FunctionModel> functions) {
  public Models {
    networks = List.copyOf(networks);
    functions = List.copyOf(functions);
  }
}
